import type { Filter, ScimPath } from '../../../protocols/scim/syntax.ts';
import { ENTERPRISE_USER_URN } from '../../../protocols/scim/urns.ts';
import type { ResourceType } from '../resources/model.ts';

/** Entra names the manager of a user without the URN of its extension, in PATCH operations and in filters. */
export function withUrn(type: ResourceType, path: ScimPath): ScimPath {
  const isShort = type === 'User' && path.urn === undefined && path.attribute === 'manager';
  return isShort ? { ...path, urn: ENTERPRISE_USER_URN } : path;
}

/** The filter with every path as `withUrn` gives it. */
export function filterWithUrns(type: ResourceType, filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, terms: filter.terms.map((term) => filterWithUrns(type, term)) };
    case 'not':
      return { ...filter, term: filterWithUrns(type, filter.term) };
    default:
      return { ...filter, path: withUrn(type, filter.path) };
  }
}
