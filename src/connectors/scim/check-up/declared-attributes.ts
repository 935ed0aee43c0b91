import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { CORE_GROUP_URN, CORE_USER_URN } from '../../../protocols/scim/urns.ts';
import type { PublishedAttribute, PublishedSchema } from './discovery.ts';

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const named = (list: readonly PublishedAttribute[], name: string): PublishedAttribute | undefined =>
  list.find((one) => sameName(one.name, name));

/** Every resource has these, and few servers list them (RFC 7643 section 3.1). */
const common = new Set(['id', 'externalid', 'meta', 'schemas']);

/** What a server publishes about the attribute of a path; `undeclared` when its schemas do not have it. */
export type Declaration =
  | { readonly is: 'declared'; readonly attribute: PublishedAttribute }
  | { readonly is: 'undeclared' }
  /** Common to all resources, or of a resource whose schema the server does not publish. */
  | { readonly is: 'unsaid' };

/**
 * Looks a path up in the published schemas. A sub-attribute counts as declared when the server lists none at all, as
 * some do for complex attributes.
 */
export function declarationOf(
  path: ScimPath,
  kind: 'User' | 'Group',
  schemas: readonly PublishedSchema[],
): Declaration {
  const core = kind === 'User' ? CORE_USER_URN : CORE_GROUP_URN;
  if (path.urn === undefined && common.has(path.attribute.toLowerCase())) return { is: 'unsaid' };
  const schema = schemas.find(({ id }) => sameName(id, path.urn ?? core));
  if (schema === undefined) return { is: path.urn === undefined ? 'unsaid' : 'undeclared' };
  const attribute = named(schema.attributes, path.attribute);
  if (attribute === undefined) return { is: 'undeclared' };
  const { sub } = path;
  if (sub === undefined || attribute.subAttributes.length === 0) return { is: 'declared', attribute };
  const part = named(attribute.subAttributes, sub);
  return part === undefined ? { is: 'undeclared' } : { is: 'declared', attribute: part };
}
