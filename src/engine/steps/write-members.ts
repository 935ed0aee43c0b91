import type { Ref } from '../../domain/model/entry.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { RunFact } from '../events.ts';
import type { MemberEvidence, MemberFate } from '../evidence.ts';
import type { Failure } from '../failure.ts';
import type { MembershipChange } from '../port.ts';
import type { Run } from '../run.ts';
import { working } from '../working.ts';
import { sendWrite } from './write-object.ts';

/** What became of the members that were to be added, or of those to be removed. */
export type Half = {
  readonly rows: readonly MemberEvidence[];
  readonly failure?: Failure;
  /** Nobody could say afterwards whom the group holds. */
  readonly unread?: true;
};

type Job = {
  readonly from: 'wouldAdd' | 'wouldRemove';
  readonly to: 'added' | 'removed';
  readonly write: 'addMembers' | 'removeMembers';
  readonly done: string;
};
export const adding: Job = {
  from: 'wouldAdd',
  to: 'added',
  write: 'addMembers',
  done: 'added to the target group',
};
export const removing: Job = {
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
};

function withFate(rows: readonly MemberEvidence[], job: Job, fate: MemberFate, because: string) {
  return rows.map((row) => (row.fate === job.from ? { ...row, fate, because } : row));
}

/** Sends one request for all members of a job and looks at the group afterwards. Others are left alone. */
export async function* changeMembers(
  run: Run,
  rows: readonly MemberEvidence[],
  job: Job,
  { group, attribute, targets }: Membership,
): AsyncGenerator<RunFact, Half, undefined> {
  const members = rows.filter(({ fate }) => fate === job.from).flatMap(({ id }) => targets.get(id) ?? []);
  if (members.length === 0) return { rows };
  const objectType = run.ready.resolved.targetObject.name;
  const write = { do: job.write, change: { objectType, group, members, attribute } } as const;
  const written = yield* sendWrite(run, write);
  if (run.context.mode === 'preview') return { rows };
  if (!written.ok && written.error.code !== 'outcome.unknown') {
    const { error } = written;
    return { rows: withFate(rows, job, 'failed', error.message), failure: error };
  }
  return yield* confirm(run, rows, job, {
    change: write.change,
    ...(written.ok ? {} : { lost: written.error }),
  });
}

/** `lost`: no answer came, so that only the group itself can tell. */
type Sent = { readonly change: MembershipChange; readonly lost?: Failure };

/** A 2xx answer is no proof, and a lost one says nothing: the group is asked again who of the members it holds. */
async function* confirm(
  run: Run,
  before: readonly MemberEvidence[],
  job: Job,
  { change, lost }: Sent,
): AsyncGenerator<RunFact, Half, undefined> {
  const rows = withFate(before, job, job.to, job.done);
  const now = yield* working('action', run.afterwards(), async (op) => run.target.members?.among(change, op));
  if (now === undefined || !now.ok) {
    if (lost === undefined) return { rows, unread: true };
    return { rows: withFate(before, job, 'failed', lost.message), failure: lost };
  }
  const held = new Set<string>(now.value);
  const isRight = ({ target }: MemberEvidence) => held.has(target ?? '') === (job.to === 'added');
  const wrong = rows.filter((row) => row.fate === job.to && !isRight(row));
  if (wrong.length === 0) return { rows };
  const failure = notDone(job, wrong, lost);
  const marked = rows.map((row) =>
    wrong.includes(row) ? { ...row, fate: 'failed' as const, because: failure.message } : row,
  );
  return { rows: marked, failure };
}

function notDone(job: Job, wrong: readonly MemberEvidence[], lost: Failure | undefined): Failure {
  const names = wrong.map(({ displayName }) => displayName).join(', ');
  if (lost !== undefined) {
    const message = `${lost.message} Reading the group back shows that these were not ${job.to}: ${names}.`;
    return { ...lost, code: 'connection.lost', message };
  }
  const message = `The target answered that ${names} were ${job.to}, but reading the group back shows otherwise.`;
  return { code: 'attribute.rejected', message };
}
