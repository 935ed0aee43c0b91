import type { Ref } from '../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { definitionOf } from '../../domain/schema/plain-attribute.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Draft, MembershipChange, Update } from '../../engine/port.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import type { HttpRequest } from '../transport/message.ts';
import { writableAttribute } from './attributes.ts';
import type { Change, Dialect } from './dialect.ts';
import { explain } from './failures.ts';
import { resourceTypeOf } from './resource-types.ts';
import { encodeValue } from './values.ts';
import { resourceOf } from './wire.ts';

/** The requests of RFC 7644 section 3, as data: what is sent and what a preview shows come from the same place. */
export type Requests = Result<readonly HttpRequest[], Failure>;

const accept = 'application/scim+json, application/json';
/** More than an on-demand run ever sends, and what the strictest known server takes in one request. */
const membersPerPatch = 20;

const get = (path: readonly string[], query: readonly (readonly [string, string])[]): HttpRequest => ({
  method: 'GET',
  path,
  query,
  accept,
  kind: 'read',
});

const writing = (method: 'POST' | 'PATCH', path: readonly string[], body: JsonObject): HttpRequest => ({
  method,
  path,
  body: { type: 'application/scim+json', text: JSON.stringify(body) },
  accept,
  kind: 'write',
  explain,
});

/** Members of a group can be many and are read on their own. */
function withoutMembers(endpoint: 'Users' | 'Groups'): readonly (readonly [string, string])[] {
  return endpoint === 'Groups' ? [['excludedAttributes', 'members']] : [];
}

export function readRequest(objectType: string, ref: Ref): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(objectType);
  if (!type.ok) return type;
  const { endpoint } = type.value;
  return ok(get([endpoint, ref], withoutMembers(endpoint)));
}

export function filterRequest(objectType: string, filter: string): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(objectType);
  if (!type.ok) return type;
  const { endpoint } = type.value;
  return ok(get([endpoint], [...withoutMembers(endpoint), ['filter', filter]]));
}

export function groupRequest(objectType: string, group: Ref): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(objectType);
  return type.ok ? ok(get([type.value.endpoint, group], [])) : type;
}

export function createRequests(draft: Draft): Requests {
  const type = resourceTypeOf(draft.objectType);
  if (!type.ok) return type;
  const resource = resourceOf(draft);
  return resource.ok ? ok([writing('POST', [type.value.endpoint], resource.value)]) : resource;
}

/** The changes of an update in the schema's order; configuration.invalid for an attribute that cannot be written. */
export function changesOf(update: Update): Result<readonly Change[], Failure> {
  const changes: Change[] = [];
  for (const delta of update.deltas) {
    const attribute = writableAttribute(definitionOf(delta.attribute, update.definitions));
    if (!attribute.ok) return attribute;
    const { path, definition } = attribute.value;
    const value = delta.change === 'remove' ? {} : { value: encodeValue(delta.value, attribute.value) };
    changes.push({ op: delta.change, path, definition, ...value });
  }
  return ok(changes);
}

export function patchRequest(update: Update, body: JsonObject): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(update.objectType);
  return type.ok ? ok(writing('PATCH', [type.value.endpoint, update.ref], body)) : type;
}

export const isReference = ({ definition }: Change): boolean => definition.type === 'Reference';

/** Attributes in one PATCH, references in one of their own: a missing manager must not hold the rest back. */
export function updateRequests(update: Update, dialect: Dialect): Requests {
  const changes = changesOf(update);
  if (!changes.ok) return changes;
  const parts = [changes.value.filter((change) => !isReference(change)), changes.value.filter(isReference)];
  const requests: HttpRequest[] = [];
  for (const part of parts.filter(({ length }) => length > 0)) {
    const request = patchRequest(update, dialect.changes(part));
    if (!request.ok) return request;
    requests.push(request.value);
  }
  return ok(requests);
}

export function removeRequests(objectType: string, ref: Ref): Requests {
  const type = resourceTypeOf(objectType);
  if (!type.ok) return type;
  return ok([{ method: 'DELETE', path: [type.value.endpoint, ref], accept, kind: 'write', explain }]);
}

/** As many PATCH requests as the members need; none for none, because some servers refuse an empty one. */
export function memberRequests(change: MembershipChange, how: 'add' | 'remove', dialect: Dialect): Requests {
  const type = resourceTypeOf(change.objectType);
  if (!type.ok) return type;
  if (type.value.name !== 'Group') {
    return fail({ code: 'configuration.invalid', message: `A ${change.objectType} has no members.` });
  }
  const attribute = writableAttribute(change.attribute);
  if (!attribute.ok) return attribute;
  const spell = how === 'add' ? dialect.addMembers : dialect.removeMembers;
  const path = [type.value.endpoint, change.group];
  const chunks = chunked([...new Set(change.members)], membersPerPatch);
  return ok(chunks.map((ids) => writing('PATCH', path, spell(attribute.value.path, ids))));
}

function chunked(ids: readonly Ref[], size: number): readonly (readonly Ref[])[] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, index) => ids.slice(index * size, (index + 1) * size));
}

/** The schema's names of what is changed. */
export const namesOf = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ definition }) => definition.name);
