import type { Ref } from '../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { MembershipChange, Op } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';

/** Whom a group holds as far as its system shows it: everybody, or those of the asked who are in it. */
export type HeldMembers = ReadonlySet<Ref>;

/**
 * Asks the target whom a group holds. Where it does not show all of them, it is asked about `change.members`.
 * Failure: whatever reading fails with; configuration.invalid where the target knows no memberships.
 */
export async function readMembers(
  { target }: Run,
  change: MembershipChange,
  op: Op,
): Promise<Result<HeldMembers, Failure>> {
  const { members } = target;
  if (members === undefined) {
    return fail({ code: 'configuration.invalid', message: 'This target knows no members.' });
  }
  const all = await members.all?.(change, op);
  if (all !== undefined && !all.ok) return all;
  if (all?.value !== undefined) return ok(new Set(all.value));
  const among = await members.among(change, op);
  return among.ok ? ok(new Set(among.value)) : among;
}

/** Reads the group after a write, under a signal of its own: a run that was stopped must still say what it did. */
export async function* readBackMembers(
  run: Run,
  change: MembershipChange,
): AsyncGenerator<RunFact, HeldMembers | undefined, undefined> {
  const now = yield* working('action', run.afterwards(), (op) => readMembers(run, change, op));
  return now.ok ? now.value : undefined;
}

/** Who was in the group, no longer is, and was not asked to leave; named by the connector or found by comparing. */
export function vanishedMembers(about: {
  readonly before: HeldMembers;
  readonly after: HeldMembers;
  readonly removed: readonly Ref[];
  readonly named?: readonly Ref[];
}): readonly Ref[] {
  const { before, after, removed, named = [] } = about;
  const asked = new Set(removed);
  return [...new Set([...before, ...named])].filter((id) => !after.has(id) && !asked.has(id));
}
