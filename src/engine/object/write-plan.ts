import type { Entry, Ref } from '../../domain/model/entry.ts';
import type { Attributes } from '../../domain/model/value.ts';
import { present } from '../../domain/present.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import { afterPartOfIt, endingOf } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { Deed } from '../run/evidence.ts';
import type { ReasonCode, RunAction } from '../run/record.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { capitalised, done, toDo } from '../wording.ts';
import {
  attributeEvidence,
  canBeReadBack,
  isWrittenAnyway,
  modifiedProperties,
  storedDiffers,
  type WriteResult,
} from './action-evidence.ts';
import { findMatch } from './find-match.ts';
import { differenceOf, type StatusChange, type StoredDifference, statusKept } from './kept-values.ts';
import { failureDetails, type ObjectResult } from './object-result.ts';
import type { PlannedAttribute } from './plan-object.ts';
import { rememberLink } from './remember-link.ts';
import { isUntouched, type LookResult, sendAndSettle } from './settle-write.ts';
import { createWrite, readBack, updateWrite } from './write-object.ts';

/** What is to be written about one object, complete: nothing is decided after this. */
export type WritePlan = {
  readonly action: Exclude<RunAction, 'Other' | 'Delete'>;
  readonly source: Ref;
  readonly sourceAttributes: Attributes;
  /** Absent for a create. */
  readonly existing?: Ref;
  readonly attributes: readonly PlannedAttribute[];
  readonly notes: readonly string[];
  /** The attribute by which the update takes a disabled account into use again. */
  readonly restores?: string;
};

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

const toSend = (plan: WritePlan, reference: boolean): readonly PlannedAttribute[] =>
  plan.attributes.filter((one) => one.plan.fate === 'send' && one.reference === reference);

async function* writeObject(run: Run, plan: WritePlan): AsyncGenerator<RunFact, Progress, undefined> {
  const sent = toSend(plan, false);
  const { existing } = plan;
  const write = existing === undefined ? createWrite(run, sent) : updateWrite(run, existing, sent);
  if (write === undefined) return { ref: existing, partly: false, notes: [] };
  const look = (op: Op) => lookAgain(run, plan, existing, op);
  const { ref, failure, note } = yield* sendAndSettle(run, { write, sent, look });
  const notes = note === undefined ? [] : [note];
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
  const told =
    match.kind === 'several'
      ? `${match.entries.length} objects match by ${match.attribute} now.`
      : 'No object matches by a matching attribute, so another value must be the one that is taken.';
  return { failure: { ...failure, message: `${failure.message} ${told}` } };
}

const matchAgain = (run: Run, { source, sourceAttributes }: WritePlan, op: Op) =>
  findMatch(run, { ready: run.ready, source, attributes: sourceAttributes }, op);

/** References follow in a request of their own, once the object they belong to exists. */
async function* writeReferences(
  run: Run,
  plan: WritePlan,
  progress: Progress,
): AsyncGenerator<RunFact, Progress, undefined> {
  const { ref, failure, notes } = progress;
  if (failure !== undefined || ref === undefined) return progress;
  const sent = toSend(plan, true);
  const write = updateWrite(run, ref, sent);
  if (write === undefined) return progress;
  const look = (op: Op) => readBack(run, ref, op);
  const written = yield* sendAndSettle(run, { write, sent, look });
  if (written.failure !== undefined) {
    const before = progress.partly ? toSend(plan, false).map(({ mapped }) => mapped.definition.name) : [];
    const failed = { ...written.failure, written: [...before, ...(written.failure.written ?? [])] };
    return { ...progress, failure: failed, partly: progress.partly || isPartOf(failed) };
  }
  return {
    ...progress,
    partly: true,
    notes: [...notes, ...(written.note === undefined ? [] : [written.note])],
  };
}

