import { createHash } from 'node:crypto';
import { fail, ok } from '../../../domain/result.ts';
import { isJsonObject, type JsonObject, valueOfKey, withoutField } from '../../../protocols/scim/json.ts';
import type { RequestTarget, ScimRequest, ScimResponse } from '../protocol/exchange.ts';
import type { Keeping } from '../protocol/hook.ts';
import { represent, versionOf } from '../protocol/represent.ts';
import type { ResourceType, StoredResource } from '../resources/model.ts';
import { always, eachResource, type Misbehaviour, refusalAnswer, showing } from './misbehaviour.ts';
import { isAboutOne, isRequestOn } from './requests.ts';

/** Another form for the answer to a request that creates. */
const creating = (says: string, change: (response: ScimResponse) => ScimResponse): Misbehaviour =>
  always(says, {
    after: (response, request) =>
      isRequestOn(request, 'POST') && response.status === 201 ? change(response) : response,
  });

/** Another form for `meta` of users and groups. */
const showingMeta = (says: string, change: (meta: JsonObject) => JsonObject): Misbehaviour =>
  showing(says, (resource) => changeMeta(resource, change));

function changeMeta(resource: JsonObject, change: (meta: JsonObject) => JsonObject): JsonObject {
  const meta = valueOfKey(resource, 'meta');
  return isJsonObject(meta) ? { ...resource, meta: change(meta) } : resource;
}

const withoutMeta = (resource: JsonObject) => withoutField(resource, 'meta');

function relative(location: string): string {
  return location.replace(/^https?:\/\/[^/]+/, '');
}

function decoded(location: string): string {
  const segments = location.split('/');
  return [...segments.slice(0, -1), decodeURIComponent(segments.at(-1) ?? '')].join('/');
}

/** The header, and `meta.location` of each object; a header holds ASCII only. */
function relocated(response: ScimResponse, change: (location: string) => string | undefined): ScimResponse {
  const { Location: old, ...headers } = response.headers;
  const next = old === undefined ? undefined : change(old);
  const sent = next === undefined || !/^[\x20-\x7e]*$/.test(next) ? headers : { ...headers, Location: next };
  return eachResource({ ...response, headers: sent }, (one) =>
    changeMeta(one, (meta) => moved(meta, change)),
  );
}

function moved(meta: JsonObject, change: (location: string) => string | undefined): JsonObject {
  const { location: old, ...rest } = meta;
  const location = typeof old === 'string' ? change(old) : undefined;
  return location === undefined ? rest : { ...rest, location };
}

function nameOf(type: ResourceType, content: JsonObject): string | undefined {
  const name = type === 'User' ? valueOfKey(content, 'userName') : valueOfKey(content, 'externalId');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** A tag that is made of the bytes of the answer, and has nothing to do with `meta.version`. */
const tagOf = (body: JsonObject) =>
  `W/"${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16)}"`;

function hashTagged(response: ScimResponse): ScimResponse {
  const { body, headers, status } = response;
  const isTagged = status < 300 && body !== undefined && headers['ETag'] !== undefined;
  return isTagged ? { ...response, headers: { ...headers, ETag: tagOf(body) } } : response;
}

function foundOf(request: ScimRequest, target: RequestTarget): StoredResource | undefined {
  const [endpoint, id = ''] = request.path;
  return target.store.get(endpoint === 'Groups' ? 'Group' : 'User', id);
}

/** A condition holds when its tag is the hash of the object as it is; `*` holds for any. */
function expectingHash(request: ScimRequest, target: RequestTarget): ScimRequest {
  const found = foundOf(request, target);
  if (request.ifMatch === undefined || request.ifMatch === '*' || found === undefined) return request;
  const isSame = request.ifMatch === tagOf(represent(found, target));
  return { ...request, ifMatch: isSame ? versionOf(found) : '"another"' };
}

/** Another answer to a request about an object that does not exist. */
const missing = (says: string, method: string, answer: ScimResponse): Misbehaviour =>
  always(says, {
    after: (response, request) =>
      isAboutOne(request, method) && response.status === 404 ? answer : response,
  });

const duplicateKey = { status: 500, scimType: 'invalidSyntax', detail: 'Duplicate key' } as const;

/** Another resource of the type that holds the userName or displayName of a change. */
function isTaken({ target, before, resource }: Keeping): boolean {
  const attribute = resource.type === 'User' ? 'userName' : 'displayName';
  const name = valueOfKey(resource.content, attribute);
  if (before === undefined || typeof name !== 'string') return false;
  return target.store.find(resource.type, attribute, name).some(({ id }) => id !== resource.id);
}

/** How servers go wrong with ids, locations, versions and names. */
export const identities = {
  'id-is-user-name': always(
    'Uses the userName as id, or the externalId of a group, with @, blanks and slashes in it.',
    {
      newId: nameOf,
    },
  ),
  'no-location': always('Gives no Location, neither as a header nor in meta.', {
    after: (response) => relocated(response, () => undefined),
  }),
  'relative-location': always('Gives the Location as a path without the host.', {
    after: (response) => relocated(response, relative),
  }),
  'location-not-encoded': always(
    'Gives the Location with the bare id, also when it holds blanks or slashes.',
    {
      after: (response) => relocated(response, decoded),
    },
  ),
  'create-answers-without-id': creating('Leaves the id out of the answer to a new object.', (response) => ({
    ...response,
    ...(response.body === undefined ? {} : { body: withoutMeta(withoutField(response.body, 'id')) }),
  })),
  'create-answers-nothing': creating('Answers a new object with 201 and no body.', ({ status, headers }) => ({
    status,
    headers,
  })),
  'create-answers-200': creating('Answers a new object with 200 instead of 201.', (response) => ({
    ...response,
    status: 200,
  })),
  'no-meta': showing('Leaves meta out.', withoutMeta),
  'no-timestamps': showingMeta('Leaves created and lastModified out of meta.', (meta) =>
    withoutField(withoutField(meta, 'created'), 'lastModified'),
  ),
  'resource-type-lower-case': showingMeta('Spells meta.resourceType in lower case.', (meta) => ({
    ...meta,
    resourceType: String(meta['resourceType']).toLowerCase(),
  })),
  'etag-unrelated': always('Sends an ETag that has nothing to do with meta.version.', {
    before: expectingHash,
    after: hashTagged,
  }),
  'unknown-id-400': missing(
    'Answers 400 when an id does not exist.',
    'GET',
    refusalAnswer(400, 'no such id'),
  ),
  'patch-unknown-id-500': missing(
    'Fails with 500 when an object that does not exist is changed.',
    'PATCH',
    refusalAnswer(500, 'Cannot read properties of undefined', 'invalidSyntax'),
  ),
  'delete-twice-500': missing(
    'Fails with 500 when an object that does not exist is deleted.',
    'DELETE',
    refusalAnswer(500, 'Cannot read properties of undefined', 'invalidSyntax'),
  ),
  'duplicate-on-patch-500': always('Fails with 500 when a change takes a name that is in use.', {
    keep: (keeping) => (isTaken(keeping) ? fail(duplicateKey) : ok(keeping.resource.content)),
  }),
  'duplicate-patch-half-applied': always(
    'Fails with 500 when a change takes a name that is in use, and keeps the change.',
    {
      keep: (keeping) => {
        if (!isTaken(keeping)) return ok(keeping.resource.content);
        keeping.target.store.put(keeping.resource);
        return fail(duplicateKey);
      },
    },
  ),
} as const satisfies Record<string, Misbehaviour>;
