import type { Entry, Ref } from '../../domain/model/entry.ts';
import type { Attributes } from '../../domain/model/value.ts';
import { endingOf } from '../ending.ts';
import type { RunFact } from '../events.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import type { ReasonCode, RunAction } from '../record.ts';
import type { Run } from '../run.ts';
import { done, toDo } from '../wording.ts';
import { working } from '../working.ts';
import { attributeEvidence, modifiedProperties, storedDiffers, type WriteResult } from './action-evidence.ts';
import { findMatch } from './find-match.ts';
import { failureDetails, type ObjectResult } from './object-result.ts';
import type { PlannedAttribute } from './plan-object.ts';
import { createWrite, readBack, sendWrite, updateWrite } from './write-object.ts';

/** What is to be written about one object, complete: nothing is decided after this. */
export type WritePlan = {
  readonly action: Exclude<RunAction, 'Other' | 'Delete'>;
  readonly source: Ref;
  readonly sourceAttributes: Attributes;
  /** Absent for a create. */
  readonly existing?: Ref;
  readonly attributes: readonly PlannedAttribute[];
  readonly notes: readonly string[];
};

type Progress = { readonly ref: Ref | undefined; readonly failure?: Failure; readonly partly: boolean };

const toSend = (plan: WritePlan, reference: boolean): readonly PlannedAttribute[] =>
  plan.attributes.filter((one) => one.plan.fate === 'send' && one.reference === reference);

async function* writeObject(run: Run, plan: WritePlan): AsyncGenerator<RunFact, Progress, undefined> {
  const own = toSend(plan, false);
  if (plan.existing === undefined) {
    const created = yield* sendWrite(run, createWrite(run, own));
    return created.ok
      ? { ref: created.value, partly: true }
      : { ref: undefined, failure: created.error, partly: false };
  }
  const write = updateWrite(run, plan.existing, own);
  if (write === undefined) return { ref: plan.existing, partly: false };
  const updated = yield* sendWrite(run, write);
  return updated.ok
    ? { ref: plan.existing, partly: true }
    : { ref: plan.existing, failure: updated.error, partly: false };
}

/** References follow in a request of their own, once the object they belong to exists. */
async function* writeReferences(
  run: Run,
  plan: WritePlan,
  progress: Progress,
): AsyncGenerator<RunFact, Progress, undefined> {
  if (progress.failure !== undefined || progress.ref === undefined) return progress;
  const write = updateWrite(run, progress.ref, toSend(plan, true));
  if (write === undefined) return progress;
  const written = yield* sendWrite(run, write);
  return written.ok ? { ...progress, partly: true } : { ...progress, failure: written.error };
}

/** After a write whose answer was lost: what does the target hold now? */
async function lookAgain(
  run: Run,
  plan: WritePlan,
  ref: Ref | undefined,
  op: Op,
): Promise<Entry | 'gone' | undefined> {
  if (ref !== undefined) return readBack(run, ref, op);
  const found = await findMatch(
    run,
    { ready: run.ready, source: plan.source, attributes: plan.sourceAttributes },
    op,
  );
  if (!found.ok) return undefined;
  const { match } = found.value;
  if (match.kind === 'one') return match.entry;
  return match.kind === 'none' ? 'gone' : undefined;
}

function place(run: Run): string {
  return run.target.identity.name;
}

function warning(differs: boolean, unread: boolean): { readonly reason?: ReasonCode } {
  if (differs) return { reason: 'value.storedDifferently' };
  return unread ? { reason: 'value.notReadBack' } : {};
}