/** Where an object stands after a write whose answer was lost: by its id, or by matching when none is known. */
async function lookAgain(run: Run, plan: WritePlan, ref: Ref | undefined, op: Op): Promise<LookResult> {
  if (ref !== undefined) return readBack(run, ref, op);
  const found = await matchAgain(run, plan, op);
  if (!found.ok) return undefined;
  const { match } = found.value;
  if (match.kind === 'one') return match.entry;
  return match.kind === 'none' ? 'gone' : undefined;
}

const targetName = (run: Run): string => run.target.identity.name;

const notRead = (stored: LookResult): string =>
  stored === 'gone'
    ? ' Reading back shows that the object is not there.'
    : ' The result could not be read back.';

function warning(differs: StoredDifference | undefined, unread: boolean): { readonly reason?: ReasonCode } {
  if (differs !== undefined) return { reason: differs.reason };
  return unread ? { reason: 'value.notReadBack' } : {};
}

/** The change of the account status that the plan is for, if it is for one. */
function statusChange(plan: WritePlan, sent: readonly PlannedAttribute[]): StatusChange | undefined {
  const [first] = sent;
  if (plan.action === 'Disable' && first !== undefined) return { deed: 'disable', attribute: first };
  const restoring = sent.find(({ mapped }) => mapped.definition.name === plan.restores);
  return restoring === undefined ? undefined : { deed: 'restore', attribute: restoring };
}

/** A success that was none: the object was there before, and holds what it held. */
function isIgnored(plan: WritePlan, sent: readonly PlannedAttribute[], stored: Entry | undefined): boolean {
  if (plan.existing === undefined || stored === undefined) return false;
  const telling = sent.filter(canBeReadBack);
  return telling.length > 0 && telling.every((one) => storedDiffers(one, stored) && isUntouched(one, stored));
}

const nothingChanged = (run: Run): string =>
  `Nothing was changed in ${targetName(run)}, although it answered with success`;

/** Claimed only as far as reading back bears it out. */
function deedOf(
  plan: WritePlan,
  sent: readonly PlannedAttribute[],
  stored: Entry | undefined,
): Deed | undefined {
  if (isIgnored(plan, sent, stored)) return 'ignored';
  const restoring = sent.find(({ mapped }) => mapped.definition.name === plan.restores);
  if (restoring === undefined) return undefined;
  return stored === undefined || !storedDiffers(restoring, stored) ? 'restored' : undefined;
}

const pastVerb = ({ action }: WritePlan, deed: Deed | undefined): string =>
  deed === 'restored' ? 'restored' : done(action);

function doneSentence(run: Run, plan: WritePlan, count: number, deed: Deed | undefined): string {
  const attributes = `${count} ${count === 1 ? 'attribute' : 'attributes'}`;
  const place = targetName(run);
  if (deed === 'ignored') return `${nothingChanged(run)} to ${attributes}.`;
  if (run.context.mode === 'provision') {
    return `${capitalised(pastVerb(plan, deed))} in ${place}: ${attributes}.`;
  }
  const verb = deed === 'restored' ? 'restore' : toDo(plan.action);
  return `Would ${verb} in ${place} with ${attributes}; nothing was written.`;
}

type Verdict = Pick<ObjectResult, 'ending' | 'sentence' | 'reason'>;

/** `what`: the sentence about what was done. Of an account that stays in use, that is told first. */
function verdictOf(
  run: Run,
  plan: WritePlan,
  sent: readonly PlannedAttribute[],
  {
    stored,
    what,
    read,
  }: { readonly stored: Entry | undefined; readonly what: string; readonly read: string },
): Verdict {
  const differs = differenceOf(sent, stored, plan.existing !== undefined);
  const sentence = `${what}${differs?.sentence ?? ''}${read}`;
  const status = statusChange(plan, sent);
  const kept = status && statusKept(status, stored, targetName(run));
  if (kept === undefined) {
    const isWell = differs === undefined && read === '';
    return { ending: isWell ? 'succeeded' : 'warned', sentence, ...warning(differs, read !== '') };
  }
  const isIgnoredWhole = isIgnored(plan, sent, stored);
  const told = plan.action === 'Disable' || isIgnoredWhole ? kept.sentence : `${kept.sentence} ${sentence}`;
  return { ending: 'failed', sentence: told, reason: kept.reason };
}

