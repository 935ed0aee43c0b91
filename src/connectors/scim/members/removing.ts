import { asRef } from '../../../domain/model/entry.ts';
import { present } from '../../../domain/present.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { MembershipChange, Op } from '../../../engine/port.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { note, type ScimConnection } from '../connection.ts';
import { type Form, isPinned, knownForm } from '../server-profile.ts';
import { isAboutSpelling } from '../writing/ladder/climb.ts';
import { isNotThere, noteNoPatch } from '../writing/replacing.ts';
import { batchSize, type Stopped, sendInBatches } from './batches.ts';
import { areHidden, askForMembers, shownMembers, showsAll } from './looking.ts';
import { checkLost, listed } from './lost.ts';
import { replaceMembers } from './whole-group.ts';

/** A way to remove members: which form, and how many in one request. */
type Way = { readonly form: Form<'memberRemoval'>; readonly together: boolean };

type Removing = {
  readonly connection: ScimConnection;
  /** Who is still to go. */
  readonly change: MembershipChange;
  /** Everybody who was to go. */
  readonly asked: readonly string[];
  readonly path: ScimPath;
  /** Undefined where the server hides its members. */
  readonly before: ReadonlySet<string> | undefined;
  readonly op: Op;
};

const ways = (form: Form<'memberRemoval'>, isOneByOne: boolean): readonly Way[] => {
  const alone = { form, together: false };
  return form === 'filter' && !isOneByOne
    ? [{ form, together: true }, alone]
    : [{ form, together: !isOneByOne }];
};

/** The ways to try, the first one first. The list form is only tried where the dialect has it: it may empty a group. */
export function waysToRemove({ dialect, profile }: ScimConnection): readonly [Way, ...Way[]] {
  const known = knownForm(profile, 'memberRemoval');
  const isOneByOne = knownForm(profile, 'memberRemovals') === 'one-by-one';
  const forms =
    known === undefined || isPinned(profile, 'memberRemoval')
      ? [known ?? dialect.memberRemoval]
      : [known, 'filter' as const];
  const [first, ...more] = [...new Set(forms.flat())].flatMap((form) => ways(form, isOneByOne));
  return [first ?? { form: 'filter', together: true }, ...more];
}

/** What the group says after a removal. */
type Seen = { readonly left: readonly string[]; readonly failure?: Failure; readonly unread?: Failure };

async function look({ connection, change, asked: wanted, before, op }: Removing): Promise<Seen> {
  const { members } = change;
  if (before === undefined) {
    const asked = await askForMembers(connection, change, op);
    if (!asked.ok) return { left: [], unread: asked.error };
    note(
      op,
      'The server does not show the members of a group, so whether others were left alone cannot be checked.',
    );
    return { left: asked.value.members };
  }
  const after = await shownMembers(connection, change, op);
  if (!after.ok) return { left: [], unread: after.error };
  const lost = checkLost({ before, after: after.value, asked: wanted });
  const left = members.filter((member) => after.value.has(member));
  return lost.ok ? { left } : { left, failure: lost.error };
}

/** The removal was answered with success; that it did no more than that cannot be told. */
function unverified({ group }: MembershipChange, { message, systemCode }: Failure): Result<never, Failure> {
  return fail({
    code: 'outcome.unknown',
    message: `The members are removed, but group ${group} cannot be read back: ${message}`,
    ...present({ systemCode }),
  });
}

function learnWay({ connection, asked, before }: Removing, { form, together }: Way): void {
  const others = (before?.size ?? 0) - asked.length;
  // Only a group that keeps somebody proves that the form does not empty it.
  if (form === 'value-list' && others <= 0) return;
  const because = 'members were removed so, and the group was read after it';
  connection.profile.learn({ fact: 'memberRemoval', value: form, because });
  if (asked.length < 2) return;
  connection.profile.learn({ fact: 'memberRemovals', value: together ? 'together' : 'one-by-one', because });
}

const spelled = ({ form, together }: Way): string =>
  form === 'filter'
    ? `they are removed by a filter${together ? '' : ', one in each request'}`
    : 'they are removed by a list of their ids';

async function send({ connection, change, path, op }: Removing, { form, together }: Way) {
  const body = (ids: readonly string[]) => connection.dialect.removeMembers(path, ids, form);
  const size = together ? batchSize(connection) : 1;
  return sendInBatches({ connection, group: change, body, op }, change.members, size);
}

