import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withField,
  withoutField,
} from '../../../protocols/scim/json.ts';
import type { PatchOperation } from './dialect.ts';

/**
 * Roles as the service's two functions make them. `AppRoleAssignmentsComplex` only ever adds, and names a role in
 * `displayName`; `AssertiveAppRoleAssignmentsComplex` replaces the whole list, and names it in `display`.
 * Source: entra-docs `customize-application-attributes`, "Provisioning a role to a SCIM app".
 */
const SERVICE_ROLE = 'WindowsAzureActiveDirectoryRole';

/** The list of roles that an operation writes as a whole; undefined when it writes something else. */
function rolesIn({ path, value }: PatchOperation): readonly JsonObject[] | undefined {
  const isWhole = path?.attribute === 'roles' && path.filter === undefined && path.sub === undefined;
  if (!isWhole || path.urn !== undefined || !isJsonArray(value)) return undefined;
  const roles = value.filter(isJsonObject);
  const made = roles.length > 0 && roles.every((role) => valueOfKey(role, 'type') === SERVICE_ROLE);
  return made && roles.length === value.length ? roles : undefined;
}

/** The role with its name in `display`, the sub-attribute that SCIM has for it (RFC 7643 section 4.1.2). */
export function shownRole(role: JsonObject): JsonObject {
  const name = valueOfKey(role, 'displayName');
  return name === undefined ? role : withField(withoutField(role, 'displayName'), 'display', name);
}

/** The older form of the service: each role is JSON text. */
function asText(role: JsonObject): Json {
  const parts = ['id', 'value', 'displayName'].flatMap((name): readonly (readonly [string, Json])[] => {
    const part = valueOfKey(role, name);
    return part === undefined ? [] : [[name, part]];
  });
  return { value: JSON.stringify(Object.fromEntries(parts)) };
}

/** An operation on the roles as the service sends it; every other operation as it is. */
export function withServiceRoles(operation: PatchOperation, form: 'text' | 'object'): PatchOperation {
  const roles = rolesIn(operation);
  if (roles === undefined) return operation;
  const onlyAdds = roles.every((role) => valueOfKey(role, 'displayName') !== undefined);
  if (!onlyAdds) return { ...operation, op: 'replace' };
  return { ...operation, op: 'add', value: roles.map(form === 'text' ? asText : shownRole) };
}
