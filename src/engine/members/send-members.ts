import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { Failure, FailureCode } from '../failure.ts';
import { sendWrite } from '../object/send-write.ts';
import { isFinal } from '../object/settle-write.ts';
import type { MembershipChange } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import type { MemberEvidence, MemberFate } from '../run/evidence.ts';
import type { Run } from '../run/run.ts';
import { type HeldMembers, readBackMembers, vanishedMembers } from './read-members.ts';

/** What became of the members that were to be added, or of those to be removed. */
export type SentMembers = {
  readonly rows: readonly MemberEvidence[];
  readonly failure?: Failure;
  /** Nobody could say afterwards whom the group holds. */
  readonly unread?: true;
  /** Nobody could say before whom the group held, so a member who vanished goes unnoticed. */
  readonly uncompared?: boolean;
  /** Whom the group holds now; absent when nobody could say. */
  readonly held?: HeldMembers;
  /** Members that left although nobody asked for it. */
  readonly lost: readonly Ref[];
};

type MemberWrite = {
  readonly from: 'wouldAdd' | 'wouldRemove';
  readonly to: 'added' | 'removed';
  readonly write: 'addMembers' | 'removeMembers';
  readonly done: string;
};
export const adding: MemberWrite = {
  from: 'wouldAdd',
  to: 'added',
  write: 'addMembers',
  done: 'added to the target group',
};
export const removing: MemberWrite = {
  from: 'wouldRemove',
  to: 'removed',
  write: 'removeMembers',
  done: 'removed from the target group, as they are no longer a member in the source',
};

/** The group whose members are written, and which target object each chosen member is. */
export type Membership = {
  readonly group: Ref;
  readonly attribute: AttributeDefinition;
  readonly targets: ReadonlyMap<string, Ref>;
  /** Whom the group held when it was last looked at; it is read again when that is too long ago to tell. */
  readonly held?: HeldMembers;
};

export function withFate(
  rows: readonly MemberEvidence[],
  job: MemberWrite,
  fate: MemberFate,
  because: string,
) {
  return rows.map((row) => (row.fate === job.from ? { ...row, fate, because } : row));
}

/** Failures after which nothing can have arrived, so the group need not be looked at. */
const neverSent: ReadonlySet<FailureCode> = new Set([
  'cancelled',
  'connection.refused',
  'certificate.untrusted',
  'configuration.invalid',
]);

/**
 * Sends one request for all members of a job and compares the group before and after it: whatever the answer was, the
 * group itself tells who came, who left, and who left without being asked to.
 */
export async function* sendMembers(
  run: Run,
  rows: readonly MemberEvidence[],
  job: MemberWrite,
  membership: Membership,
): AsyncGenerator<RunFact, SentMembers, undefined> {
  const { group, attribute, targets } = membership;
  const members = rows.filter(({ fate }) => fate === job.from).flatMap(({ id }) => targets.get(id) ?? []);
  if (members.length === 0) return { rows, lost: [], ...present({ held: membership.held }) };
  const change = { objectType: run.ready.resolved.targetObject.name, group, members, attribute };
  const before = membership.held ?? (yield* readBackMembers(run, change));
  const written = yield* sendWrite(run, { do: job.write, change });
  if (run.context.mode === 'preview') return { rows, lost: [] };
  const failure = written.ok ? undefined : written.error;
  if (failure !== undefined && neverSent.has(failure.code)) {
    return { rows: withFate(rows, job, 'failed', failure.message), failure, lost: [] };
  }
  return yield* compareMembers(run, rows, job, { change, before, failure });
}

type SentChange = {
  readonly change: MembershipChange;
  /** undefined when the group could not be read before the write. */
  readonly before: HeldMembers | undefined;
  readonly failure: Failure | undefined;
};

async function* compareMembers(
  run: Run,
  rows: readonly MemberEvidence[],
  job: MemberWrite,
  { change, before, failure }: SentChange,
): AsyncGenerator<RunFact, SentMembers, undefined> {
  const named = failure?.lost ?? [];
  const asked = [...new Set([...change.members, ...(before ?? []), ...named])];
  const after = yield* readBackMembers(run, { ...change, members: asked });
  if (after === undefined) return notReadBack(rows, job, failure);
  const removed = job.to === 'removed' ? change.members : [];
  const lost = vanishedMembers({ before: before ?? new Set(), after, removed, named });
  const uncompared = before === undefined;
  return { ...judgeMembers(rows, job, after, failure), held: after, lost, uncompared };
}

function notReadBack(
  rows: readonly MemberEvidence[],
  job: MemberWrite,
  failure: Failure | undefined,
): SentMembers {
  if (failure === undefined) return { rows: withFate(rows, job, job.to, job.done), unread: true, lost: [] };
  return { rows: withFate(rows, job, 'failed', failure.message), failure, lost: failure.lost ?? [] };
}

/** A 2xx answer is no proof, a lost one says nothing, and a refused one may have been carried out in part. */
function judgeMembers(
  before: readonly MemberEvidence[],
  job: MemberWrite,
  held: HeldMembers,
  failure: Failure | undefined,
): Pick<SentMembers, 'rows' | 'failure'> {
  const rows = withFate(before, job, job.to, job.done);
  const ids = new Set<string>(held);
  const isRight = ({ target }: MemberEvidence) => ids.has(target ?? '') === (job.to === 'added');
  const wrong = rows.filter((row) => row.fate === job.to && !isRight(row));
  if (wrong.length === 0) return failure?.systemCode === 'members.lost' ? { rows, failure } : { rows };
  const problem = notDone(job, wrong, failure);
  const marked = rows.map((row) =>
    wrong.includes(row) ? { ...row, fate: 'failed' as const, because: problem.message } : row,
  );
  return { rows: marked, failure: problem };
}

function notDone(job: MemberWrite, wrong: readonly MemberEvidence[], failure: Failure | undefined): Failure {
  const names = wrong.map(({ displayName }) => displayName).join(', ');
  if (failure?.code === 'outcome.unknown') {
    const message = `${failure.message} Reading the group back shows that these were not ${job.to}: ${names}.`;
    // A request that is still on its way may arrive after the look.
    return isFinal(failure)
      ? { ...failure, code: 'system.failed', message }
      : { ...failure, message: `${message} That may still happen.` };
  }
  if (failure !== undefined) return failure;
  const message = `The target answered that ${names} were ${job.to}, but reading the group back shows otherwise.`;
  return { code: 'attribute.rejected', message };
}
