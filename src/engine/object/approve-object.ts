import { askApproval, type ObjectToApprove, objectQuestion } from '../approval-questions.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { nameAndId } from '../wording.ts';
import { type ObjectResult, untouched } from './object-result.ts';

/** Asks before an object is disabled or deleted. Without a yes the result says that nothing was written. */
export async function* approveObject(
  run: Run,
  about: ObjectToApprove,
): AsyncGenerator<RunFact, ObjectResult | undefined, undefined> {
  if (yield* askApproval(run, objectQuestion(about))) return undefined;
  const { danger, target } = about;
  const sentence = `Nothing was written: the approval to ${danger} ${nameAndId(target)} was not given.`;
  return untouched('approvalMissing', 'Declined', sentence, { target: target.ref });
}