type Unfinished = { readonly left: readonly string[]; readonly words: string; readonly failure: Failure };

/** The next way for those who are still in; the failure when there is none. A wiping form is never a second try. */
async function goOn(
  removing: Removing,
  [last, ...rest]: readonly [Way, ...Way[]],
  { left, words, failure }: Unfinished,
): Answer<void> {
  const isSame = ({ form }: Way) => form === last.form && removing.change.members.length === 1;
  const [next, ...more] = rest.filter((way) => way.form === 'filter' && !isSame(way));
  if (next === undefined) return fail(failure);
  note(removing.op, `The server ${words}, so ${spelled(next)}.`);
  const change = { ...removing.change, members: left.map(asRef) };
  return removeBy({ ...removing, change }, [next, ...more]);
}

async function afterRefusal(
  removing: Removing,
  tries: readonly [Way, ...Way[]],
  stopped: Stopped,
): Answer<void> {
  const { failure, answer, requests } = stopped;
  const { connection, change, path, op } = removing;
  if (answer !== undefined && isNotThere(answer)) {
    noteNoPatch(answer.status, op);
    return replaceMembers(connection, change, 'remove', path, op);
  }
  const seen = requests > 0 || answer === undefined ? await look(removing) : undefined;
  if (seen?.failure !== undefined) return fail(seen.failure);
  if (answer === undefined || !isAboutSpelling(answer)) return fail(failure);
  const left = seen?.left ?? change.members;
  const words = `refuses the removal (${failure.systemCode ?? answer.status})`;
  return goOn(removing, tries, { left, words, failure });
}

async function removeBy(removing: Removing, tries: readonly [Way, ...Way[]]): Answer<void> {
  const [way] = tries;
  const sent = await send(removing, way);
  if (!sent.ok) return afterRefusal(removing, tries, sent.error);
  const { left, failure, unread } = await look(removing);
  if (unread !== undefined) return unverified(removing.change, unread);
  if (failure !== undefined) {
    noticeWipe(removing, way);
    return fail(failure);
  }
  if (left.length === 0) {
    learnWay(removing, way);
    return ok(undefined);
  }
  const message = `The target says that it removed them, but the group still holds ${listed(left)}.`;
  const words = `says that it removed ${listed(left)}, but they are still in the group`;
  return goOn(removing, tries, { left, words, failure: { code: 'attribute.rejected', message } });
}

/** A server that empties groups on the list form never gets it again. */
function noticeWipe({ connection, op }: Removing, { form }: Way): void {
  if (form !== 'value-list') return;
  connection.profile.learn({
    fact: 'memberRemoval',
    value: 'filter',
    because: 'the list form removed others too',
  });
  note(
    op,
    'The server removed members that the request did not name, so from now on members are removed by a filter.',
  );
}

/** Who of the members is in; all of them where a server gives no way to tell. */
async function membersBefore(connection: ScimConnection, change: MembershipChange, op: Op) {
  const seen = connection.seenMembers.take(change.group);
  if (!areHidden(connection)) {
    const shown = seen === undefined ? await shownMembers(connection, change, op) : ok(seen);
    if (!shown.ok) return shown;
    if (showsAll(connection, shown.value))
      return ok({ before: shown.value, asked: change.members.filter((id) => shown.value.has(id)) });
  }
  const asked = await askForMembers(connection, change, op);
  if (!asked.ok) return asked;
  if (!asked.value.understood && !areHidden(connection)) return ok({ before: undefined, asked: [] });
  return ok({ before: undefined, asked: asked.value.understood ? asked.value.members : change.members });
}

/**
 * The group is read before and after: servers exist that empty the whole group on a removal, and others that remove
 * nobody; both answer with success. Nobody is put back from here, since somebody else may just have removed them.
 */
export async function removeMembers(
  connection: ScimConnection,
  wanted: MembershipChange,
  path: ScimPath,
  op: Op,
): Answer<void> {
  const found = await membersBefore(connection, wanted, op);
  if (!found.ok) return found;
  const { before, asked } = found.value;
  if (asked.length === 0) return ok(undefined);
  const change = { ...wanted, members: [...new Set(asked)] };
  if (connection.profile.known('patch') === 'unsupported')
    return replaceMembers(connection, change, 'remove', path, op);
  return removeBy({ connection, change, asked: change.members, path, before, op }, waysToRemove(connection));
}
