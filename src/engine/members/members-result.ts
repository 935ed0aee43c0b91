import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import type { RunFact } from '../run/events.ts';
import type { MemberEvidence, MemberFate } from '../run/evidence.ts';
import type { ModifiedProperty } from '../run/record.ts';
import type { Run } from '../run/run.ts';
import { type MembersPlan, type MembersTrouble, membersFailed } from './members.ts';
import { offerToRestore, type Repaired } from './restore-members.ts';
import { adding, type ChangedMembers, changeMembers, removing, withFate } from './write-members.ts';

export type MembersResult = {
  readonly members: readonly MemberEvidence[];
  /** Absent when nothing about the members disturbs the run. */
  readonly trouble?: MembersTrouble;
  readonly changed: boolean;
  readonly modified: readonly ModifiedProperty[];
};

export const noMembers: MembersResult = { members: [], changed: false, modified: [] };

const lostTrouble = (message: string): MembersTrouble => ({
  ending: 'failed',
  reason: 'members.lost',
  message,
});

function troubleOf(plan: MembersPlan, halves: readonly ChangedMembers[]): MembersTrouble | undefined {
  const failure = halves.flatMap((half) => half.failure ?? [])[0];
  if (failure?.systemCode === 'members.lost') return lostTrouble(failure.message);
  if (failure !== undefined) return membersFailed(failure);
  if (halves.some(({ unread }) => unread)) {
    const message = 'The members of the group could not be read back.';
    return { ending: 'warned', reason: 'value.notReadBack', message };
  }
  if (halves.some(({ uncompared }) => uncompared)) {
    const message =
      'Whom the group held before could not be read, so nobody can say whether other members left with the write.';
    return { ending: 'warned', reason: 'value.notReadBack', message };
  }
  return plan.trouble;
}

/** A server that loses members gets no further write of this run but the one that puts them back. */
function notSent(half: ChangedMembers): ChangedMembers {
  return {
    rows: withFate(half.rows, removing, 'failed', 'not sent, because members vanished with the write before'),
    lost: [],
    ...present({ held: half.held }),
  };
}

/** Writes what was planned: additions first, then the removals that were approved. */
export async function* writeMembers(
  run: Run,
  plan: MembersPlan,
  group: Ref | undefined,
): AsyncGenerator<RunFact, MembersResult, undefined> {
  const { attribute, rows, targets, held } = plan;
  if (attribute === undefined || group === undefined) {
    return membersResult(run, plan, rows, troubleOf(plan, []));
  }
  const membership = { group, attribute, targets, ...present({ held }) };
  const added = yield* changeMembers(run, rows, adding, membership);
  const between = { group, attribute, targets, ...present({ held: added.held }) };
  const removed =
    added.lost.length > 0 ? notSent(added) : yield* changeMembers(run, added.rows, removing, between);
  const halves = [added, removed];
  const lost = [...added.lost, ...removed.lost];
  const trouble = troubleOf(plan, halves);
  if (lost.length === 0) return membersResult(run, plan, removed.rows, trouble);
  const loss = { lost, held: removed.held ?? new Set() };
  const repaired = yield* offerToRestore(run, membership, removed.rows, loss);
  return membersResult(run, plan, repaired.rows, withOtherTrouble(repaired, trouble));
}

/** Members that vanished are the first thing to tell; other trouble is told after it. */
function withOtherTrouble(
  { ending, reason, message }: Repaired,
  other: MembersTrouble | undefined,
): MembersTrouble {
  const more = other === undefined || other.reason === 'members.lost' ? '' : ` ${other.message}`;
  return { ending, reason, message: `${message}${more}` };
}

const changes: ReadonlySet<MemberFate> = new Set(['added', 'removed', 'restored', 'wouldAdd', 'wouldRemove']);

function membersResult(
  run: Run,
  plan: MembersPlan,
  members: readonly MemberEvidence[],
  trouble: MembersTrouble | undefined,
): MembersResult {
  const isPreview = run.context.mode === 'preview';
  const counted = members.filter(({ fate }) => changes.has(fate) && (isPreview || !fate.startsWith('would')));
  const modified = counted.map(({ fate, target = '' }): ModifiedProperty => {
    const isRemoval = fate === 'removed' || fate === 'wouldRemove';
    const displayName = plan.attribute?.name ?? '';
    return isRemoval ? { displayName, oldValue: target } : { displayName, newValue: target };
  });
  return { members, changed: counted.length > 0, modified, ...present({ trouble }) };
}
