import { ok, type Result } from '../../../domain/result.ts';
import { matchesFilter, parseScimFilter } from '../../../protocols/scim/filter.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import type { Filter, ScimPath } from '../../../protocols/scim/syntax.ts';
import { LIST_RESPONSE_URN } from '../../../protocols/scim/urns.ts';
import type { ResourceType, StoredResource } from '../resources/model.ts';
import type { IndexedAttribute, Store } from '../resources/store.ts';
import { type CursorQuery, decodeCursor, encodeCursor, indexBehind } from './cursor.ts';
import type { RequestTarget } from './exchange.ts';
import { badRequest, type ScimProblem } from './problem.ts';
import { parseProjection, project } from './project.ts';
import { represent } from './represent.ts';
import { filterWithUrns } from './short-names.ts';

/** The most resources one answer holds; also published in ServiceProviderConfig. */
export const MAX_RESULTS = 1000;
/** How many it holds when the client does not say. */
export const DEFAULT_COUNT = 100;

/** The texts of a query's parameters (RFC 7644 section 3.4.2); absent ones are undefined. */
export type ListQuery = {
  readonly filter?: string | undefined;
  readonly startIndex?: string | undefined;
  readonly count?: string | undefined;
  /** RFC 9865: empty for the first page, else what the last page gave as `nextCursor`. */
  readonly cursor?: string | undefined;
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
};

/** One page of the resources that meet the filter, in the order of their creation. Inactive users are among them. */
export function listResources(
  target: RequestTarget,
  type: ResourceType,
  query: ListQuery,
): Result<JsonObject, ScimProblem> {
  const projection = parseProjection(query);
  if (!projection.ok) return projection;
  const found = search(target, type, query.filter ?? '');
  if (!found.ok) return found;
  const page =
    query.cursor === undefined
      ? pageByIndex(found.value, query)
      : pageByCursor(found.value, query, {
          type,
          filter: query.filter ?? '',
          now: target.now(),
        });
  if (!page.ok) return page;
  const { shown, place } = page.value;
  return ok({
    schemas: [LIST_RESPONSE_URN],
    totalResults: found.value.length,
    itemsPerPage: shown.length,
    ...place,
    Resources: shown.map((resource) => project(represent(resource, target), projection.value)),
  });
}

/** The resources of a page, and what the answer says about its place among all. */
type Page = {
  readonly shown: readonly StoredResource[];
  readonly place: { readonly startIndex: number } | { readonly nextCursor?: string };
};

function pageByCursor(
  found: readonly StoredResource[],
  query: ListQuery,
  asked: CursorQuery,
): Result<Page, ScimProblem> {
  if (query.startIndex !== undefined) {
    return badRequest('invalidValue', 'cursor and startIndex exclude each other');
  }
  const count = wholeNumber(query.count, DEFAULT_COUNT);
  if (count === undefined || count < 0) return badRequest('invalidCount', 'count must be a whole number');
  const behind = decodeCursor(query.cursor ?? '', asked);
  if (!behind.ok) return behind;
  const start = behind.value === undefined ? 0 : indexBehind(found, behind.value);
  const end = start + Math.min(MAX_RESULTS, count);
  const shown = found.slice(start, end);
  const last = end < found.length ? shown.at(-1) : undefined;
  return ok({ shown, place: last === undefined ? {} : { nextCursor: encodeCursor(asked, last) } });
}

function pageByIndex(found: readonly StoredResource[], query: ListQuery): Result<Page, ScimProblem> {
  const start = wholeNumber(query.startIndex, 1);
  const count = wholeNumber(query.count, DEFAULT_COUNT);
  if (start === undefined) return badRequest('invalidValue', 'startIndex must be a whole number');
  if (count === undefined) return badRequest('invalidValue', 'count must be a whole number');
  const startIndex = Math.max(1, start);
  const end = startIndex - 1 + Math.min(MAX_RESULTS, Math.max(0, count));
  return ok({ shown: found.slice(startIndex - 1, end), place: { startIndex } });
}

function wholeNumber(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined || text === '') return otherwise;
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function search(
  target: RequestTarget,
  type: ResourceType,
  text: string,
): Result<readonly StoredResource[], ScimProblem> {
  if (text.trim() === '') return ok(target.store.all(type));
  const parsed = parseScimFilter(text);
  if (!parsed.ok) {
    return badRequest('invalidFilter', `${parsed.error.message} (position ${parsed.error.position})`);
  }
  const filter = filterWithUrns(type, parsed.value);
  const candidates = indexedCandidates(target.store, type, filter) ?? target.store.all(type);
  return ok(candidates.filter((resource) => matchesFilter(filter, represent(resource, target))));
}

/**
 * The few resources that an equality on an indexed attribute leaves over, undefined when the filter has none. They are
 * still checked against the whole filter.
 */
function indexedCandidates(
  store: Store,
  type: ResourceType,
  filter: Filter,
): readonly StoredResource[] | undefined {
  switch (filter.kind) {
    case 'and':
      return filter.terms
        .map((term) => indexedCandidates(store, type, term))
        .find((found) => found !== undefined);
    case 'compare':
      return filter.operator === 'eq' && typeof filter.value === 'string'
        ? lookUp(store, type, filter.path, filter.value)
        : undefined;
    case 'exists':
      return memberCandidates(store, type, filter.path);
    default:
      return undefined;
  }
}

/** `members[value eq "id"]`, alone or with more terms. */
function memberCandidates(
  store: Store,
  type: ResourceType,
  path: ScimPath,
): readonly StoredResource[] | undefined {
  const inner = path.filter;
  if (path.attribute !== 'members' || inner?.kind !== 'compare' || inner.path.attribute !== 'value')
    return undefined;
  const { operator, value } = inner;
  return operator === 'eq' && typeof value === 'string'
    ? lookUp(store, type, { attribute: 'members' }, value)
    : undefined;
}

const indexedNames: ReadonlyMap<string, IndexedAttribute> = new Map([
  ['userName', 'userName'],
  ['externalId', 'externalId'],
  ['displayName', 'displayName'],
]);

function lookUp(
  store: Store,
  type: ResourceType,
  path: ScimPath,
  value: string,
): readonly StoredResource[] | undefined {
  if (path.urn !== undefined || path.filter !== undefined) return undefined;
  const isMember = path.attribute === 'members' && (path.sub === undefined || path.sub === 'value');
  if (isMember) return type === 'Group' ? store.groupsOf(value) : [];
  if (path.sub !== undefined) return undefined;
  if (path.attribute === 'id') return [store.get(type, value)].filter((found) => found !== undefined);
  const attribute = indexedNames.get(path.attribute);
  return attribute === undefined ? undefined : store.find(type, attribute, value);
}
