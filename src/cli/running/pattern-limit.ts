import { type Context, createContext, Script } from 'node:vm';
import { stepBound } from '../../domain/expressions/pattern/step-bound.ts';
import type { PatternRunner } from '../../domain/expressions/pattern-runner.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** How much processor time a pattern of a configuration may take. */
export const PATTERN_LIMIT_MS = 100;

/** So many steps of the engine take some hundredths of a second at most. */
const HARMLESS_STEPS = 10_000_000;

/** On a machine that has no time for us, work is tried again with more time on the wall, but not for ever. */
const mostWallMs = (limitMs: number): number => Math.min(10_000, 100 * limitMs);

/** The limit of `node:vm` stops a little early or late; so much of the limit spent counts as the limit. */
const SPENT = 0.8;

/** Runs work that may be cut off in the middle and begun again. */
export type LimitedWork = <T>(work: () => T) => Result<T, 'too-slow'>;

/** The processor time of this thread, in milliseconds. */
function spentMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The error comes from the realm of the script, where `Error` is another class. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Work under a limit of processor time: `node:vm` stops V8 in the middle of a match when a time on the wall is over,
 * and then the time that this thread really had decides. A busy machine makes nothing too slow. `spent` is the
 * processor time of this thread so far, in milliseconds.
 */
export function limitedWork(limitMs: number, spent: () => number = spentMs): LimitedWork {
  const box: { job: () => void } = { job: () => {} };
  // A context takes half a millisecond and a megabyte, and few runs need one.
  let guard: { readonly context: Context; readonly script: Script } | undefined;

  function isDone(wallMs: number): boolean {
    guard ??= { context: createContext(box), script: new Script('job()') };
    try {
      guard.script.runInContext(guard.context, { timeout: wallMs });
      return true;
    } catch (error) {
      if (isTimeout(error)) return false;
      throw error;
    }
  }

  return (work) => {
    let answer: { readonly value: ReturnType<typeof work> } | undefined;
    box.job = () => {
      answer = { value: work() };
    };
    let waitedMs = 0;
    for (let wallMs = limitMs; ; ) {
      const before = spent();
      if (isDone(wallMs)) break;
      const share = (spent() - before) / limitMs;
      waitedMs += wallMs;
      const leftMs = mostWallMs(limitMs) - waitedMs;
      if (share >= SPENT || leftMs <= 0) return fail('too-slow');
      wallMs = Math.ceil(Math.min(leftMs, wallMs * longerBy(share)));
    }
    if (answer === undefined) throw new Error('the work ended without an answer');
    return ok(answer.value);
  };
}

/** How much longer the next try takes, when this one had only a share of the limit: 2 to 8 times. */
const longerBy = (share: number): number => Math.min(8, Math.max(2, 1.2 / Math.max(share, 0.01)));

/**
 * Runs patterns of a configuration so that none can hang the program. A pattern that provably takes few steps on its
 * text runs directly, which is the case for nearly all; the rest runs under a limit of processor time.
 */
export function limitedPatterns(limitMs: number): PatternRunner {
  const limited = limitedWork(limitMs);
  const bounds = new Map<string, (length: number) => number>();
  const mostSteps = (pattern: RegExp, length: number): number => {
    const key = String(pattern);
    const bound = bounds.get(key) ?? stepBound(pattern);
    bounds.set(key, bound);
    return bound(length);
  };
  return (pattern, text, work) =>
    mostSteps(pattern, text.length) <= HARMLESS_STEPS ? ok(work(pattern)) : limited(() => work(pattern));
}

/**
 * The same, with a limit also for what all patterns of one evaluation take together: nobody waits for the sum. Counts
 * processor time as well.
 */
export function limitedTogether(limit: PatternRunner, limitMs: number): PatternRunner {
  let sumMs = 0;
  return (pattern, text, work) => {
    if (sumMs > limitMs) return fail('too-slow');
    const before = spentMs();
    const answer = limit(pattern, text, work);
    sumMs += spentMs() - before;
    return answer;
  };
}
