import type { ApprovalRequest } from '../approval.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';

/** Asks before a write that takes something away. A preview writes nothing and asks nothing. */
export async function* approved(
  run: Run,
  request: ApprovalRequest,
): AsyncGenerator<RunFact, boolean, undefined> {
  if (run.context.mode === 'preview') return true;
  yield { type: 'approval.requested', question: request.question, danger: request.danger };
  const answer = await run.approve(request);
  yield { type: 'approval.answered', approved: answer };
  return answer;
}
