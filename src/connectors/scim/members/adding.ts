import { asRef } from '../../../domain/model/entry.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Answer } from '../../../engine/failure.ts';
import type { MembershipChange, Op } from '../../../engine/port.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { formsOf, note, type ScimConnection } from '../connection.ts';
import { knownForm } from '../server-profile.ts';
import { isNotThere, noteNoPatch } from '../writing/replacing.ts';
import { batchSize, type Stopped, sendInBatches } from './batches.ts';
import { among, areHidden, askForMembers, shownMembers } from './looking.ts';
import { checkLost } from './lost.ts';
import { replaceMembers } from './whole-group.ts';

/** Who is in before; as far as can be told, where a server hides its members. */
async function membersBefore(
  connection: ScimConnection,
  change: MembershipChange,
  op: Op,
): Answer<ReadonlySet<string>> {
  if (!areHidden(connection)) return shownMembers(connection, change, op);
  const asked = await askForMembers(connection, change, op);
  return asked.ok ? ok(new Set<string>(asked.value.members)) : asked;
}

type Adding = {
  readonly connection: ScimConnection;
  readonly change: MembershipChange;
  readonly path: ScimPath;
  readonly before: ReadonlySet<string>;
  readonly op: Op;
};

/** On a server whose additions replace, the whole list is what must be sent. */
function bodyFor({ connection, path, before }: Adding, ids: readonly string[]) {
  const { dialect, profile } = connection;
  if (knownForm(profile, 'addMembers') !== 'replaces-others') return dialect.addMembers(path, ids);
  const value = [...new Set([...before, ...ids])].map((id) => ({ value: id }));
  return dialect.patch([{ op: 'replace', path, value }], formsOf(connection));
}

/** Some servers refuse a member who is in already; the group itself tells whether that is what happened. */
async function afterRefusal({ connection, change, path, op }: Adding, stopped: Stopped): Answer<void> {
  const { failure, answer } = stopped;
  if (answer !== undefined && isNotThere(answer)) {
    noteNoPatch(answer.status, op);
    return replaceMembers(connection, change, 'add', path, op);
  }
  if (failure.code !== 'object.duplicate') return fail(failure);
  const members = await among(connection, change, op);
  return members.ok && members.value.length === change.members.length ? ok(undefined) : fail(failure);
}

/** The first addition to a group that has members shows whether the server leaves them in. */
async function checkOthers({ connection, change, before, op }: Adding): Answer<void> {
  const { profile } = connection;
  if (before.size === 0 || areHidden(connection) || profile.known('addMembers') !== undefined)
    return ok(undefined);
  const after = await shownMembers(connection, change, op);
  if (!after.ok) return ok(undefined);
  const checked = checkLost({ before, after: after.value, asked: [] });
  // Who lost some and kept others may have been changed by somebody else meanwhile: that teaches nothing.
  const isReplaced = [...before].every((id) => !after.value.has(id));
  if (checked.ok || isReplaced) {
    const value = checked.ok ? 'keeps-others' : 'replaces-others';
    profile.learn({ fact: 'addMembers', value, because: 'members were added to a group that had others' });
  }
  if (isReplaced)
    note(
      op,
      'The server dropped the other members when some were added; from now on it is sent the whole list.',
    );
  return checked;
}

/** Adds those who are not in yet: some servers list a member twice who is added twice. */
export async function addMembers(
  connection: ScimConnection,
  wanted: MembershipChange,
  path: ScimPath,
  op: Op,
): Answer<void> {
  const seen = connection.seenMembers.take(wanted.group);
  const before = seen === undefined ? await membersBefore(connection, wanted, op) : ok(seen);
  if (!before.ok) return before;
  const missing = [...new Set<string>(wanted.members)].filter((id) => !before.value.has(id));
  if (missing.length === 0) return ok(undefined);
  const change = { ...wanted, members: missing.map(asRef) };
  const adding: Adding = { connection, change, path, before: before.value, op };
  if (connection.profile.known('patch') === 'unsupported')
    return replaceMembers(connection, change, 'add', path, op);
  const replaces = knownForm(connection.profile, 'addMembers') === 'replaces-others';
  const job = { connection, group: change, body: (ids: readonly string[]) => bodyFor(adding, ids), op };
  const sent = await sendInBatches(job, missing, replaces ? missing.length : batchSize(connection));
  return sent.ok ? checkOthers(adding) : afterRefusal(adding, sent.error);
}
