import { asRef } from '../../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';

export const listed = (ids: readonly string[]): string =>
  ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');

/**
 * Members that were in a group before a request and are not after it, though nobody asked: precondition.failed with the
 * list. Whoever joined in the meantime is no loss.
 */
export function checkLost(about: {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly asked: readonly string[];
}): Result<void, Failure> {
  const { before, after, asked } = about;
  const lost = [...before].filter((id) => !after.has(id) && !asked.includes(id));
  if (lost.length === 0) return ok(undefined);
  const people = lost.length === 1 ? '1 member' : `${lost.length} members`;
  const message = `The group lost ${people} that nobody asked to remove: ${listed(lost)}.`;
  return fail({ code: 'precondition.failed', message, systemCode: 'members.lost', lost: lost.map(asRef) });
}
