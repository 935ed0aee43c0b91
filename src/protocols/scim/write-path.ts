import { canonicalName, isMultiValued } from './attribute-names.ts';
import { matchesElement } from './evaluate.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, valueOfKey, withField } from './json.ts';
import type { Filter, ScimPath } from './syntax.ts';

/** False when the filter of a path says nothing that could be written: only equalities joined by `and` can. */
export function isWritablePath(path: ScimPath): boolean {
  return path.filter === undefined || elementOf(path.filter) !== undefined;
}

/**
 * A copy of the resource with the value at the path. All paths with an equal filter share one element of the list; a
 * new element gets the filter's equalities, and the work e-mail becomes the primary one unless another is. Lists lose
 * their duplicates. A filter that is not writable (see `isWritablePath`) changes only an element that exists.
 */
export function writePath(resource: JsonObject, path: ScimPath, value: Json): JsonObject {
  const { urn } = path;
  if (urn === undefined) return writeIn(resource, path, value);
  const held = valueOfKey(resource, urn);
  return withField(resource, urn, writeIn(isJsonObject(held) ? held : {}, path, value));
}

function writeIn(root: JsonObject, path: ScimPath, value: Json): JsonObject {
  const held = valueOfKey(root, path.attribute);
  const next =
    path.filter === undefined ? plain(held, path, value) : filtered(held, path, path.filter, value);
  return next === undefined ? root : withField(root, path.attribute, next);
}

function plain(held: Json | undefined, path: ScimPath, value: Json): Json {
  const { sub } = path;
  if (sub === undefined) return isJsonArray(value) ? withoutDuplicates(value) : value;
  if (isJsonArray(held) && held.length > 0) return held.map((item) => setSub(item, sub, value));
  if (isJsonArray(held) || isMultiValued(path)) return [{ [sub]: value }];
  return setSub(held, sub, value);
}

function filtered(held: Json | undefined, path: ScimPath, filter: Filter, value: Json): Json | undefined {
  const items = isJsonArray(held) ? held : held === undefined ? [] : [held];
  const index = items.findIndex((item) => matchesElement(filter, item, path));
  if (index >= 0) return items.map((item, at) => (at === index ? setSub(item, path.sub, value) : item));
  const start = elementOf(filter);
  if (start === undefined) return undefined;
  const isPrimary = path.attribute.toLowerCase() === 'emails' && isWork(start) && !items.some(hasPrimary);
  const element = setSub(start, path.sub, value);
  return [...items, isPrimary && isJsonObject(element) ? { ...element, primary: true } : element];
}

/** A copy of a complex value with one sub-attribute set; without `sub` an object is merged and a text becomes `value`. */
export function setSub(item: Json | undefined, sub: string | undefined, value: Json): Json {
  const object = isJsonObject(item) ? item : {};
  if (sub !== undefined) return withField(object, sub, value);
  return isJsonObject(value) ? { ...object, ...value } : withField(object, 'value', value);
}

/** The element that a filter describes, undefined when it holds anything but equalities joined by `and`. */
export function elementOf(filter: Filter): JsonObject | undefined {
  if (filter.kind === 'and') {
    const parts = filter.terms.map(elementOf);
    return parts.every((part) => part !== undefined) ? joined(parts) : undefined;
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || filter.value === null) return undefined;
  const { attribute, sub, urn, filter: nested } = filter.path;
  if (sub !== undefined || urn !== undefined || nested !== undefined) return undefined;
  return { [attribute]: foldPrimary(attribute, filter.value) };
}

/** Not `Object.assign`, which would call the setter of `__proto__`. */
function joined(parts: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}

/** Entra writes the flag as a text: `roles[primary eq "True"]`. */
function foldPrimary(attribute: string, value: string | number | boolean): Json {
  if (canonicalName(attribute, undefined) !== 'primary' || typeof value !== 'string') return value;
  const folded = value.toLowerCase();
  return folded === 'true' || folded === 'false' ? folded === 'true' : value;
}

function isWork(element: JsonObject): boolean {
  const type = valueOfKey(element, 'type');
  return typeof type === 'string' && type.toLowerCase() === 'work';
}

function hasPrimary(item: Json): boolean {
  return isJsonObject(item) && valueOfKey(item, 'primary') === true;
}

function withoutDuplicates(items: readonly Json[]): readonly Json[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    return seen.has(text) ? false : seen.add(text);
  });
}
