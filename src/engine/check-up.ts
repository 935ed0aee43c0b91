import type { SubjectKind } from '../domain/model/subject.ts';
import { matchingOrder } from '../domain/planning/map-attributes.ts';
import { present } from '../domain/present.ts';
import type { AttributeDefinition } from '../domain/schema/types.ts';
import type { Failure, FailureCode } from './failure.ts';
import { membershipOf } from './members/plan-members.ts';
import type { Exchange, Op, Selection, Source, Target } from './port.ts';
import type { StepId } from './run/record.ts';
import type { ReadyMapping } from './run/run.ts';
import { tipFor } from './tips.ts';

/** One finding of a check-up. A check that could not be made because an earlier one failed is `skipped`. */
export type Check = {
  /** "connection", "credentials", "filter on userName". */
  readonly name: string;
  readonly verdict: 'good' | 'warning' | 'bad' | 'skipped';
  readonly found: string;
  /** What to do about it, in one sentence. Present unless the verdict is good. */
  readonly next?: string;
  readonly tookMs?: number;
  /** The failure behind a bad finding: it decides the exit code when it is the only trouble. */
  readonly code?: FailureCode;
  readonly exchanges: readonly Exchange[];
};

/** Something that a system can do or cannot, and how that is known. */
export type Capability = {
  readonly name: string;
  readonly value: string;
  readonly from: 'measured' | 'declared' | 'learned' | 'pinned';
  /** "200 and an empty list to GET /Users?filter=…". */
  readonly because: string;
  /** What the name stands for, in words, where it is a key to be written somewhere. */
  readonly about?: string;
};

export type CheckUpRequest = {
  /** What the app's mappings read and write, by kind of object; absent where the app does not provision that kind. */
  readonly kinds: readonly {
    readonly selection: Selection;
    readonly matching: readonly AttributeDefinition[];
    /** Absent for users. */
    readonly members?: AttributeDefinition;
  }[];
  /** The administrator allows marked test objects to be created, changed and deleted. */
  readonly mayWrite: boolean;
};

/** A target as `provision doctor` sees it. */
export interface CheckUpTarget extends Target {
  /** Whether this system is reachable, answers truthfully, and what it can do. */
  checkUp?(request: CheckUpRequest, op: Op): AsyncGenerator<Check, readonly Capability[], undefined>;
}

/** Which part of an app a check is about, in the order in which they are checked. */
export const parts = ['configuration', 'source', 'target'] as const;
export type CheckUpPart = (typeof parts)[number];

export type PartCheck = { readonly part: CheckUpPart; readonly check: Check };

/** What a check-up found about one app, in the order it was found. */
export type CheckUpReport = {
  readonly checks: readonly PartCheck[];
  readonly capabilities: readonly Capability[];
};

export type KindMapping = { readonly kind: SubjectKind; readonly ready: ReadyMapping };

/** One app as far as it could be made ready. Without systems only its configuration is checked. */
export type CheckedApp = {
  /** What is known about workspace and schema; made by whoever reads the files. */
  readonly configuration: readonly Check[];
  readonly systems?: {
    readonly source: Source;
    readonly target: CheckUpTarget;
    /** The mappings of the kinds that the app provisions, users first. */
    readonly mappings: readonly KindMapping[];
  };
  /** The administrator allows the round of writes with marked test objects. */
  readonly mayWrite: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
};

/** How a source can be searched, as a person should know it. */
const findings: Readonly<Record<Source['finding'], string>> = {
  'whole-index': 'the whole list is read and indexed here: any part of a name finds it',
  'server-side': 'the system searches itself: what is found depends on it',
  'exact-id-only': 'by exact ids only: nothing is found by a part of a name',
};

type Timed<T> = { readonly result: T; readonly tookMs: number; readonly exchanges: readonly Exchange[] };

/** Does work with a system and keeps what was said meanwhile. */
async function timed<T>(clock: CheckedApp['clock'], op: Op, work: (op: Op) => Promise<T>): Promise<Timed<T>> {
  const exchanges: Exchange[] = [];
  const began = clock();
  const result = await work({
    ...op,
    observe: (observation) => {
      if (observation.type === 'exchange') exchanges.push(observation.exchange);
      op.observe(observation);
    },
  });
  return { result, tookMs: Math.round(clock() - began), exchanges };
}

