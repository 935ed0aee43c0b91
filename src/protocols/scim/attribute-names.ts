import { commonAttributes, enterpriseUserSchema, groupSchema, userSchema } from './core-schemas.ts';
import type { SchemaAttribute } from './schema-attribute.ts';
import { CORE_GROUP_URN, CORE_USER_URN, ENTERPRISE_USER_URN } from './urns.ts';

const core = [...commonAttributes, ...userSchema.attributes, ...groupSchema.attributes];
const known = new Map([
  ...byName(core, ''),
  ...byName(enterpriseUserSchema.attributes, `${ENTERPRISE_USER_URN.toLowerCase()}:`),
]);

const canonicalNames: ReadonlyMap<string, string> = new Map(
  [...known.values()].map(({ name }) => [name.toLowerCase(), name]),
);

function byName(
  attributes: readonly SchemaAttribute[],
  prefix: string,
): readonly [string, SchemaAttribute][] {
  return attributes.flatMap((one) => {
    const key = `${prefix}${one.name.toLowerCase()}`;
    return [[key, one] as [string, SchemaAttribute], ...byName(one.subAttributes ?? [], `${key}.`)];
  });
}

/** The attribute of a built-in schema that a path without its filter names, undefined for an unknown one. */
export function coreAttributeAt(path: {
  readonly urn?: string;
  readonly attribute: string;
  readonly sub?: string;
}): SchemaAttribute | undefined {
  const urn = path.urn === undefined ? '' : `${path.urn}:`;
  const sub = path.sub === undefined ? '' : `.${path.sub}`;
  return known.get(`${urn}${path.attribute}${sub}`.toLowerCase());
}

/** Whether the attribute of a path, without regard to its sub-attribute, is a list by a built-in schema. */
export function isMultiValued(path: { readonly urn?: string; readonly attribute: string }): boolean {
  const { urn, attribute } = path;
  return coreAttributeAt(urn === undefined ? { attribute } : { urn, attribute })?.multiValued ?? false;
}

/** `givenname` -> `givenName`; names of custom extensions and unknown names stay as they are. */
export function canonicalName(name: string, urn: string | undefined): string {
  if (urn !== undefined && urn !== ENTERPRISE_USER_URN) return name;
  return canonicalNames.get(name.toLowerCase()) ?? name;
}

export function isCoreUrn(urn: string): boolean {
  return urn === CORE_USER_URN || urn === CORE_GROUP_URN;
}

/** Attributes that only the server writes (RFC 7643 sections 3.1, 4.1.2): a mapping to them is refused. */
export function isReadOnlyAttribute(name: string): boolean {
  return coreAttributeAt({ attribute: name })?.mutability === 'readOnly';
}