function succeeded(run: Run, plan: WritePlan, ref: Ref | undefined, found: LookResult): ObjectResult {
  const stored = found === 'gone' ? undefined : found;
  const sent = plan.attributes.filter((one) => one.plan.fate === 'send');
  const preview = run.context.mode === 'preview';
  const read = preview || stored !== undefined ? '' : notRead(found);
  const deed = deedOf(plan, sent, stored);
  const what = doneSentence(run, plan, sent.length, deed);
  const result: WriteResult = preview ? { kind: 'notWritten' } : { kind: 'written', stored };
  return {
    action: plan.action,
    ...present({ deed }),
    ...verdictOf(run, plan, sent, { stored, what, read }),
    ...present({ target: ref }),
    attributes: plan.attributes.map((one) => attributeEvidence(run, one, plan.sourceAttributes, result)),
    notes: plan.notes,
    modified: modifiedProperties(run, plan.attributes),
  };
}

function refused(
  run: Run,
  plan: WritePlan,
  { ref, failure, partly }: Progress & { readonly failure: Failure },
  stored: Entry | undefined,
): ObjectResult {
  const result: WriteResult = {
    kind: 'refused',
    failure,
    ...present({ stored }),
  };
  const written = plan.attributes.filter((one) => isWrittenAnyway(one, result));
  // A lost answer may have changed all of them; where nothing was written, the record tells what was tried.
  const mayBeChanged = partly && failure.code !== 'outcome.unknown' ? written : plan.attributes;
  const deed = deedOf(plan, written, stored);
  const first =
    deed === 'ignored' ? `${nothingChanged(run)}, and` : `${pastVerb(plan, deed)} in ${targetName(run)}, but`;
  const differs = differenceOf(written, stored, plan.existing !== undefined);
  const before = partly ? `${first} a later request failed: ` : '';
  return {
    ending: partly ? afterPartOfIt(endingOf(failure.code)) : endingOf(failure.code),
    action: plan.action,
    ...present({ deed }),
    sentence: `${capitalised(before)}${failure.message}${differs?.sentence ?? ''}`,
    reason: failure.code,
    ...failureDetails(failure),
    ...present({ target: ref }),
    attributes: plan.attributes.map((one) => attributeEvidence(run, one, plan.sourceAttributes, result)),
    notes: plan.notes,
    modified: modifiedProperties(run, mayBeChanged),
  };
}

async function rememberWritten(
  run: Run,
  { source }: WritePlan,
  { ref, failure }: Progress,
): Promise<readonly string[]> {
  if (failure !== undefined || ref === undefined) return [];
  const objectType = run.ready.resolved.targetObject.name;
  const note = await rememberLink(run, { source, target: ref, objectType });
  return note === undefined ? [] : [note];
}

/** `holder`: nothing was written, because this object exists already and is the same; it is to be updated instead. */
export type CarriedOut = { readonly result: ObjectResult; readonly holder?: Entry };

/** Writes the object, then its references, remembers the link, and reads everything back. */
export async function* carryOut(run: Run, plan: WritePlan): AsyncGenerator<RunFact, CarriedOut, undefined> {
  const first = yield* writeObject(run, plan);
  const forgotten = await rememberWritten(run, plan, first);
  const progress = yield* writeReferences(run, plan, first);
  const { ref, failure, partly, notes, holder } = progress;
  const told: WritePlan = { ...plan, notes: [...plan.notes, ...notes, ...forgotten] };
  const isRead = run.context.mode === 'provision' && ref !== undefined && (failure === undefined || partly);
  const found = isRead
    ? yield* working('action', run.afterwards(), (op) => readBack(run, ref, op))
    : undefined;
  if (failure === undefined) return { result: succeeded(run, told, ref, found) };
  const stored = found === 'gone' ? undefined : found;
  const result = refused(run, told, { ...progress, failure }, stored);
  return holder === undefined ? { result } : { result, holder };
}
