import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import {
  CORE_GROUP_URN,
  CORE_USER_URN,
  ENTERPRISE_USER_URN,
  ENTRA_GROUP_URN,
} from '../../../protocols/scim/urns.ts';
import type { Form } from '../server-profile.ts';
import { shownRole } from './service-roles.ts';

const schemasOf = {
  User: [CORE_USER_URN, ENTERPRISE_USER_URN],
  Group: [CORE_GROUP_URN, ENTRA_GROUP_URN],
} as const;

/**
 * A creation as the service sends it: fixed schemas, among which custom extensions are not, `meta.resourceType`, and an
 * empty list of roles. Source: entra-docs `use-scim-to-provision-users-and-groups`.
 */
export function serviceBody(
  type: 'User' | 'Group',
  resource: JsonObject,
  groupSchemas: Form<'groupSchemas'>,
): JsonObject {
  const isBare = type === 'Group' && groupSchemas === 'core-only';
  const schemas = isBare ? [CORE_GROUP_URN] : schemasOf[type];
  const { schemas: _, ...content } = resource;
  const roles = valueOfKey(content, 'roles');
  const listed: Json = isJsonArray(roles)
    ? roles.map((role) => (isJsonObject(role) ? shownRole(role) : role))
    : [];
  return {
    schemas,
    ...content,
    ...(type === 'User' ? { roles: listed } : {}),
    meta: { resourceType: type },
  };
}
