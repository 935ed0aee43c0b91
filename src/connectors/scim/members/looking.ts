import { randomUUID } from 'node:crypto';
import { asRef, type Ref } from '../../../domain/model/entry.ts';
import { texts } from '../../../domain/model/value.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Answer } from '../../../engine/failure.ts';
import type { MembershipChange, Op } from '../../../engine/port.ts';
import { equalityFilter } from '../../../protocols/scim/filter.ts';
import { scimAttribute } from '../attributes.ts';
import { listPage, readGroup } from '../client.ts';
import { note, type ScimConnection } from '../connection.ts';
import { type Form, knownForm } from '../server-profile.ts';
import { idOf, valueAt } from '../wire.ts';

export type Group = Omit<MembershipChange, 'members'>;

/** The ids of all direct members that the group shows; a server leaves the attribute out when there is none. */
export async function shownMembers(
  { http, profile }: ScimConnection,
  group: Group,
  op: Op,
): Answer<ReadonlySet<string>> {
  const attribute = scimAttribute({ ...group.attribute, type: 'Reference', multivalued: true });
  if (!attribute.ok) return attribute;
  const read = await readGroup(http, group, op);
  if (!read.ok) return read;
  const members = new Set(texts(valueAt(read.value, attribute.value)));
  if (members.size > 0)
    profile.learn({ fact: 'members', value: 'readable', because: 'a group showed its members' });
  return ok(members);
}

/** Whether what a group shows is all it has: an empty one may belong to a server that shows no members. */
export const showsAll = ({ profile }: ScimConnection, shown: ReadonlySet<string>): boolean =>
  shown.size > 0 || knownForm(profile, 'members') === 'readable';

export const areHidden = ({ profile }: ScimConnection): boolean => knownForm(profile, 'members') === 'hidden';

type FilterForm = Exclude<Form<'memberFilter'>, 'none'>;
const filterForms: readonly FilterForm[] = ['members.value', 'members'];

/** Whether a filter finds the group by one of its members (entra-docs, the service's own check before it adds one). */
async function isFound(
  { http }: ScimConnection,
  group: Group,
  form: FilterForm,
  member: string,
  op: Op,
): Answer<boolean> {
  const filter = `${equalityFilter('id', group.group)} and ${equalityFilter(form, member)}`;
  const page = await listPage(http, { objectType: group.objectType, filter, place: { by: 'first' } }, op);
  return page.ok ? ok(page.value.resources.some((resource) => idOf(resource) === group.group)) : page;
}

/** A server that ignores the part about the member finds the group for everybody, also for nobody's id. */
async function isHonoured(
  connection: ScimConnection,
  group: Group,
  form: FilterForm,
  op: Op,
): Answer<boolean> {
  if (knownForm(connection.profile, 'memberFilter') === form) return ok(true);
  const found = await isFound(connection, group, form, randomUUID(), op);
  if (!found.ok || found.value) return found.ok ? ok(false) : found;
  const because = 'it finds a group by a member, and not by an id that nobody has';
  connection.profile.learn({ fact: 'memberFilter', value: form, because });
  return ok(true);
}

type Asked = { readonly understood: boolean; readonly members: readonly Ref[] };

async function askForm(
  connection: ScimConnection,
  change: MembershipChange,
  form: FilterForm,
  op: Op,
): Answer<Asked> {
  const members: Ref[] = [];
  for (const member of change.members) {
    const found = await isFound(connection, change, form, member, op);
    if (!found.ok)
      return found.error.code === 'filter.unsupported' ? ok({ understood: false, members: [] }) : found;
    if (found.value) members.push(member);
  }
  if (members.length === 0) return ok({ understood: true, members });
  const honoured = await isHonoured(connection, change, form, op);
  return honoured.ok
    ? ok(honoured.value ? { understood: true, members } : { understood: false, members: [] })
    : honoured;
}

/** Which of the members a filter finds in the group; `understood` is false when no form of it can be trusted. */
export async function askForMembers(
  connection: ScimConnection,
  change: MembershipChange,
  op: Op,
): Answer<Asked> {
  const known = knownForm(connection.profile, 'memberFilter');
  if (known === 'none') return ok({ understood: false, members: [] });
  for (const form of known === undefined ? filterForms : [known]) {
    const asked = await askForm(connection, change, form, op);
    if (!asked.ok || asked.value.understood) return asked;
  }
  // A form that has proven itself is only refused for now.
  if (known === undefined) {
    const because = 'no filter on members is understood';
    connection.profile.learn({ fact: 'memberFilter', value: 'none', because });
  }
  return ok({ understood: false, members: [] });
}

/** A group that shows no members may be empty, or its server shows none. A filter that finds one tells. */
async function amongUnseen(
  connection: ScimConnection,
  change: MembershipChange,
  op: Op,
): Answer<readonly Ref[]> {
  const asked = await askForMembers(connection, change, op);
  if (!asked.ok || asked.value.members.length === 0) return ok([]);
  // Somebody may have joined between the two questions.
  const again = await shownMembers(connection, change, op);
  if (again.ok && again.value.size > 0) return ok(amongShown(connection, change, again.value));
  const because = 'a filter finds members in a group that shows none';
  connection.profile.learn({ fact: 'members', value: 'hidden', because });
  note(op, 'The server does not show the members of a group, so it is asked for each of them with a filter.');
  return ok(asked.value.members);
}

/** Who of the members is among those that the group shows, which are kept for the write that comes next. */
function amongShown(
  { seenMembers }: ScimConnection,
  { group, members }: MembershipChange,
  shown: ReadonlySet<string>,
): readonly Ref[] {
  seenMembers.keep(group, shown);
  return members.filter((member) => shown.has(member));
}

async function amongHidden(
  connection: ScimConnection,
  change: MembershipChange,
  op: Op,
): Answer<readonly Ref[]> {
  const asked = await askForMembers(connection, change, op);
  if (!asked.ok) return asked;
  if (asked.value.understood) return ok(asked.value.members);
  // It may show its members by now.
  const shown = await shownMembers(connection, change, op);
  if (shown.ok && shown.value.size > 0) return ok(amongShown(connection, change, shown.value));
  const message =
    'The target shows no members of a group and understands no filter for them, so nobody can tell who is in it.';
  return fail({ code: 'filter.unsupported', message });
}

/** Which of the members are in the group now. filter.unsupported when the server gives no way to tell. */
export async function among(
  connection: ScimConnection,
  change: MembershipChange,
  op: Op,
): Answer<readonly Ref[]> {
  if (areHidden(connection)) return amongHidden(connection, change, op);
  const shown = await shownMembers(connection, change, op);
  if (!shown.ok) return shown;
  const held = amongShown(connection, change, shown.value);
  return showsAll(connection, shown.value) ? ok(held) : amongUnseen(connection, change, op);
}

/**
 * Every member that the group shows; undefined where the server is known to show none, or may be one that does: who
 * is asked for by name is then found another way.
 */
export async function all(
  connection: ScimConnection,
  group: Group,
  op: Op,
): Answer<readonly Ref[] | undefined> {
  if (areHidden(connection)) return ok(undefined);
  const shown = await shownMembers(connection, group, op);
  if (!shown.ok) return shown;
  connection.seenMembers.keep(group.group, shown.value);
  return ok(showsAll(connection, shown.value) ? [...shown.value].map(asRef) : undefined);
}
