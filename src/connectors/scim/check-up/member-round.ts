import type { Ref } from '../../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Check } from '../../../engine/check-up.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import { stepCheck, type TestObject } from './test-object.ts';

/** The user who is put in and taken out, and the one who has to stay in meanwhile, where that one could be created. */
export type TestMembers = { readonly user: Ref; readonly other: Ref | undefined };

const untrue = (what: string): Result<never, Failure> =>
  fail({ code: 'attribute.rejected', message: `The server answers with success, but ${what} afterwards.` });

const keepOthers =
  'Do not provision groups into this server before it is corrected: removing one member takes others away as well.';

/**
 * Puts the test users into the test group, takes the first one out again, and looks each time. With a single member,
 * removing that one and emptying the group would look the same, so the second user stays in.
 */
export async function* memberRound(
  { acts, trace, kind, ref: group }: TestObject,
  { user, other }: TestMembers,
): AsyncGenerator<Check, void, undefined> {
  if (kind.members === undefined) return;
  const everybody = other === undefined ? [user] : [user, other];
  const base = { objectType: kind.selection.objectType, group, attribute: kind.members };
  const among = () => acts.members.among({ ...base, members: everybody }, trace.op);

  const isAdded = async (): Answer<string> => {
    const inside = await among();
    if (!inside.ok) return inside;
    const isIn = everybody.every((one) => inside.value.includes(one));
    if (!isIn) return untrue('the user is no member');
    return ok(other === undefined ? 'the user is a member' : 'both users are members');
  };
  const added = await acts.members.add({ ...base, members: everybody }, trace.op);
  const isThere = added.ok ? await isAdded() : added;
  yield stepCheck(trace, 'add a member', isThere);

  const removed = await acts.members.remove({ ...base, members: [user] }, trace.op);
  const inside = removed.ok ? await among() : removed;
  if (!inside.ok) {
    // The connector looks for members that vanish with a removal itself, where the server shows all of them.
    const hasLost = inside.error.systemCode === 'members.lost';
    return yield stepCheck(trace, 'remove a member', inside, hasLost ? keepOthers : undefined);
  }
  const isGone = !inside.value.includes(user);
  const isOtherLost = isThere.ok && other !== undefined && !inside.value.includes(other);
  const done = isGone ? ok('the user is no member anymore') : untrue('the user is still a member');
  const lost = untrue('somebody else, who was not to be removed, is no member anymore either');
  yield stepCheck(trace, 'remove a member', isOtherLost ? lost : done, isOtherLost ? keepOthers : undefined);
}
