import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import { CORE_GROUP_URN, CORE_USER_URN, ENTERPRISE_USER_URN } from '../../protocols/scim/urns.ts';

/** Where objects of a type live on a SCIM server and which schemas they have (RFC 7643 sections 4 and 6). */
export type ScimResourceType = {
  readonly name: 'User' | 'Group';
  readonly endpoint: 'Users' | 'Groups';
  readonly schemas: readonly string[];
};

const user: ScimResourceType = {
  name: 'User',
  endpoint: 'Users',
  schemas: [CORE_USER_URN, ENTERPRISE_USER_URN],
};
const group: ScimResourceType = { name: 'Group', endpoint: 'Groups', schemas: [CORE_GROUP_URN] };

/**
 * The resource type behind the name of an object in a synchronization schema: a schema URN that ends in `:User` or
 * `:Group`, or that word alone. configuration.invalid for anything else.
 */
export function resourceTypeOf(objectType: string): Result<ScimResourceType, Failure> {
  const last = objectType.slice(objectType.lastIndexOf(':') + 1).toLowerCase();
  if (last === 'user') return ok(user);
  if (last === 'group') return ok(group);
  const message = `The schema's target object "${objectType}" is neither a SCIM user nor a SCIM group.`;
  return fail({ code: 'configuration.invalid', message });
}

/** Whether the objects behind this name are groups; false for a name that is unknown. */
export function isGroupType(objectType: string): boolean {
  const type = resourceTypeOf(objectType);
  return type.ok && type.value.name === 'Group';
}
