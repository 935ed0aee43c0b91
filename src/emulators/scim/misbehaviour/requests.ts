import { parseScimFilter } from '../../../protocols/scim/filter.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import type { Filter } from '../../../protocols/scim/syntax.ts';
import type { ScimRequest } from '../protocol/exchange.ts';

export type Endpoint = 'Users' | 'Groups';

export function isRequestOn(request: ScimRequest, method: string, endpoint?: Endpoint): boolean {
  const [first] = request.path;
  const isResource = first === 'Users' || first === 'Groups';
  return request.method === method && (endpoint === undefined ? isResource : first === endpoint);
}

/** A request for a list, with or without a filter. */
export const isQuery = (request: ScimRequest, endpoint?: Endpoint): boolean =>
  isRequestOn(request, 'GET', endpoint) && request.path.length === 1;

/** A request about one object, named by its id. */
export const isAboutOne = (request: ScimRequest, method: string, endpoint?: Endpoint): boolean =>
  isRequestOn(request, method, endpoint) && request.path.length === 2;

/** A copy of the request with query parameters set, or taken away where the value is undefined. */
export function withQuery(
  request: ScimRequest,
  changes: Readonly<Record<string, string | undefined>>,
): ScimRequest {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return { ...request, query };
}

export type FilterComparison = Extract<Filter, { readonly kind: 'compare' }>;

/** What a query asks for; undefined when it has no filter, or one that cannot be read. */
export function filterOf(request: ScimRequest): Filter | undefined {
  const text = request.query.get('filter') ?? '';
  const filter = isQuery(request) && text.trim() !== '' ? parseScimFilter(text) : undefined;
  return filter?.ok ? filter.value : undefined;
}

/** Every comparison in a filter, those inside brackets left out. */
export function comparisonsIn(filter: Filter | undefined): readonly FilterComparison[] {
  switch (filter?.kind) {
    case 'compare':
      return [filter];
    case 'and':
    case 'or':
      return filter.terms.flatMap(comparisonsIn);
    case 'not':
      return comparisonsIn(filter.term);
    default:
      return [];
  }
}

/** The operations of a PATCH of users or groups; none for any other request. */
export function operationsOf(request: ScimRequest): readonly JsonObject[] {
  if (!isRequestOn(request, 'PATCH') || !isJsonObject(request.body)) return [];
  const operations = valueOfKey(request.body, 'Operations');
  return isJsonArray(operations) ? operations.filter(isJsonObject) : [];
}

/** What a POST, PUT or PATCH writes: paths with their values. */
export function writtenIn(request: ScimRequest): readonly SentValue[] {
  if (isRequestOn(request, 'PATCH')) return operationsOf(request).flatMap(writtenBy);
  const isWhole = isRequestOn(request, 'POST') || isRequestOn(request, 'PUT');
  return isWhole && isJsonObject(request.body) ? writtenMap(request.body) : [];
}

export type SentValue = { readonly path: string; readonly value: Json };

/** What an operation writes; without a path each key of its value is one, also inside an extension. */
export function writtenBy(operation: JsonObject): readonly SentValue[] {
  const path = pathOf(operation);
  const value = sentValue(operation);
  if (opOf(operation) === 'remove' || value === undefined) return [];
  if (path !== '') return [{ path, value }];
  return isJsonObject(value) ? writtenMap(value) : [];
}

function writtenMap(map: JsonObject): readonly SentValue[] {
  return Object.entries(map).flatMap(([key, value]) =>
    key.startsWith('urn:') && isJsonObject(value)
      ? Object.entries(value).map(([name, part]) => ({ path: `${key}:${name}`, value: part }))
      : [{ path: key, value }],
  );
}

export function opOf(operation: JsonObject): string {
  return String(valueOfKey(operation, 'op') ?? '').toLowerCase();
}

export function pathOf(operation: JsonObject): string {
  return String(valueOfKey(operation, 'path') ?? '');
}

/** Also null, which `fieldOf` takes for nothing. */
export function sentValue(operation: JsonObject): Json | undefined {
  return Object.entries(operation).find(([key]) => key.toLowerCase() === 'value')?.[1];
}

/** A value as the list that it may be meant as. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isJsonArray(value) ? value : [value];
}
