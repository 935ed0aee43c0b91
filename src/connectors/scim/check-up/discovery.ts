import type { Op } from '../../../engine/port.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  parseWireJson,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../transport/message.ts';
import { succeeded } from '../client.ts';
import { failureOf, unreadable } from '../failures.ts';
import { isListResponse, resourcesOf } from '../wire.ts';

/** What a server publishes about itself at one endpoint (RFC 7644 section 4), or why there is nothing to be had. */
export type Published<T> =
  | { readonly found: T }
  /** `absent`: it says that there is no such endpoint. `trouble`: it says something that cannot be used. */
  | { readonly missing: 'absent' | 'trouble'; readonly because: string };

/** `/ServiceProviderConfig` (RFC 7643 section 5, RFC 9865 section 3). What a server leaves out is undefined. */
export type ProviderConfig = {
  readonly patch?: boolean;
  readonly bulk?: boolean;
  readonly etag?: boolean;
  readonly sort?: boolean;
  readonly changePassword?: boolean;
  readonly filter?: boolean;
  readonly maxResults?: number;
  readonly maxOperations?: number;
  readonly cursorPaging?: boolean;
  readonly indexPaging?: boolean;
  readonly defaultPaging?: string;
  readonly maxPageSize?: number;
};

/** `/ResourceTypes` (RFC 7643 section 6). */
export type PublishedType = {
  readonly name: string;
  /** `/Users`, as the server spells it. */
  readonly endpoint: string;
  /** The core schema first, extensions after it. */
  readonly schemas: readonly string[];
};

/** An attribute of `/Schemas` (RFC 7643 section 7). What a server leaves out is undefined. */
export type PublishedAttribute = {
  readonly name: string;
  readonly type?: string;
  readonly caseExact?: boolean;
  readonly mutability?: string;
  readonly required?: boolean;
  readonly subAttributes: readonly PublishedAttribute[];
};
export type PublishedSchema = { readonly id: string; readonly attributes: readonly PublishedAttribute[] };

const request = (endpoint: string): HttpRequest => ({
  method: 'GET',
  path: [endpoint],
  accept: 'application/scim+json, application/json',
  kind: 'read',
});

/** Endpoints answer with a ListResponse, a bare array or a bare object, whatever the standard says of each. */
function objectsIn(body: Json | undefined): readonly JsonObject[] | undefined {
  if (isJsonArray(body)) return body.filter(isJsonObject);
  if (!isJsonObject(body)) return undefined;
  return isListResponse(body) ? resourcesOf(body) : [body];
}

const notThere = new Set([404, 405, 410, 501]);

function published(answer: HttpAnswer): Published<readonly JsonObject[]> {
  if (notThere.has(answer.status)) return { missing: 'absent', because: `answered with ${answer.status}` };
  if (!succeeded(answer)) return { missing: 'trouble', because: failureOf(answer, 'discover').error.message };
  const objects = objectsIn(parseWireJson(answer.body));
  return objects === undefined
    ? { missing: 'trouble', because: unreadable(answer).message }
    : { found: objects };
}

async function ask(http: Http, endpoint: string, op: Op): Promise<Published<readonly JsonObject[]>> {
  const answer = await http.send(request(endpoint), op);
  return answer.ok ? published(answer.value) : { missing: 'trouble', because: answer.error.message };
}

const textIn = (object: JsonObject, name: string): string | undefined => {
  const value = valueOfKey(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Flags come as JSON booleans, and from some servers as texts. */
const flagIn = (object: JsonObject, name: string): boolean | undefined => {
  const value = String(valueOfKey(object, name)).toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

const numberIn = (object: JsonObject, name: string): number | undefined => {
  const value = Number(valueOfKey(object, name) ?? Number.NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};

const partOf = (object: JsonObject, name: string): JsonObject => {
  const part = valueOfKey(object, name);
  return isJsonObject(part) ? part : {};
};

type Given<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The entries that have a value: an absent fact is no fact. */
function given<T extends object>(facts: Given<Required<T>>): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}

function configIn(body: JsonObject): ProviderConfig {
  const paging = partOf(body, 'pagination');
  const supported = (name: string) => flagIn(partOf(body, name), 'supported');
  return given<ProviderConfig>({
    patch: supported('patch'),
    bulk: supported('bulk'),
    etag: supported('etag'),
    sort: supported('sort'),
    changePassword: supported('changePassword'),
    filter: supported('filter'),
    maxResults: numberIn(partOf(body, 'filter'), 'maxResults'),
    maxOperations: numberIn(partOf(body, 'bulk'), 'maxOperations'),
    cursorPaging: flagIn(paging, 'cursor'),
    indexPaging: flagIn(paging, 'index'),
    defaultPaging: textIn(paging, 'defaultPaginationMethod'),
    maxPageSize: numberIn(paging, 'maxPageSize'),
  });
}

function typeIn(body: JsonObject): readonly PublishedType[] {
  const endpoint = textIn(body, 'endpoint');
  if (endpoint === undefined) return [];
  const extensions = valueOfKey(body, 'schemaExtensions');
  const further = isJsonArray(extensions)
    ? extensions.map((one) => (isJsonObject(one) ? textIn(one, 'schema') : undefined))
    : [];
  const schemas = [textIn(body, 'schema'), ...further].filter((urn) => urn !== undefined);
  return [{ name: textIn(body, 'name') ?? endpoint.replace(/^\//, ''), endpoint, schemas }];
}

function attributesIn(list: Json | undefined): readonly PublishedAttribute[] {
  if (!isJsonArray(list)) return [];
  return list.filter(isJsonObject).flatMap((one) => {
    const name = textIn(one, 'name');
    if (name === undefined) return [];
    const about = given<Omit<PublishedAttribute, 'name' | 'subAttributes'>>({
      type: textIn(one, 'type'),
      caseExact: flagIn(one, 'caseExact'),
      mutability: textIn(one, 'mutability'),
      required: flagIn(one, 'required'),
    });
    return [{ name, ...about, subAttributes: attributesIn(valueOfKey(one, 'subAttributes')) }];
  });
}

function schemaIn(body: JsonObject): readonly PublishedSchema[] {
  const id = textIn(body, 'id');
  return id === undefined ? [] : [{ id, attributes: attributesIn(valueOfKey(body, 'attributes')) }];
}

const mapped = <A, B>(from: Published<A>, to: (found: A) => B | undefined): Published<B> => {
  if (!('found' in from)) return from;
  const found = to(from.found);
  return found === undefined
    ? { missing: 'trouble', because: 'answered with nothing that could be used' }
    : { found };
};

const unlessEmpty = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length === 0 ? undefined : list;

/** What the server says it can do. Never required, and believed only as far as its answers bear it out. */
export async function readProviderConfig(http: Http, op: Op): Promise<Published<ProviderConfig>> {
  return mapped(await ask(http, 'ServiceProviderConfig', op), ([body]) => body && configIn(body));
}

export async function readResourceTypes(http: Http, op: Op): Promise<Published<readonly PublishedType[]>> {
  return mapped(await ask(http, 'ResourceTypes', op), (all) => unlessEmpty(all.flatMap(typeIn)));
}

export async function readSchemas(http: Http, op: Op): Promise<Published<readonly PublishedSchema[]>> {
  return mapped(await ask(http, 'Schemas', op), (all) => unlessEmpty(all.flatMap(schemaIn)));
}