/** A failure as a finding: what happened, and the tip that the step of a run would show. */
export function failedCheck(name: string, failure: Failure, step: StepId = 'test'): Omit<Check, 'exchanges'> {
  const { code, message } = failure;
  return { name, verdict: 'bad', found: message, next: tipFor(step, code), code };
}

/** What was asked and answered: a file is only opened, a system may let us in, and a sample system is none. */
function asAsked(exchanges: readonly Exchange[]): string {
  if (exchanges.length === 0) return 'it answers and lets us in';
  return exchanges.map(({ request, answer = 'sent' }) => `${request}: ${answer}`).join('; ');
}

async function checkSource({ clock }: CheckedApp, source: Source, op: Op): Promise<readonly Check[]> {
  const { result, tookMs, exchanges } = await timed(clock, op, (own) => source.test(own));
  const connection: Check = result.ok
    ? { name: 'connection', verdict: 'good', found: asAsked(exchanges), tookMs, exchanges }
    : { ...failedCheck('connection', result.error), tookMs, exchanges };
  return [connection, { name: 'search', verdict: 'good', found: findings[source.finding], exchanges: [] }];
}

/** What the mappings read and write, as the target's own check-up wants to know it. */
export function checkUpRequest(mappings: readonly KindMapping[], mayWrite: boolean): CheckUpRequest {
  const kinds = mappings.map(({ kind, ready: { compiled, targetSelection } }) => {
    const members = kind === 'group' ? membershipOf(compiled) : undefined;
    const matching = matchingOrder(compiled).map(({ definition }) => definition);
    return { selection: targetSelection, matching, ...present({ members }) };
  });
  return { kinds, mayWrite };
}

/** For a target without a check-up of its own: what a run does before anything else. */
async function testTarget(
  { clock }: CheckedApp,
  target: Target,
  { kinds }: CheckUpRequest,
  op: Op,
): Promise<Check> {
  const [kind] = kinds;
  const attribute = kind?.matching[0];
  if (kind === undefined || attribute === undefined) {
    const message = 'The mapping has no matching attribute, so no object could ever be found again.';
    return { ...failedCheck('connection', { code: 'configuration.invalid', message }), exchanges: [] };
  }
  const probe = { selection: kind.selection, attribute, value: '' };
  const { result, tookMs, exchanges } = await timed(clock, op, (own) => target.test(probe, own));
  if (!result.ok) return { ...failedCheck('connection', result.error), tookMs, exchanges };
  const found = `it answers, lets us in, and can be searched by ${attribute.name}`;
  return { name: 'connection', verdict: 'good', found, tookMs, exchanges };
}

async function* checkTarget(
  app: CheckedApp,
  target: CheckUpTarget,
  request: CheckUpRequest,
  op: Op,
): AsyncGenerator<Check, readonly Capability[], undefined> {
  if (target.checkUp !== undefined) return yield* target.checkUp(request, op);
  yield await testTarget(app, target, request, op);
  return [];
}

const notAsked = (name: string): Check => ({
  name,
  verdict: 'skipped',
  found: 'not asked, because the configuration has to be corrected first',
  next: 'Correct the configuration, then run the check again.',
  exchanges: [],
});

/**
 * The check-up of one app: its configuration, its source, its target. Every finding is yielded as soon as it is known;
 * one that fails does not stop the others. Reads only, unless `mayWrite`.
 */
export async function* checkUp(app: CheckedApp, op: Op): AsyncGenerator<PartCheck, CheckUpReport, undefined> {
  const checks: PartCheck[] = [];
  const noted = (part: CheckUpPart, check: Check): PartCheck => {
    const one = { part, check };
    checks.push(one);
    return one;
  };
  for (const check of app.configuration) yield noted('configuration', check);
  if (app.systems === undefined) {
    for (const part of ['source', 'target'] as const) yield noted(part, notAsked('connection'));
    return { checks, capabilities: [] };
  }
  const { source, target, mappings } = app.systems;
  for (const check of await checkSource(app, source, op)) yield noted('source', check);
  const facts = checkTarget(app, target, checkUpRequest(mappings, app.mayWrite), op);
  let next = await facts.next();
  while (!next.done) {
    yield noted('target', next.value);
    next = await facts.next();
  }
  return { checks, capabilities: next.value };
}
