import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { type MembersPlan, type MembersProblem, membersFailed } from './plan-members.ts';
import { type MembersResult, membersResult } from './report-members.ts';
import { type RestoredMembers, restoreMembers } from './restore-members.ts';
import { adding, removing, type SentMembers, sendMembers, withFate } from './send-members.ts';

function problemOf(plan: MembersPlan, sent: readonly SentMembers[]): MembersProblem | undefined {
  const failure = sent.map((one) => one.failure).find((one) => one !== undefined);
  if (failure?.systemCode === 'members.lost') {
    return { ending: 'failed', reason: 'members.lost', message: failure.message };
  }
  if (failure !== undefined) return membersFailed(failure);
  if (sent.some(({ unread }) => unread)) {
    const message = 'The members of the group could not be read back.';
    return { ending: 'warned', reason: 'value.notReadBack', message };
  }
  if (sent.some(({ uncompared }) => uncompared)) {
    const message =
      'The members of the group could not be read before the write, so nobody can say whether others left with it.';
    return { ending: 'warned', reason: 'value.notReadBack', message };
  }
  return plan.problem;
}

/** A server that loses members gets no further write of this run but the one that puts them back. */
function notSent(before: SentMembers): SentMembers {
  return {
    rows: withFate(
      before.rows,
      removing,
      'failed',
      'not sent, because members vanished with the write before',
    ),
    lost: [],
    ...present({ held: before.held }),
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
    return membersResult(run, plan, rows, problemOf(plan, []));
  }
  const membership = { group, attribute, targets, ...present({ held }) };
  const added = yield* sendMembers(run, rows, adding, membership);
  const between = { group, attribute, targets, ...present({ held: added.held }) };
  const removed =
    added.lost.length > 0 ? notSent(added) : yield* sendMembers(run, added.rows, removing, between);
  const sent = [added, removed];
  const lost = [...added.lost, ...removed.lost];
  const problem = problemOf(plan, sent);
  if (lost.length === 0) return membersResult(run, plan, removed.rows, problem);
  const loss = { lost, held: removed.held ?? new Set() };
  const restored = yield* restoreMembers(run, membership, removed.rows, loss);
  return membersResult(run, plan, restored.rows, withOtherProblem(restored, problem));
}

/** Members that vanished come first, any other problem after them. */
function withOtherProblem(
  { ending, reason, message }: RestoredMembers,
  other: MembersProblem | undefined,
): MembersProblem {
  const more = other === undefined || other.reason === 'members.lost' ? '' : ` ${other.message}`;
  return { ending, reason, message: `${message}${more}` };
}
