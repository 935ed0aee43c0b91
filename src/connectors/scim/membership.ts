import { asRef, type Ref } from '../../domain/model/entry.ts';
import { texts } from '../../domain/model/value.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { MembershipChange, MembershipOps, Op } from '../../engine/port.ts';
import type { Http, HttpRequest } from '../transport/message.ts';
import { scimAttribute } from './attributes.ts';
import { readGroup, succeeded } from './client.ts';
import type { Dialect } from './dialect.ts';
import { failureOf } from './failures.ts';
import { memberRequests } from './requests.ts';
import { valueAt } from './wire.ts';

type Connection = { readonly http: Http; readonly dialect: Dialect };
type Members = Result<ReadonlySet<string>, Failure>;

/** The ids of all direct members; a server leaves the attribute out when there is none. */
async function membersOf(http: Http, change: MembershipChange, op: Op): Promise<Members> {
  const attribute = scimAttribute({ ...change.attribute, type: 'Reference', multivalued: true });
  if (!attribute.ok) return attribute;
  const group = await readGroup(http, change, op);
  return group.ok ? ok(new Set(texts(valueAt(group.value, attribute.value)))) : group;
}

async function sendAll(http: Http, requests: readonly HttpRequest[], op: Op): Answer<void> {
  for (const request of requests) {
    const answer = await http.send(request, op);
    if (!answer.ok) return answer;
    if (!succeeded(answer.value)) return failureOf(answer.value, 'members');
  }
  return ok(undefined);
}

async function among(http: Http, change: MembershipChange, op: Op): Answer<readonly Ref[]> {
  const members = await membersOf(http, change, op);
  return members.ok ? ok(change.members.filter((member) => members.value.has(member))) : members;
}

/** Some servers refuse a member who is in already; the group itself tells whether that is what happened. */
async function add({ http, dialect }: Connection, change: MembershipChange, op: Op): Answer<void> {
  const requests = memberRequests(change, 'add', dialect);
  if (!requests.ok) return requests;
  const done = await sendAll(http, requests.value, op);
  if (done.ok || done.error.code !== 'object.duplicate') return done;
  const members = await among(http, change, op);
  return members.ok && members.value.length === change.members.length ? ok(undefined) : done;
}

const list = (ids: readonly string[]): string =>
  ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');

/** What a removal did to the group beyond what was asked, by its members before and after. */
export function checkRemoval(about: {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly asked: readonly string[];
}): Result<void, Failure> {
  const { before, after, asked } = about;
  const vanished = [...before].filter((id) => !after.has(id) && !asked.includes(id));
  if (vanished.length > 0) {
    const message = `The group lost ${vanished.length} members that nobody asked to remove: ${list(vanished)}.`;
    return fail({ code: 'precondition.failed', message, systemCode: 'members.lost' });
  }
  const left = asked.filter((id) => after.has(id));
  if (left.length === 0) return ok(undefined);
  const message = `The target says that it removed them, but the group still holds ${list(left)}.`;
  return fail({ code: 'attribute.rejected', message });
}

/**
 * The group is read before and after: servers exist that empty the whole group on a removal, and others that remove
 * nobody; both answer with success. Nobody is put back from here, since somebody else may just have removed them.
 */
async function remove({ http, dialect }: Connection, change: MembershipChange, op: Op): Answer<void> {
  const before = await membersOf(http, change, op);
  if (!before.ok) return before;
  const asked = change.members.filter((member) => before.value.has(member));
  const requests = memberRequests({ ...change, members: asked.map(asRef) }, 'remove', dialect);
  if (!requests.ok || requests.value.length === 0) return requests.ok ? ok(undefined) : requests;
  const done = await sendAll(http, requests.value, op);
  if (!done.ok) return done;
  const after = await membersOf(http, change, op);
  return after.ok
    ? checkRemoval({ before: before.value, after: after.value, asked })
    : unverified(change, after.error);
}

/** The removal was answered with success; that it did no more than that cannot be told. */
function unverified({ group }: MembershipChange, { message, systemCode }: Failure): Result<never, Failure> {
  return fail({
    code: 'outcome.unknown',
    message: `The members are removed, but group ${group} cannot be read back: ${message}`,
    ...(systemCode === undefined ? {} : { systemCode }),
  });
}

/** Memberships of SCIM groups (RFC 7643 section 4.2, RFC 7644 section 3.5.2). */
export function membershipOps(connection: Connection): MembershipOps {
  return {
    among: (group, op) => among(connection.http, group, op),
    add: (change, op) => add(connection, change, op),
    remove: (change, op) => remove(connection, change, op),
  };
}
