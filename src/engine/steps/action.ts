import { asRef, type Entry, type Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import { approveRemovals, type MembersPlan, planMembers, withoutHeld } from '../members/plan-members.ts';
import { type MembersResult, noMembers, withMemberChanges } from '../members/report-members.ts';
import { writeMembers } from '../members/write-members.ts';
import { isSettled, type ObjectResult, untouched } from '../object/object-result.ts';
import { provisionObject } from '../object/provision-object.ts';
import { type Ending, statusOf } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { ProvisioningStep, RunAction } from '../run/record.ts';
import type { Run } from '../run/run.ts';
import { finished, type Report } from '../run/step.ts';
import { serviceCode } from '../service-codes.ts';
import { nameOf } from '../wording.ts';
import type { Matched } from './match.ts';
import type { Scoped } from './scope.ts';

const exportNames: Record<RunAction, string> = {
  Create: 'EntryExportAdd',
  Update: 'EntryExportUpdate',
  Disable: 'EntryExportUpdate',
  Delete: 'EntryExportDelete',
  Other: 'EntrySynchronizationSkip',
};

/** The Graph entry of the Export step; a preview has none in Graph and is named as what it would have been. */
function exportEntry(run: Run, source: Entry, result: ObjectResult): Omit<ProvisioningStep, 'timestamp'> {
  const status = statusOf(result.ending);
  const skipReason =
    result.reason !== undefined && status === 'Skipped' ? serviceCode(result.reason) : undefined;
  const preview = run.context.mode === 'preview';
  const about = {
    step: 'action',
    ...present({ systemCode: result.details }),
  } as const;
  const errorCode =
    status === 'Failure' && result.reason !== undefined ? serviceCode(result.reason, about) : undefined;
  return {
    name: preview
      ? exportNames[result.action].replace('EntryExport', 'EntryPreview')
      : exportNames[result.action],
    // A value that is missing stops the service before its export.
    type: result.reason === 'AttributeValidationFailed' ? 'Processing' : 'Export',
    status,
    description: result.sentence,
    details: {
      ReportableIdentifier: nameOf(source),
      ...present({ SkipReason: skipReason }),
      ...(result.reason === 'AttributeValidationFailed' ? { PropertyName: result.details ?? '' } : {}),
      ...present({ ErrorCode: errorCode }),
      ...(preview ? { Preview: 'True' } : {}),
    },
  };
}

/** Of a group whose members changed too, what became of its own attributes is not the whole deed. */
function actEvidence({ attributes, notes, deed }: ObjectResult, { members, changed }: MembersResult) {
  return { attributes, members, notes, ...(deed === undefined || changed ? {} : { deed }) };
}

function report(run: Run, source: Entry, result: ObjectResult, members: MembersResult): Report {
  return {
    status: statusOf(result.ending),
    sentence: result.sentence,
    ...present({ reason: result.reason }),
    entries: [exportEntry(run, source, result)],
    evidence: { act: actEvidence(result, members) },
  };
}

/** A group that is disabled or deleted gets no members, nor one that the mapping does not allow to change. */
const isWanted = ({ ready }: Run, { decision }: Matched): boolean =>
  decision.operation === 'Create' ||
  (decision.operation === 'Update' && ready.resolved.mapping.flowTypes.has('Update'));

type ActionResult = { readonly object: ObjectResult; readonly members: MembersResult };

function removalsDeclined(group: Ref | undefined, { rows }: MembersPlan): ActionResult {
  const sentence = 'Nothing was written: removing members from the target group was not approved.';
  return {
    object: untouched('approvalMissing', 'Declined', sentence, present({ target: group })),
    members: { ...noMembers, members: rows },
  };
}

/** Everything is known, and approved where it takes something away, before the first write leaves. */
async function* writeAll(
  run: Run,
  source: Entry,
  scoped: Scoped,
  matched: Matched,
): AsyncGenerator<RunFact, ActionResult, undefined> {
  const group = matched.entry;
  const planned = isWanted(run, matched) ? yield* planMembers(run, source, group?.ref) : undefined;
  const removals = planned && (yield* approveRemovals(run, planned, group?.ref));
  if (planned !== undefined && removals === 'declined') return removalsDeclined(group?.ref, planned);
  const object = yield* provisionObject(run, { source, scoped, matched });
  // An answer may take its time, and a new group may turn out to exist: then its members are read again.
  const isOutdated = removals === 'approved' || (group === undefined && object.action !== 'Create');
  const plan = isOutdated && planned !== undefined ? withoutHeld(planned) : planned;
  if (plan === undefined || !isSettled(object)) return { object, members: noMembers };
  return { object, members: yield* writeMembers(run, plan, object.target) };
}

/** Step 4: the object, then, for a group, the members chosen with it. */
export async function* performAction(
  run: Run,
  source: Entry,
  scoped: Scoped,
  matched: Matched,
): AsyncGenerator<RunFact, Ending, undefined> {
  yield { type: 'step.started', step: 'action' };
  const { object, members } = yield* writeAll(run, source, scoped, matched);
  const result = withMemberChanges(object, members);
  yield finished(run, 'action', report(run, source, result, members));
  const target = result.target ?? matched.entry?.ref;
  return {
    ending: result.ending,
    step: 'action',
    action: result.action,
    message: result.sentence,
    modified: result.modified,
    ...present({ reason: result.reason, details: result.details }),
    ...(target === undefined ? {} : { target: { id: asRef(target) } }),
  };
}
