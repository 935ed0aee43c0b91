import { present } from '../../domain/present.ts';
import { unreachable } from '../../domain/result.ts';
import { compareValues } from './compare.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, valueOfKey } from './json.ts';
import type { Filter, ScimPath } from './syntax.ts';

/**
 * Whether a resource, or one element of a multi-valued attribute, meets a filter. An attribute with several values
 * meets a comparison when one of them does (RFC 7644 section 3.4.2.2). `within` is the path of the list that an
 * element belongs to; it decides whether case counts.
 */
export function matchesFilter(filter: Filter, resource: JsonObject, within?: ScimPath): boolean {
  switch (filter.kind) {
    case 'compare':
      return compareValues(
        { ...filter, path: fullPath(filter.path, within) },
        valuesAt(resource, filter.path),
      );
    case 'present':
    case 'exists':
      return valuesAt(resource, filter.path).some(isPresent);
    case 'and':
      return filter.terms.every((term) => matchesFilter(term, resource, within));
    case 'or':
      return filter.terms.some((term) => matchesFilter(term, resource, within));
    case 'not':
      return !matchesFilter(filter.term, resource, within);
    default:
      return unreachable(filter);
  }
}

/** `type` inside `emails[…]` is `emails.type`. */
function fullPath(path: ScimPath, within: ScimPath | undefined): ScimPath {
  if (within === undefined) return path;
  const { urn, attribute } = within;
  return { ...present({ urn }), attribute, sub: path.attribute };
}

/** Every value that a path names: none when it leads nowhere, several for a multi-valued attribute. */
export function valuesAt(resource: JsonObject, path: ScimPath): readonly Json[] {
  const root = path.urn === undefined ? resource : valueOfKey(resource, path.urn);
  if (!isJsonObject(root)) return [];
  const held = listOf(valueOfKey(root, path.attribute));
  const { filter, sub } = path;
  const kept = filter === undefined ? held : held.filter((item) => matchesElement(filter, item, path));
  return sub === undefined ? kept : kept.flatMap((item) => subValues(item, sub));
}

/** A plain value of a list is seen as `{ value }`, so that `[value eq "x"]` can name it. */
export function matchesElement(filter: Filter, item: Json, list: ScimPath): boolean {
  return matchesFilter(filter, isJsonObject(item) ? item : { value: item }, list);
}

function subValues(item: Json, sub: string): readonly Json[] {
  if (isJsonObject(item)) return listOf(valueOfKey(item, sub));
  return sub.toLowerCase() === 'value' ? [item] : [];
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isJsonArray(value) ? value : [value];
}

/** RFC 7644 table 3: "pr" means a non-empty value, or a complex value with a non-empty sub-attribute. */
function isPresent(value: Json): boolean {
  if (isJsonObject(value)) return Object.values(value).some(isPresent);
  return value !== null && value !== '' && !(isJsonArray(value) && value.length === 0);
}
