import type { Ref } from '../../domain/model/entry.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Draft } from '../../engine/port.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import type { HttpRequest } from '../transport/message.ts';
import type { ScimConnection } from './connection.ts';
import { explainFailure } from './failures.ts';
import { resourceTypeOf } from './resource-types.ts';
import { type Form, knownForm } from './server-profile.ts';
import { resourceOf } from './wire.ts';

const accept = 'application/scim+json, application/json';

const get = (path: readonly string[], query: readonly (readonly [string, string])[]): HttpRequest => ({
  method: 'GET',
  path,
  query,
  accept,
  kind: 'read',
});

const writing = (
  method: 'POST' | 'PATCH' | 'PUT',
  path: readonly string[],
  body: JsonObject,
): HttpRequest => ({
  method,
  path,
  body: { type: 'application/scim+json', text: JSON.stringify(body) },
  accept,
  kind: 'write',
  explain: explainFailure,
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

/** A list of objects: `query` holds filter and paging, raw. */
export function listRequest(
  objectType: string,
  query: HttpRequest['query'] = [],
): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(objectType);
  if (!type.ok) return type;
  const { endpoint } = type.value;
  return ok(get([endpoint], [...withoutMembers(endpoint), ...query]));
}

export function groupRequest(objectType: string, group: Ref): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(objectType);
  return type.ok ? ok(get([type.value.endpoint, group], [])) : type;
}

/** Which schemas a new group is created with: what is known of the server, else as the dialect has it. */
export const groupSchemasOf = ({ dialect, profile }: ScimConnection): Form<'groupSchemas'> =>
  knownForm(profile, 'groupSchemas') ?? dialect.groupSchemas;

export function createRequest(
  { dialect }: ScimConnection,
  draft: Draft,
  groupSchemas: Form<'groupSchemas'>,
): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(draft.objectType);
  if (!type.ok) return type;
  const resource = resourceOf(draft);
  if (!resource.ok) return resource;
  const { name, endpoint } = type.value;
  return ok(writing('POST', [endpoint], dialect.created(name, resource.value, groupSchemas)));
}

/** One object of a server. */
export type ResourceId = { readonly objectType: string; readonly ref: Ref };

function writeRequest(method: 'PATCH' | 'PUT', { objectType, ref }: ResourceId, body: JsonObject) {
  const type = resourceTypeOf(objectType);
  return type.ok ? ok(writing(method, [type.value.endpoint, ref], body)) : type;
}

export const patchRequest = (target: ResourceId, body: JsonObject): Result<HttpRequest, Failure> =>
  writeRequest('PATCH', target, body);

export const replaceRequest = (target: ResourceId, body: JsonObject): Result<HttpRequest, Failure> =>
  writeRequest('PUT', target, body);

export function removeRequest({ objectType, ref }: ResourceId): Result<HttpRequest, Failure> {
  const type = resourceTypeOf(objectType);
  if (!type.ok) return type;
  // Without the SCIM media type, because there are servers that refuse a DELETE that names it.
  return ok({ method: 'DELETE', path: [type.value.endpoint, ref], kind: 'write', explain: explainFailure });
}
