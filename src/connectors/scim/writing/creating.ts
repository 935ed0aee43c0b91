import { asRef, type Entry, type Ref } from '../../../domain/model/entry.ts';
import { texts } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { definitionNamed } from '../../../domain/schema/plain-attribute.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Draft, Op } from '../../../engine/port.ts';
import { isJsonArray, valueOfKey } from '../../../protocols/scim/json.ts';
import type { HttpAnswer } from '../../transport/message.ts';
import { scimErrorOf } from '../answer-words.ts';
import { succeeded } from '../client.ts';
import { note, type ScimConnection } from '../connection.ts';
import { failureOf, unreadable } from '../failures.ts';
import { findEntries } from '../finding/matching.ts';
import { refused, settled, tryForms } from '../forms/try-forms.ts';
import { createRequest, groupSchemasOf } from '../requests.ts';
import { isGroupType, resourceTypeOf } from '../resource-types.ts';
import type { Form } from '../server-profile.ts';
import { lastSegment } from '../values.ts';
import { idOf, parseObject } from '../wire.ts';

/** A Location may also lead to a job that goes on, or to the list: only one below the endpoint names the new object. */
function idInLocation(location: string, objectType: string): string | undefined {
  const type = resourceTypeOf(objectType);
  const [, folder] = location
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter(Boolean)
    .reverse();
  const isBelow = type.ok && folder?.toLowerCase() === type.value.endpoint.toLowerCase();
  return isBelow ? lastSegment(location) : undefined;
}

/** The id that the answer to a create names: in its body, else at the end of its Location (RFC 7644 section 3.3). */
function createdId(answer: HttpAnswer, objectType: string): string | undefined {
  const body = parseObject(answer.body);
  const id = body === undefined ? undefined : idOf(body);
  const location = answer.headers.get('location');
  return id ?? (location === undefined ? undefined : idInLocation(location, objectType));
}

const identifying = ['externalId', 'userName', 'displayName'];

type Hit = { readonly attribute: string; readonly value: string; readonly entry: Entry };

/** The one object that holds one of the draft's identifying values. */
async function findBy(
  connection: ScimConnection,
  draft: Draft,
  name: string,
  op: Op,
): Promise<Hit | undefined> {
  const [value] = texts(draft.attributes.get(name));
  if (value === undefined) return undefined;
  const attribute = definitionNamed(name, draft.definitions);
  const attributes = identifying.map((one) => definitionNamed(one, draft.definitions));
  const selection = { objectType: draft.objectType, attributes };
  const found = await findEntries(connection, { selection, attribute, value }, op);
  const entry = found.ok && found.value.length === 1 ? found.value[0] : undefined;
  return entry === undefined ? undefined : { attribute: name, value, entry };
}

/** Whether nothing that identifies an object says that it is another one than was to be created. */
const isWhatWasSent = (draft: Draft, { attributes }: Entry): boolean =>
  identifying.every((name) => {
    const [sent] = texts(draft.attributes.get(name));
    const [held] = texts(attributes.get(name));
    return sent === undefined || held === undefined || sent.toLowerCase() === held.toLowerCase();
  });

/** Looks for an object that was created under an id nobody told us, by the first attribute that names one object. */
async function findCreated(connection: ScimConnection, draft: Draft, op: Op): Promise<Ref | undefined> {
  const name = identifying.find((candidate) => draft.attributes.has(candidate));
  const hit = name === undefined ? undefined : await findBy(connection, draft, name, op);
  return hit !== undefined && isWhatWasSent(draft, hit.entry) ? hit.entry.ref : undefined;
}

/** Who holds the value that is taken: all identifying ones are asked for, because the server rarely says which it is. */
async function duplicate(
  connection: ScimConnection,
  draft: Draft,
  failure: Failure,
  op: Op,
): Promise<Result<never, Failure>> {
  for (const name of identifying) {
    const hit = await findBy(connection, draft, name, op);
    if (hit === undefined) continue;
    const message = `${failure.message} The object ${hit.entry.ref} has this ${hit.attribute}: ${hit.value}.`;
    const attributes = failure.attributes ?? [hit.attribute];
    return fail({ ...failure, message, attributes });
  }
  return fail(failure);
}

/** True for a refusal that may be about the second schema of a group, which not every server knows. */
function isAboutSchemas(answer: HttpAnswer): boolean {
  const { detail, scimType } = scimErrorOf(answer);
  return answer.status === 400 && /schema|urn|ADSCIM/i.test(`${scimType ?? ''} ${detail ?? ''}`);
}

/** Sends the creation; a group once more without the schema that the server refuses, which created nothing. */
async function post(connection: ScimConnection, draft: Draft, op: Op): Answer<HttpAnswer> {
  const first = groupSchemasOf(connection);
  const forms: readonly Form<'groupSchemas'>[] =
    isGroupType(draft.objectType) && first === 'with-adscim' ? [first, 'core-only'] : [first];
  const { tried, settled: end } = await tryForms<
    Form<'groupSchemas'>,
    Result<HttpAnswer, Failure>,
    HttpAnswer
  >({
    forms,
    note: ({ refusal: { status } }) =>
      note(
        op,
        `The server refuses the second schema that the service names for a group (${status}), so it is left out.`,
      ),
    send: async (form) => {
      const request = createRequest(connection, draft, form);
      if (!request.ok) return settled(request);
      const answer = await connection.http.send(request.value, op);
      const isRefused =
        answer.ok && form === 'with-adscim' && forms.length > 1 && isAboutSchemas(answer.value);
      return isRefused ? refused(answer.value) : settled(answer);
    },
  });
  const answer =
    end?.done ?? fail({ code: 'configuration.invalid', message: 'There is no form of this creation.' });
  const [before] = tried;
  if (before !== undefined && answer.ok && succeeded(answer.value)) {
    const because = `${before.refusal.status} to a group with the second schema, ${answer.value.status} without`;
    connection.profile.learn({ fact: 'groupSchemas', value: 'core-only', because });
  }
  return answer;
}

/** A new group is empty, so nobody needs to look before its first members are added, unless it shows some. */
function created({ seenMembers }: ScimConnection, id: Ref, answer: HttpAnswer): Result<Ref, Failure> {
  const members = valueOfKey(parseObject(answer.body) ?? {}, 'members');
  if (!isJsonArray(members) || members.length === 0) seenMembers.keep(id, new Set());
  return ok(id);
}

/**
 * Creates an object and gives its id. object.duplicate names who holds the value, where that can be found;
 * outcome.unknown when the server says yes and the object cannot be found.
 */
export async function createResourceAt(connection: ScimConnection, draft: Draft, op: Op): Answer<Ref> {
  const answer = await post(connection, draft, op);
  if (!answer.ok) return answer;
  if (!succeeded(answer.value)) {
    const failed = failureOf(answer.value, 'create', [...draft.attributes.keys()]);
    return failed.error.code === 'object.duplicate' ? duplicate(connection, draft, failed.error, op) : failed;
  }
  const id = createdId(answer.value, draft.objectType);
  if (id !== undefined) return created(connection, asRef(id), answer.value);
  const ref = await findCreated(connection, draft, op);
  if (ref !== undefined) return created(connection, ref, answer.value);
  // A page instead of an object is no proof of a creation, and an answer without an id none of the opposite.
  const error = unreadable(answer.value);
  return fail({
    ...error,
    code: 'outcome.unknown',
    message: `${error.message} Whether it created the object is unknown.`,
  });
}
