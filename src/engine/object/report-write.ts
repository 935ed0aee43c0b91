import type { Entry, Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import type { Failure } from '../failure.ts';
import { afterPartOfIt } from '../run/ending.ts';
import type { Deed } from '../run/evidence.ts';
import type { Run } from '../run/run.ts';
import { capitalised, counted, done, toDo } from '../wording.ts';
import {
  attributeEvidence,
  isWrittenAnyway,
  modifiedProperties,
  type WriteResult,
} from './attribute-evidence.ts';
import { deedOf, judgeWrite, storedDifference } from './judge-write.ts';
import { failureResult, type ObjectResult } from './object-result.ts';
import { keptText, type PlannedAttribute, type WritePlan } from './plan-object.ts';
import type { ReadBack } from './read-back.ts';

const targetName = (run: Run): string => run.target.identity.name;

const nothingChanged = (run: Run): string =>
  `Nothing was changed in ${targetName(run)}, although it answered with success`;

const pastVerb = ({ action }: WritePlan, deed: Deed | undefined): string =>
  deed === 'restored' ? 'restored' : done(action);

function doneSentence(run: Run, plan: WritePlan, count: number, deed: Deed | undefined): string {
  const attributes = counted(count, 'attribute');
  const place = targetName(run);
  if (deed === 'ignored') return `${nothingChanged(run)} to ${attributes}.`;
  const kept = keptText(plan.attributes);
  const rest = kept === '' ? '' : ` ${capitalised(kept)}.`;
  if (run.context.mode === 'provision') {
    return `${capitalised(pastVerb(plan, deed))} in ${place}: ${attributes}.${rest}`;
  }
  const verb = deed === 'restored' ? 'restore' : toDo(plan.action);
  return `Would ${verb} in ${place} with ${attributes}; nothing was written.${rest}`;
}

/** What success and failure tell alike. `changed`: what the record names as changed. */
function recorded(
  run: Run,
  plan: WritePlan,
  result: WriteResult,
  {
    target,
    deed,
    changed,
  }: {
    readonly target: Ref | undefined;
    readonly deed: Deed | undefined;
    readonly changed: readonly PlannedAttribute[];
  },
) {
  return {
    action: plan.action,
    ...present({ deed, target }),
    attributes: plan.attributes.map((one) => attributeEvidence(run, one, plan.sourceAttributes, result)),
    notes: plan.notes,
    modified: modifiedProperties(run, changed),
  };
}

/** The result of a write that was answered with success, judged by what reading back shows. */
export function reportWritten(
  run: Run,
  plan: WritePlan,
  target: Ref | undefined,
  found: ReadBack,
): ObjectResult {
  const stored = found === 'gone' ? undefined : found;
  const sent = plan.attributes.filter((one) => one.plan.fate === 'send');
  const isPreview = run.context.mode === 'preview';
  const notRead =
    found === 'gone'
      ? ' Reading back shows that the object is not there.'
      : ' The result could not be read back.';
  const unread = isPreview || stored !== undefined ? '' : notRead;
  const write = { plan, sent, stored };
  const deed = deedOf(write);
  const what = doneSentence(run, plan, sent.length, deed);
  const result: WriteResult = isPreview ? { kind: 'notWritten' } : { kind: 'written', stored };
  return {
    ...recorded(run, plan, result, { target, deed, changed: plan.attributes }),
    ...judgeWrite(write, { place: targetName(run), what, unread }),
  };
}

/** The result of a write that failed. `partly`: something was written before or beside it. */
export function reportRefused(
  run: Run,
  plan: WritePlan,
  {
    ref,
    failure,
    partly,
  }: {
    readonly ref: Ref | undefined;
    readonly failure: Failure;
    readonly partly: boolean;
  },
  stored: Entry | undefined,
): ObjectResult {
  const result: WriteResult = { kind: 'refused', failure, ...present({ stored }) };
  const written = plan.attributes.filter((one) => isWrittenAnyway(one, result));
  // A lost answer may have changed all of them; where nothing was written, the record tells what was tried.
  const changed = partly && failure.code !== 'outcome.unknown' ? written : plan.attributes;
  const write = { plan, sent: written, stored };
  const deed = deedOf(write);
  const first =
    deed === 'ignored' ? `${nothingChanged(run)}, and` : `${pastVerb(plan, deed)} in ${targetName(run)}, but`;
  const before = partly ? `${first} a later request failed: ` : '';
  const failed = failureResult(failure);
  return {
    ...recorded(run, plan, result, { target: ref, deed, changed }),
    ...failed,
    ending: partly ? afterPartOfIt(failed.ending) : failed.ending,
    sentence: `${capitalised(before)}${failure.message}${storedDifference(write)?.sentence ?? ''}`,
  };
}
