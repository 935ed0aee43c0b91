import { ok } from '../../result.ts';
import { defineFunction, type FunctionDefinition } from '../definition.ts';
import { list } from '../parameters.ts';
import { type Item, itemText } from '../value.ts';

const assignments = { ...list, nullGivesNull: true } as const;

/**
 * App role assignments enter as objects with `value` and `displayName`, as their JSON text, or as the plain name.
 * Source: entra-docs `customize-application-attributes`, "Provisioning a role to a SCIM app".
 */
export const roleFunctions: readonly FunctionDefinition[] = [
  defineFunction('lists', {
    name: 'SingleAppRoleAssignment',
    help: 'The name of the assigned app role. With several assignments the first is taken, which the service does not promise.',
    parameters: { source: assignments },
    evaluate: ({ source }) => {
      const [first] = source;
      return ok(first === undefined ? undefined : roleOf(first).value);
    },
  }),

  defineFunction('lists', {
    name: 'AppRoleAssignmentsComplex',
    help: 'All assigned app roles as complex values with displayName, for SCIM roles. Never removes a role.',
    parameters: { source: assignments },
    evaluate: ({ source }) => ok(source.map((item) => complexRole(item, 'displayName'))),
  }),

  defineFunction('lists', {
    name: 'AssertiveAppRoleAssignmentsComplex',
    help: 'All assigned app roles as complex values with display, for SCIM roles. Replaces the roles in the target.',
    parameters: { source: assignments },
    evaluate: ({ source }) => ok(source.map((item) => complexRole(item, 'display'))),
  }),
];

type Role = { readonly value: string; readonly displayName: string };

function complexRole(item: Item, nameKey: 'displayName' | 'display'): Item {
  const { value, displayName } = roleOf(item);
  return { primary: false, type: 'WindowsAzureActiveDirectoryRole', [nameKey]: displayName, value };
}

/** A role without a value is known by its name, and the other way round. */
function roleOf(item: Item): Role {
  const fields = new Map<string, unknown>(Object.entries(typeof item === 'string' ? parsed(item) : item));
  const value = textField(fields, 'value');
  const displayName = textField(fields, 'displayName') ?? textField(fields, 'display');
  const name = value ?? displayName ?? itemText(item);
  return { value: name, displayName: displayName ?? name };
}

function textField(fields: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const field = fields.get(name);
  return typeof field === 'string' && field !== '' ? field : undefined;
}

function parsed(text: string): object {
  if (!text.startsWith('{')) return {};
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    // A role may be called "{x}"; then its name is the whole text.
    return {};
  }
}
