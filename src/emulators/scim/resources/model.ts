import type { JsonObject } from '../../../protocols/scim/json.ts';

export type ResourceType = 'User' | 'Group';

/**
 * One resource as it is kept. `content` holds what clients wrote, already in canonical form, without `id`, `meta` and
 * everything that is computed on the way out (`groups`, `$ref`, `display` of members).
 */
export type StoredResource = {
  readonly type: ResourceType;
  readonly id: string;
  readonly created: string;
  readonly lastModified: string;
  /** Counts the changes; the entity tag is made of it. */
  readonly revision: number;
  readonly content: JsonObject;
};

/** One change of the state. Both kinds are absolute, so replaying a change twice does no harm. */
export type ResourceChange =
  | { readonly put: StoredResource }
  | { readonly remove: { readonly type: ResourceType; readonly id: string } };

export const endpointOf = { User: 'Users', Group: 'Groups' } as const satisfies Record<ResourceType, string>;
