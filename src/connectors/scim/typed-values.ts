import { matchesFilter } from '../../protocols/scim/filter.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  withField,
  withoutField,
} from '../../protocols/scim/json.ts';
import { readPath, writePath } from '../../protocols/scim/path.ts';
import type { ScimPath } from '../../protocols/scim/syntax.ts';
import type { Change } from './dialect.ts';

/** True for a change of one element of a list: `emails[type eq "work"].value`. */
export const hasTypedValue = ({ path }: Change): boolean => path.filter !== undefined;

const listPath = ({ urn, attribute }: ScimPath): ScimPath =>
  urn === undefined ? { attribute } : { urn, attribute };

const sameList = (a: ScimPath, b: ScimPath): boolean => a.urn === b.urn && a.attribute === b.attribute;

/** An element without the part that goes; undefined when nothing but its kind would be left. */
function withoutPart(element: JsonObject, sub: string | undefined): JsonObject | undefined {
  if (sub === undefined) return undefined;
  const rest = withoutField(element, sub);
  return Object.keys(rest).some((name) => name !== 'type' && name !== 'primary') ? rest : undefined;
}

function removed(resource: JsonObject, { path }: Change): JsonObject {
  const held = readPath(resource, listPath(path));
  const { filter, sub, urn } = path;
  if (filter === undefined || !isJsonArray(held)) return resource;
  const kept = held.flatMap((element): readonly Json[] => {
    if (!isJsonObject(element) || !matchesFilter(filter, element)) return [element];
    const rest = withoutPart(element, sub);
    return rest === undefined ? [] : [rest];
  });
  if (urn === undefined) return withField(resource, path.attribute, kept);
  const extension = readPath(resource, { attribute: urn });
  return isJsonObject(extension)
    ? withField(resource, urn, withField(extension, path.attribute, kept))
    : resource;
}

/** The resource as it will be once the change is done. */
function applied(resource: JsonObject, change: Change): JsonObject {
  return change.value === undefined
    ? removed(resource, change)
    : writePath(resource, change.path, change.value);
}

/**
 * The same changes with each list of typed values written as a whole, from what the target holds and what is wanted.
 * `op` is replace, which merges or replaces on every known server, and remove for a list that becomes empty.
 */
export function withWholeLists(changes: readonly Change[], held: JsonObject): readonly Change[] {
  const typed = changes.filter(hasTypedValue);
  const wanted = typed.reduce(applied, held);
  const lists = typed.filter(
    (one, index) => typed.findIndex((other) => sameList(one.path, other.path)) === index,
  );
  const whole = lists.map(({ path, definition }): Change => {
    const list = readPath(wanted, listPath(path));
    return list === undefined
      ? { op: 'remove', path: listPath(path), definition }
      : { op: 'replace', path: listPath(path), value: list, definition };
  });
  return [...changes.filter((change) => !hasTypedValue(change)), ...whole];
}
