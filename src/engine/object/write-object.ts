import type { Delta, Entry, Ref } from '../../domain/model/entry.ts';
import type { AttributeValue } from '../../domain/model/value.ts';
import { present } from '../../domain/present.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { Failure } from '../failure.ts';
import type { Op, Write } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { findMatch } from './find-match.ts';
import { type ObjectResult, withLinkTrouble } from './object-result.ts';
import type { PlannedAttribute, WritePlan } from './plan-object.ts';
import { type ReadBack, readBack } from './read-back.ts';
import { rememberLink } from './remember-link.ts';
import { reportRefused, reportWritten } from './report-write.ts';
import { settleWrite } from './settle-write.ts';

type Progress = {
  readonly ref: Ref | undefined;
  readonly failure?: Failure;
  /** Something was written, whatever followed. */
  readonly partly: boolean;
  /** How it is known that a write happened whose answer was lost. */
  readonly notes: readonly string[];
  /** The one object that matches now, after a create collided with it. */
  readonly holder?: Entry;
};

/** A part of the attributes to be sent, as a request carries it. */
type Part = {
  readonly sent: readonly PlannedAttribute[];
  readonly definitions: readonly AttributeDefinition[];
};

/**
 * References follow in a request of their own, once the object they belong to exists: a missing manager must not hold
 * the rest back. This is the one place that decides it, for every target.
 */
function partOf(plan: WritePlan, kind: 'attributes' | 'references'): Part {
  const sent = plan.attributes.filter(
    ({ plan: { fate }, mapped }) =>
      fate === 'send' && (mapped.definition.type === 'Reference') === (kind === 'references'),
  );
  return { sent, definitions: sent.map(({ mapped }) => mapped.definition) };
}

function createWrite(run: Run, { sent, definitions }: Part): Write {
  const attributes = new Map<string, AttributeValue>();
  for (const { plan, mapped } of sent) {
    if (plan.fate === 'send') attributes.set(mapped.definition.name, plan.value);
  }
  const objectType = run.ready.resolved.targetObject.name;
  return { do: 'create', draft: { objectType, attributes, definitions } };
}

function updateWrite(run: Run, ref: Ref, { sent, definitions }: Part): Write | undefined {
  const deltas: readonly Delta[] = sent.flatMap(({ plan }) => (plan.fate === 'send' ? [plan.delta] : []));
  if (deltas.length === 0) return undefined;
  const objectType = run.ready.resolved.targetObject.name;
  return { do: 'update', update: { objectType, ref, deltas, definitions } };
}

async function* writeAttributes(run: Run, plan: WritePlan): AsyncGenerator<RunFact, Progress, undefined> {
  const part = partOf(plan, 'attributes');
  const { existing } = plan;
  const write = existing === undefined ? createWrite(run, part) : updateWrite(run, existing, part);
  if (write === undefined) return { ref: existing, partly: false, notes: [] };
  const look = (op: Op) => lookAgain(run, plan, existing, op);
  const { ref, failure, notes } = yield* settleWrite(run, { write, sent: part.sent, look });
  if (failure?.code === 'object.duplicate' && existing === undefined) {
    return { ref: undefined, partly: false, notes, ...(yield* findHolder(run, plan, failure)) };
  }
  if (failure !== undefined) return { ref: existing, failure, partly: isPartOf(failure), notes };
  return { ref: ref ?? existing, partly: true, notes };
}

/** What was written before a refusal, or beside it, makes the run a warning. */
const isPartOf = ({ written = [] }: Failure): boolean => written.length > 0;

type Holder = { readonly failure: Failure; readonly holder?: Entry };

/**
 * A create that collides is matched once more, by every matching attribute: an object that matches now was made
 * meanwhile, perhaps by a request of ours whose answer was lost. Only if it is exactly one is it the same object.
 */
async function* findHolder(
  run: Run,
  plan: WritePlan,
  failure: Failure,
): AsyncGenerator<RunFact, Holder, undefined> {
  const found = yield* working('action', run.signal, (op) => matchAgain(run, plan, op));
  if (!found.ok) return { failure };
  const { match } = found.value;
  if (match.kind === 'one') return { failure, holder: match.entry };
  const matches =
    match.kind === 'several'
      ? `${match.entries.length} objects match by ${match.attribute} now: ${match.entries.map(({ ref }) => ref).join(', ')}.`
      : 'No object that the target shows matches by a matching attribute: another value is taken, or the target hides the object.';
  return { failure: { ...failure, message: `${failure.message} ${matches}` } };
}

const matchAgain = (run: Run, { source, sourceAttributes }: WritePlan, op: Op) =>
  findMatch(run, { ready: run.ready, source, attributes: sourceAttributes }, op);

async function* writeReferences(
  run: Run,
  plan: WritePlan,
  progress: Progress,
): AsyncGenerator<RunFact, Progress, undefined> {
  const { ref, failure, partly, notes } = progress;
  if (failure !== undefined || ref === undefined) return progress;
  const part = partOf(plan, 'references');
  const write = updateWrite(run, ref, part);
  if (write === undefined) return progress;
  const look = (op: Op) => readBack(run, ref, op);
  const written = yield* settleWrite(run, { write, sent: part.sent, look });
  if (written.failure === undefined) return { ref, partly: true, notes: [...notes, ...written.notes] };
  const before = partly ? partOf(plan, 'attributes').definitions.map(({ name }) => name) : [];
  const failed = { ...written.failure, written: [...before, ...(written.failure.written ?? [])] };
  return { ...progress, failure: failed, partly: partly || isPartOf(failed) };
}

/** What is known of an object after a write whose answer was lost: by its id, or by matching when none is known. */
async function lookAgain(run: Run, plan: WritePlan, ref: Ref | undefined, op: Op): Promise<ReadBack> {
  if (ref !== undefined) return readBack(run, ref, op);
  const found = await matchAgain(run, plan, op);
  if (!found.ok) return undefined;
  const { match } = found.value;
  if (match.kind === 'one') return match.entry;
  return match.kind === 'none' ? 'gone' : undefined;
}

/** `holder`: nothing was written, because this object exists already and is the same; it is to be updated instead. */
type WrittenObject = { readonly result: ObjectResult; readonly holder?: Entry };

/** Writes the object, then its references, remembers the link, and reads everything back. */
export async function* writeObject(
  run: Run,
  plan: WritePlan,
): AsyncGenerator<RunFact, WrittenObject, undefined> {
  const first = yield* writeAttributes(run, plan);
  const { source } = plan;
  const objectType = run.ready.resolved.targetObject.name;
  const unremembered =
    first.failure === undefined && first.ref !== undefined
      ? await rememberLink(run, { source, target: first.ref, objectType })
      : [];
  const progress = yield* writeReferences(run, plan, first);
  const { ref, failure, partly, notes, holder } = progress;
  const written: WritePlan = { ...plan, notes: [...plan.notes, ...notes] };
  const isRead = run.context.mode === 'provision' && ref !== undefined && (failure === undefined || partly);
  const found = isRead
    ? yield* working('action', run.afterwards(), (op) => readBack(run, ref, op))
    : undefined;
  if (failure === undefined) {
    return { result: withLinkTrouble(reportWritten(run, written, ref, found), unremembered) };
  }
  const stored = found === 'gone' ? undefined : found;
  const result = reportRefused(run, written, { ref, failure, partly }, stored);
  return { result: withLinkTrouble(result, unremembered), ...present({ holder }) };
}
