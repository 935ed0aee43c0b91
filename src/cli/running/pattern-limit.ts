import { type Context, createContext, Script } from 'node:vm';
import type { PatternRunner } from '../../domain/expressions/pattern-runner.ts';
import { fail, ok } from '../../domain/result.ts';

/** How long a pattern of a configuration may run. */
export const PATTERN_LIMIT_MS = 100;

/** Alternatives multiply: each more may double the ways to match. */
const MOST_ALTERNATIVES = 8;

/**
 * A pattern without a quantifier, or with one that repeats a single character or class behind an anchor, takes time
 * in proportion to the text; it runs without the cost of the limit (2 against 155 microseconds). Optional parts count
 * as quantifiers: `a?` thirty times over is as harmful as a nested star. Without the anchor every position of the
 * text would be a new beginning.
 */
function isHarmless({ source }: RegExp): boolean {
  const bare = source
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?[:=!<a-zA-Z-]+>?/g, '(');
  // An exact count leaves nothing to try: `[0-9]{5}` is only shorter than five classes.
  const quantifiers = bare.match(/[*+?]|\{\d+,\d*\}/g)?.length ?? 0;
  const alternatives = bare.match(/\|/g)?.length ?? 0;
  if (alternatives > MOST_ALTERNATIVES || /\)(?:[*+?]|\{)/.test(bare)) return false;
  return quantifiers === 0 || (quantifiers === 1 && source.startsWith('^'));
}

/** The error comes from the realm of the script, where `Error` is another class. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Runs patterns of a configuration so that none can hang the program: what is not proven harmless runs in `node:vm`,
 * whose limit stops V8 in the middle of a match.
 */
export function limitedPatterns(limitMs: number): PatternRunner {
  const box: { job: () => void } = { job: () => {} };
  // A context takes half a millisecond and a megabyte, and few runs need one.
  let guard: { readonly context: Context; readonly script: Script } | undefined;
  return (pattern, work) => {
    if (isHarmless(pattern)) return ok(work(pattern));
    guard ??= { context: createContext(box), script: new Script('job()') };
    const { context, script } = guard;
    let answer: { readonly value: ReturnType<typeof work> } | undefined;
    box.job = () => {
      answer = { value: work(pattern) };
    };
    try {
      script.runInContext(context, { timeout: limitMs });
    } catch (error) {
      if (isTimeout(error)) return fail('too-slow');
      throw error;
    }
    if (answer === undefined) throw new Error('the pattern ran without an answer');
    return ok(answer.value);
  };
}
