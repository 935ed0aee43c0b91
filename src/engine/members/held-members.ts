import type { Ref } from '../../domain/model/entry.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { MembershipChange, Op } from '../port.ts';
import type { Run } from '../run/run.ts';

/** Whom a group holds as far as its system shows it: everybody, or those of the asked who are in it. */
export type HeldMembers = ReadonlySet<Ref>;

/**
 * Asks the target whom a group holds. Where it does not show all of them, it is asked about `change.members`.
 * Failure: whatever reading fails with; configuration.invalid where the target knows no memberships.
 */
export async function readHeld(
  { target }: Run,
  change: MembershipChange,
  op: Op,
): Promise<Result<HeldMembers, Failure>> {
  const { members } = target;
  if (members === undefined) {
    return { ok: false, error: { code: 'configuration.invalid', message: 'This target knows no members.' } };
  }
  const all = await members.all?.(change, op);
  if (all !== undefined && !all.ok) return all;
  if (all?.value !== undefined) return ok(new Set(all.value));
  const among = await members.among(change, op);
  return among.ok ? ok(new Set(among.value)) : among;
}

/** Who was in the group, is not anymore, and was not asked to leave; named by the connector or found by comparing. */
export function vanished(about: {
  readonly before: HeldMembers;
  readonly after: HeldMembers;
  readonly removed: readonly Ref[];
  readonly named?: readonly Ref[];
}): readonly Ref[] {
  const { before, after, removed, named = [] } = about;
  const asked = new Set(removed);
  return [...new Set([...before, ...named])].filter((id) => !after.has(id) && !asked.has(id));
}
