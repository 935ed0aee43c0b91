import { asRef, type Ref } from '../../domain/model/entry.ts';
import { texts } from '../../domain/model/value.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { definitionOf } from '../../domain/schema/plain-attribute.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Draft, Op, Update } from '../../engine/port.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import type { Http, HttpAnswer, HttpRequest } from '../transport/message.ts';

import { readResource, succeeded } from './client.ts';
import type { Change, Dialect } from './dialect.ts';
import { failureOf, scimErrorOf, unreadable } from './failures.ts';
import { findEntries } from './matching.ts';
import { changesOf, createRequests, isReference, namesOf, patchRequest, removeRequests } from './requests.ts';
import { hasTypedValue, withWholeLists } from './typed-values.ts';
import { lastSegment } from './values.ts';
import { idOf, parseObject } from './wire.ts';

type Connection = { readonly http: Http; readonly dialect: Dialect };

/** The id that the answer to a create names: in its body, else at the end of its Location (RFC 7644 section 3.3). */
function createdId(answer: HttpAnswer): string | undefined {
  const body = parseObject(answer.body);
  const id = body === undefined ? undefined : idOf(body);
  const location = answer.headers.get('location');
  return id ?? (location === undefined ? undefined : lastSegment(location));
}

const identifying = ['externalId', 'userName', 'displayName'];

/** Looks for an object that was created under an id nobody told us, by the first attribute that names one object. */
async function findCreated(http: Http, draft: Draft, op: Op): Promise<Ref | undefined> {
  const name = identifying.find((candidate) => draft.attributes.has(candidate));
  const [value] = texts(name === undefined ? undefined : draft.attributes.get(name));
  if (name === undefined || value === undefined) return undefined;
  const attribute = definitionOf(name, draft.definitions);
  const selection = { objectType: draft.objectType, attributes: [attribute] };
  const found = await findEntries(http, { selection, attribute, value }, op);
  return found.ok && found.value.length === 1 ? found.value[0]?.ref : undefined;
}

export async function create(http: Http, draft: Draft, op: Op): Answer<Ref> {
  const requests = createRequests(draft);
  if (!requests.ok) return requests;
  const [request] = requests.value;
  if (request === undefined)
    return fail({ code: 'configuration.invalid', message: 'There is nothing to create.' });
  const answer = await http.send(request, op);
  if (!answer.ok) return answer;
  if (!succeeded(answer.value)) return failureOf(answer.value, 'create', [...draft.attributes.keys()]);
  const id = createdId(answer.value);
  if (id !== undefined) return ok(asRef(id));
  const ref = await findCreated(http, draft, op);
  if (ref !== undefined) return ok(ref);
  // A page instead of an object is no proof of a creation, and an answer without an id none of the opposite.
  const error = unreadable(answer.value);
  return fail({
    ...error,
    code: 'outcome.unknown',
    message: `${error.message} Whether it created the object is unknown.`,
  });
}

async function sendPatch(http: Http, request: Result<HttpRequest, Failure>, op: Op): Answer<HttpAnswer> {
  return request.ok ? http.send(request.value, op) : request;
}

const typedTrouble = new Set(['invalidpath', 'notarget', 'invalidvalue', 'invalidsyntax']);

/** Only a refusal that may be about a path is worth a second spelling; nothing was changed by it (RFC 7644 3.5.2). */
function mayBeTyped(answer: HttpAnswer, changes: readonly Change[]): boolean {
  const scimType = scimErrorOf(answer).scimType?.toLowerCase() ?? '';
  return answer.status === 400 && typedTrouble.has(scimType) && changes.some(hasTypedValue);
}

/**
 * Servers exist that cannot change `emails[type eq "work"].value` while there is no such e-mail. Then the whole list is
 * written, merged with what the server holds.
 */
async function sendWithWholeLists(
  connection: Connection,
  update: Update,
  changes: readonly Change[],
  op: Op,
) {
  const held = await readResource(connection.http, update, op);
  if (!held.ok) return held;
  const body = connection.dialect.changes(withWholeLists(changes, held.value));
  return sendPatch(connection.http, patchRequest(update, body), op);
}

async function sendChanges(
  connection: Connection,
  update: Update,
  changes: readonly Change[],
  op: Op,
): Answer<void> {
  const body: JsonObject = connection.dialect.changes(changes);
  const first = await sendPatch(connection.http, patchRequest(update, body), op);
  if (!first.ok) return first;
  const again = mayBeTyped(first.value, changes)
    ? await sendWithWholeLists(connection, update, changes, op)
    : first;
  if (!again.ok) return again;
  if (succeeded(again.value)) return ok(undefined);
  return failureOf(again.value, 'update', namesOf(changes));
}

/** Attributes first, references in a request of their own; when only the second fails, the message says so. */
export async function update(connection: Connection, wanted: Update, op: Op): Answer<void> {
  const changes = changesOf(wanted);
  if (!changes.ok) return changes;
  const references = changes.value.filter(isReference);
  const attributes = changes.value.filter((change) => !isReference(change));
  if (attributes.length > 0) {
    const done = await sendChanges(connection, wanted, attributes, op);
    if (!done.ok || references.length === 0) return done;
  }
  if (references.length === 0) return ok(undefined);
  const linked = await sendChanges(connection, wanted, references, op);
  if (linked.ok || attributes.length === 0) return linked;
  const names = namesOf(references).join(', ');
  const message = `The other attributes are written, but ${names} is not: ${linked.error.message}`;
  return fail({ ...linked.error, message });
}

/** Gone is gone: 404 is success. A server in trouble is asked whether the object is still there. */
export async function remove(
  http: Http,
  target: { readonly objectType: string; readonly ref: Ref },
  op: Op,
): Answer<void> {
  const requests = removeRequests(target.objectType, target.ref);
  if (!requests.ok) return requests;
  for (const request of requests.value) {
    const answer = await http.send(request, op);
    if (!answer.ok)
      return answer.error.code === 'outcome.unknown' ? confirmGone(http, target, answer, op) : answer;
    const { status } = answer.value;
    if (!succeeded(answer.value) && status !== 404 && status !== 410)
      return failureOf(answer.value, 'remove');
  }
  return ok(undefined);
}

async function confirmGone(
  http: Http,
  target: { readonly objectType: string; readonly ref: Ref },
  unknown: Result<never, Failure>,
  op: Op,
): Answer<void> {
  const read = await readResource(http, target, op);
  const gone = !read.ok && read.error.code === 'object.notFound' && read.error.systemCode !== '400';
  return gone ? ok(undefined) : unknown;
}
