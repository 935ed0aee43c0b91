import { matchesElement } from '../../../../protocols/scim/evaluate.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withField,
  withoutField,
} from '../../../../protocols/scim/json.ts';
import { readPath, writePath } from '../../../../protocols/scim/path.ts';
import type { ScimPath } from '../../../../protocols/scim/syntax.ts';
import type { AttributeChange } from '../changes.ts';

/** The attribute of a path without filter and sub-attribute: the whole list. */
export const listPath = ({ urn, attribute }: ScimPath): ScimPath =>
  urn === undefined ? { attribute } : { urn, attribute };

export const sameList = (a: ScimPath, b: ScimPath): boolean => a.urn === b.urn && a.attribute === b.attribute;

/** Whether the list has an element that the filter of the path names. */
export const hasElement = (held: JsonObject, { sub: _, ...path }: ScimPath): boolean =>
  readPath(held, path) !== undefined;

/** An element without the part that goes; undefined when nothing but its kind would be left. */
function withoutPart(element: Json, sub: string | undefined): Json | undefined {
  if (sub === undefined || !isJsonObject(element)) return undefined;
  const rest = withoutField(element, sub);
  return Object.keys(rest).some((name) => name !== 'type' && name !== 'primary') ? rest : undefined;
}

function cleared(held: Json | undefined, path: ScimPath): Json | undefined {
  const { filter, sub } = path;
  if (filter === undefined)
    return sub === undefined || !isJsonObject(held) ? undefined : withoutField(held, sub);
  if (!isJsonArray(held)) return held;
  const kept = held.flatMap((element): readonly Json[] => {
    if (!matchesElement(filter, element, path)) return [element];
    const rest = withoutPart(element, sub);
    return rest === undefined ? [] : [rest];
  });
  return kept.length === 0 ? undefined : kept;
}

const withOrWithout = (root: JsonObject, name: string, value: Json | undefined): JsonObject =>
  value === undefined ? withoutField(root, name) : withField(root, name, value);

function withoutValue(resource: JsonObject, path: ScimPath): JsonObject {
  const { urn, ...inner } = path;
  if (urn === undefined)
    return withOrWithout(resource, path.attribute, cleared(valueOfKey(resource, path.attribute), path));
  const extension = valueOfKey(resource, urn);
  return isJsonObject(extension) ? withField(resource, urn, withoutValue(extension, inner)) : resource;
}

/** Values that a list holds already are not added to it again. */
function joined(resource: JsonObject, { path, value }: AttributeChange): Json | undefined {
  const held = readPath(resource, path);
  return isJsonArray(held) && isJsonArray(value) ? [...held, ...value] : value;
}

/** The resource as it will be once the change is done. */
export function withChange(resource: JsonObject, change: AttributeChange): JsonObject {
  if (change.value === undefined) return withoutValue(resource, change.path);
  const isWhole = change.path.filter === undefined && change.path.sub === undefined;
  const value = isWhole && change.op === 'add' ? joined(resource, change) : change.value;
  return writePath(resource, change.path, value ?? change.value);
}

/** One change for each list that the changes touch: its whole content as the server will hold it. */
export function wholeLists(
  changes: readonly AttributeChange[],
  held: JsonObject,
): readonly AttributeChange[] {
  const wanted = changes.reduce(withChange, held);
  const first = changes.filter(
    ({ path }, index) => changes.findIndex((other) => sameList(other.path, path)) === index,
  );
  return first.map(({ path, definition }): AttributeChange => {
    const list = readPath(wanted, listPath(path));
    return list === undefined
      ? { op: 'remove', path: listPath(path), definition }
      : { op: 'replace', path: listPath(path), value: list, definition };
  });
}

/** One change for each list that gets new elements: these elements alone, to be added to what is there. */
export function newEntries(
  changes: readonly AttributeChange[],
  held: JsonObject,
): readonly AttributeChange[] {
  return wholeLists(changes, held).map((whole) => {
    const before = readPath(held, whole.path);
    const count = isJsonArray(before) ? before.length : 0;
    const value = isJsonArray(whole.value) ? whole.value.slice(count) : [];
    return { ...whole, op: 'add', value };
  });
}
