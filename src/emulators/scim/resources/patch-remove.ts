import { matchesElement } from '../../../protocols/scim/evaluate.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withoutField,
} from '../../../protocols/scim/json.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';

/**
 * What is left of an attribute after a remove, undefined when nothing is. A filter names the elements; else a `value`
 * names them, which is Entra's older way (`path: "members", value: [{"$ref": null, "value": "id"}]`); else all goes.
 * Removing what is not there is no failure.
 */
export function removeFrom(
  held: Json | undefined,
  path: ScimPath,
  value: Json | undefined,
): Json | undefined {
  if (!isJsonArray(held)) return removeSingle(held, path);
  const isNamed = path.filter === undefined ? namedBy(value) : () => true;
  const left = held.flatMap((item) => keepPart(item, path, isNamed));
  return left.length === 0 ? undefined : left;
}

function removeSingle(held: Json | undefined, { sub, filter }: ScimPath): Json | undefined {
  if (filter !== undefined) return held;
  return sub !== undefined && isJsonObject(held) ? withoutField(held, sub) : undefined;
}

function keepPart(item: Json, path: ScimPath, isNamed: (item: Json) => boolean): readonly Json[] {
  const { filter, sub } = path;
  if (filter !== undefined && !matchesElement(filter, item, path)) return [item];
  if (sub !== undefined) return isJsonObject(item) ? withContent(withoutField(item, sub)) : [item];
  return isNamed(item) ? [] : [item];
}

function namedBy(value: Json | undefined): (item: Json) => boolean {
  if (value === undefined || value === null) return () => true;
  const keys = new Set((isJsonArray(value) ? value : [value]).map(keyOf));
  return (item) => keys.has(keyOf(item));
}

/** Elements are the same when their `value` is; those without one (addresses) when all their parts are. */
function keyOf(item: Json): string {
  if (!isJsonObject(item)) return `value ${String(item)}`;
  const value = valueOfKey(item, 'value');
  if (value !== undefined) return `value ${String(value)}`;
  const parts = Object.entries(item).filter(([, part]) => part !== null);
  return JSON.stringify(parts.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** An element that only says its type is no value any more. */
function withContent(item: JsonObject): readonly Json[] {
  return Object.keys(item).every((key) => /^(?:type|primary)$/i.test(key)) ? [] : [item];
}
