import { fail, ok, type Result } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import type { Rule } from '../protocol/hook.ts';
import { badRequest, type ScimProblem } from '../protocol/problem.ts';
import type { ResourceType, StoredResource } from './model.ts';
import { memberIdsOf, type Store } from './store.ts';

const nameOf = { User: 'userName', Group: 'displayName' } as const satisfies Record<ResourceType, string>;

/**
 * Whether a resource may be kept: it has its name (userName or displayName), no other resource of its type has the
 * same name in any case (409 uniqueness), at most one element of a list is primary, and every member exists. A manager
 * may be unknown: Entra links managers in any order. Waived rules are not checked.
 */
export function checkRules(
  store: Store,
  resource: StoredResource,
  waived: ReadonlySet<Rule> = new Set(),
): Result<void, ScimProblem> {
  const named = checkName(waived.has(`unique ${nameOf[resource.type]}`) ? undefined : store, resource);
  if (!named.ok) return named;
  const crowded = Object.entries(resource.content).find(([, value]) => primaries(value).length > 1);
  if (crowded !== undefined)
    return badRequest('invalidValue', `more than one element of ${crowded[0]} is primary`);
  if (waived.has('known member')) return ok(undefined);
  const unknown = memberIdsOf(resource).find((id) => findMember(store, id) === undefined);
  return unknown === undefined
    ? ok(undefined)
    : badRequest('invalidValue', `member "${unknown}" does not exist`);
}

/** The user or group behind a member's id. */
export function findMember(store: Store, id: string): StoredResource | undefined {
  return store.get('User', id) ?? store.get('Group', id);
}

/** Without a store names need not be unique. */
function checkName(
  store: Store | undefined,
  { type, id, content }: StoredResource,
): Result<void, ScimProblem> {
  const attribute = nameOf[type];
  const name = valueOfKey(content, attribute);
  if (typeof name !== 'string' || name.trim() === '')
    return badRequest('invalidValue', `${attribute} is required`);
  const others = store?.find(type, attribute, name) ?? [];
  if (others.every((other) => other.id === id)) return ok(undefined);
  return fail({ status: 409, scimType: 'uniqueness', detail: `${attribute} "${name}" is taken` });
}

/**
 * A change that makes one element primary takes the mark from the others (RFC 7644 section 3.5.2); an element that
 * the change touched wins.
 */
export function settlePrimaries(before: JsonObject, after: JsonObject): JsonObject {
  const settled = Object.entries(after).map(([key, value]): [string, Json] => [
    key,
    isJsonArray(value) ? settleList(valueOfKey(before, key), value) : value,
  ]);
  return Object.fromEntries(settled);
}

function settleList(before: Json | undefined, after: readonly Json[]): readonly Json[] {
  const marked = primaries(after);
  if (marked.length <= 1) return after;
  const untouched = new Set(primaries(before).map((item) => JSON.stringify(item)));
  const winner = marked.findLast((item) => !untouched.has(JSON.stringify(item))) ?? marked.at(-1);
  return after.map((item) => (isPrimary(item) && item !== winner ? { ...item, primary: false } : item));
}

function primaries(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value.filter(isPrimary) : [];
}

function isPrimary(item: Json): item is JsonObject {
  return isJsonObject(item) && valueOfKey(item, 'primary') === true;
}
