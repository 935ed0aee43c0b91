/**
 * What a SCIM resource holds, read by other means than those of the connector: a test that asks the product for the
 * truth about the product learns nothing.
 */
export type Resource = Readonly<Record<string, unknown>>;

export type Place = {
  readonly urn?: string;
  readonly attribute: string;
  readonly filter?: { readonly name: string; readonly value: string };
  readonly sub?: string;
};

const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `urn:…:User:tag`, `emails[type eq "work"].value`, `name.givenName`; the URN ends at its last colon. */
export function placeOf(name: string): Place {
  const [, urn, rest = name] = /^(urn:.*):([^:]+)$/.exec(name.replace(/\[.*\]/, '')) ? cutUrn(name) : [];
  const [, attribute = rest, filterName, filterValue, sub] =
    /^(\w+)(?:\[(\w+) eq "?([^"\]]*)"?\])?(?:\.(\w+))?$/.exec(rest) ?? [];
  return {
    ...(urn === undefined ? {} : { urn }),
    attribute,
    ...(filterName === undefined ? {} : { filter: { name: filterName, value: filterValue ?? '' } }),
    ...(sub === undefined ? {} : { sub }),
  };
}

function cutUrn(name: string): readonly string[] {
  const at = name.lastIndexOf(':');
  return [name, name.slice(0, at), name.slice(at + 1)];
}

const isMeant = (filter: Place['filter']) => (element: unknown) =>
  filter === undefined ||
  (isObject(element) && String(element[filter.name]).toLowerCase() === filter.value.toLowerCase());

/** The value in the server's own JSON; undefined for null and for what is not there. */
export function heldAt(resource: Resource, name: string): unknown {
  const { urn, attribute, filter, sub } = placeOf(name);
  const root = urn === undefined ? resource : resource[urn];
  const held = isObject(root) ? root[attribute] : undefined;
  const found = filter === undefined ? held : Array.isArray(held) ? held.find(isMeant(filter)) : undefined;
  const value = sub === undefined ? found : isObject(found) ? found[sub] : undefined;
  return value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

function withoutPart(held: unknown, { filter, sub }: Place): unknown {
  if (filter !== undefined && Array.isArray(held)) return held.filter((one) => !isMeant(filter)(one));
  if (sub === undefined || !isObject(held)) return undefined;
  const { [sub]: _gone, ...rest } = held;
  return rest;
}

function withoutOne(resource: Resource, name: string): Resource {
  const place = placeOf(name);
  const { urn, attribute } = place;
  if (urn === undefined) return { ...resource, [attribute]: withoutPart(resource[attribute], place) };
  const extension = resource[urn];
  if (!isObject(extension)) return resource;
  return { ...resource, [urn]: { ...extension, [attribute]: withoutPart(extension[attribute], place) } };
}

/** The resource without what these names are about. */
export const without = (resource: Resource, names: readonly string[]): Resource =>
  names.reduce(withoutOne, resource);

/** What only the server writes, or computes on the way out. */
const computed = new Set(['meta', 'schemas', 'groups', '$ref', 'display']);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.values(value).every(isEmpty));

/** The type of an entry is no matter of case (RFC 7643 section 2.2: caseExact is false unless said otherwise). */
const folded = (type: unknown): unknown => (typeof type === 'string' ? type.toLowerCase() : type);

/** A form in which two resources are equal when they hold the same, whatever the order of keys and lists. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.filter((one) => !isEmpty(one)).map((one) => canonical(one));
    return items.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([key, one]) => !isEmpty(one) && !computed.has(key))
    .toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    entries.map(([key, one]) => [key, key === 'type' ? folded(one) : canonical(one)]),
  );
}

export const sameResource = (a: unknown, b: unknown): boolean =>
  JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

/** The ids of a group's members, as often as they are listed. */
export function membersIn(resource: Resource): readonly string[] {
  const members = heldAt(resource, 'members');
  const list = Array.isArray(members) ? members : [];
  return list.map((one) => String(isObject(one) ? one['value'] : one));
}
