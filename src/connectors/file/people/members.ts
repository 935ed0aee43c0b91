import { asRef } from '../../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Member, Op } from '../../../engine/port.ts';
import { faultFailure } from '../failures.ts';
import { recordExchange } from '../record-exchange.ts';
import type { FileListing } from '../settings.ts';
import { listingFactsOf } from './app-kinds.ts';
import { listedMemberIds, listedOf } from './listing.ts';
import { find, type LookUpResult, lookUp } from './look-up.ts';

type Files = { readonly users: FileListing; readonly groups: FileListing };

function memberOf(file: FileListing, { record }: LookUpResult): Result<Member, Failure> {
  const listed = listedOf(record, file);
  if (!listed.ok) return fail(faultFailure(file.path, listed.error));
  const { anchor, listing } = listed.value;
  const nested = file.kind === 'group';
  const selectable = !nested && listingFactsOf(file.app).inactive(record) === undefined;
  return ok({ ...listing, ...(nested ? { note: 'nested group' } : {}), ref: asRef(anchor), selectable });
}

async function membersIn(file: FileListing, ids: readonly string[], op: Op): Answer<readonly Member[]> {
  const found = await lookUp(file, ids, op.signal);
  if (!found.ok) return found;
  const members: Member[] = [];
  for (const one of [...found.value.values()].flat()) {
    const member = memberOf(file, one);
    if (!member.ok) return member;
    members.push(member.value);
  }
  return ok(members);
}

/** The direct members of a group that are in one of the two files; how many are in neither is told. */
export async function membersOf(
  { users, groups }: Files,
  groupId: string,
  op: Op,
): Answer<readonly Member[]> {
  const group = await find(groups, groupId, op);
  if (!group.ok) return group;
  const ids = listedMemberIds(group.value.found.record, groups);
  if (ids.length === 0) return ok([]);
  return recordExchange(op, `read ${users.path} and ${groups.path}, ${ids.length} members`, async () => {
    const people = await membersIn(users, ids, op);
    if (!people.ok) return people;
    const nested = await membersIn(groups, ids, op);
    if (!nested.ok) return nested;
    const members = new Map([...people.value, ...nested.value].map((member) => [member.ref, member]));
    const missing = new Set(ids).size - members.size;
    if (missing > 0) op.observe({ type: 'note', text: `${missing} of the members are in neither file` });
    const collator = new Intl.Collator('en');
    const value = [...members.values()].sort((a, b) => collator.compare(a.displayName, b.displayName));
    return ok({ value, answer: `found ${value.length}` });
  });
}