function succeeded(run: Run, plan: WritePlan, ref: Ref | undefined, stored: Entry | undefined): ObjectResult {
  const sent = plan.attributes.filter((one) => one.plan.fate === 'send');
  const different = stored === undefined ? [] : sent.filter((one) => storedDiffers(one, stored));
  const names = different.map(({ mapped }) => mapped.definition.name).join(', ');
  const count = `${sent.length} ${sent.length === 1 ? 'attribute' : 'attributes'}`;
  const preview = run.context.mode === 'preview';
  const verb = preview
    ? `Would ${toDo(plan.action)}`
    : done(plan.action).replace(/^./, (letter) => letter.toUpperCase());
  const what = preview
    ? ` in ${place(run)} with ${count}; nothing was written`
    : ` in ${place(run)}: ${count}`;
  const read = preview || stored !== undefined ? '' : ' The result could not be read back.';
  const differs = names === '' ? '' : ` The target stored a different value for ${names}.`;
  const result: WriteResult = preview ? { kind: 'notWritten' } : { kind: 'written', stored };
  return {
    ending: differs === '' && read === '' ? 'succeeded' : 'warned',
    action: plan.action,
    sentence: `${verb}${what}.${differs}${read}`,
    ...warning(differs !== '', read !== ''),
    ...(ref === undefined ? {} : { target: ref }),
    attributes: plan.attributes.map((one) => attributeEvidence(run, one, plan.sourceAttributes, result)),
    notes: plan.notes,
    modified: modifiedProperties(run, plan.attributes),
  };
}

function refused(
  run: Run,
  plan: WritePlan,
  failure: Failure,
  ref: Ref | undefined,
  partly: boolean,
): ObjectResult {
  const result: WriteResult = { kind: 'refused', failure };
  const before = partly ? `${done(plan.action)} in ${place(run)}, but a later request failed: ` : '';
  return {
    ending: partly && endingOf(failure.code) === 'failed' ? 'warned' : endingOf(failure.code),
    action: plan.action,
    sentence: `${before.replace(/^./, (letter) => letter.toUpperCase())}${failure.message}`,
    reason: failure.code,
    ...failureDetails(failure),
    ...(ref === undefined ? {} : { target: ref }),
    attributes: plan.attributes.map((one) => attributeEvidence(run, one, plan.sourceAttributes, result)),
    notes: plan.notes,
    modified: modifiedProperties(run, plan.attributes),
  };
}

/**
 * The answer of a write was lost. The object is read back: when it holds everything that was sent, the write happened;
 * when it is not there, or unchanged, it did not; in every other case nobody can know, and the record says so.
 */
async function* settleUnknown(
  run: Run,
  plan: WritePlan,
  progress: Progress & { readonly failure: Failure },
): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const found = yield* working('action', run.afterwards(), (op) => lookAgain(run, plan, progress.ref, op));
  const { failure } = progress;
  if (found === undefined) return refused(run, plan, failure, progress.ref, progress.partly);
  if (found === 'gone') {
    const message = `${failure.message} Reading back shows that nothing was created.`;
    return refused(run, plan, { ...failure, code: 'connection.lost', message }, undefined, false);
  }
  const sent = plan.attributes.filter((one) => one.plan.fate === 'send');
  if (sent.some((one) => storedDiffers(one, found))) {
    return refused(run, plan, failure, progress.ref, progress.partly);
  }
  if (run.context.mode === 'provision') await saveLink(run, plan, found.ref);
  const result = succeeded(run, plan, found.ref, found);
  return {
    ...result,
    notes: [...result.notes, `${failure.message} Reading back shows that the change was made.`],
  };
}

async function saveLink(run: Run, plan: WritePlan, target: Ref): Promise<void> {
  await run.links.save({ source: plan.source, target, objectType: run.ready.resolved.targetObject.name });
}

/** Writes the object, then its references, remembers the link, and reads everything back. */
export async function* carryOut(run: Run, plan: WritePlan): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const first = yield* writeObject(run, plan);
  if (first.failure === undefined && first.ref !== undefined && run.context.mode === 'provision') {
    await saveLink(run, plan, first.ref);
  }
  const progress = yield* writeReferences(run, plan, first);
  const { ref, failure, partly } = progress;
  if (failure?.code === 'outcome.unknown') return yield* settleUnknown(run, plan, { ...progress, failure });
  if (failure !== undefined) return refused(run, plan, failure, ref, partly);
  if (run.context.mode === 'preview' || ref === undefined) return succeeded(run, plan, ref, undefined);
  const stored = yield* working('action', run.afterwards(), (op) => readBack(run, ref, op));
  return succeeded(run, plan, ref, stored === 'gone' ? undefined : stored);
}
