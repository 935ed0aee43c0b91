import type { Entry, Ref } from '../domain/model/entry.ts';
import type { ApprovalRequest } from './approval.ts';
import type { RunFact } from './run/events.ts';
import type { MemberEvidence } from './run/evidence.ts';
import type { Run } from './run/run.ts';
import { nameAndId, nameOf } from './wording.ts';

export type ObjectToApprove = {
  readonly danger: 'disable' | 'delete';
  readonly source: Entry;
  readonly target: Entry;
  /** Follows "Reason: " and gets a full stop. */
  readonly reason: string;
};

/** Who, by name and by immutable id, and why: everything an answer at night needs. */
export function objectQuestion({ danger, source, target, reason }: ObjectToApprove): ApprovalRequest {
  const verb = danger === 'disable' ? 'Disable' : 'Delete';
  return { danger, question: `${verb} ${nameOf(source)}, ${nameAndId(target)}? Reason: ${reason}.` };
}

const groupIn = (run: Run, group: Ref): string => `group ${group} in ${run.target.identity.name}`;

/** Everybody who would be removed from the group, in one question. */
export function removalQuestion(run: Run, leaving: readonly MemberEvidence[], group: Ref): ApprovalRequest {
  const who = leaving.map(({ displayName, target }) => `${displayName} (${target})`).join(', ');
  const question = `Remove ${who} from ${groupIn(run, group)}? They are not direct members in the source.`;
  return { danger: 'remove-member', question };
}

/** Members that vanished are put back only after a yes: somebody else may have removed them on purpose. */
export function restoreQuestion(run: Run, group: Ref, lost: readonly Ref[]): ApprovalRequest {
  const [members, them] = lost.length === 1 ? ['1 member', 'it'] : [`${lost.length} members`, 'them'];
  const why = `${members} left ${groupIn(run, group)} although nobody asked for it, unless somebody else removed ${them} at this moment.`;
  return { danger: 'restore-member', question: `${why} Put ${them} back? ${lost.join(', ')}` };
}

/** Asks before a write that takes something away. A preview writes nothing and asks nothing. */
export async function* askApproval(
  run: Run,
  request: ApprovalRequest,
): AsyncGenerator<RunFact, boolean, undefined> {
  if (run.context.mode === 'preview') return true;
  yield { type: 'approval.requested', question: request.question, danger: request.danger };
  const approved = await run.approve(request);
  yield { type: 'approval.answered', approved };
  return approved;
}
