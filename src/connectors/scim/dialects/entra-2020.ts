import { isJsonArray, isJsonObject, type Json } from '../../../protocols/scim/json.ts';
import { printPath } from '../../../protocols/scim/path.ts';
import type { Dialect, Forms, PatchOperation } from './dialect.ts';
import { memberRemovals, patchBody, printed } from './operations.ts';
import { serviceBody } from './service-body.ts';
import { withServiceRoles } from './service-roles.ts';

/** What may stand as one key of a map: an attribute or a sub-attribute with a plain value. */
function isSimple({ op, path, value }: PatchOperation): boolean {
  const isPlain = value !== undefined && !isJsonArray(value) && !isJsonObject(value);
  return op !== 'remove' && path !== undefined && path.filter === undefined && isPlain;
}

/** Operations of one kind in one operation whose value is a flat map of paths; a single one keeps its path. */
function together(operations: readonly PatchOperation[], op: 'add' | 'replace'): readonly PatchOperation[] {
  const simple = operations.filter((operation) => operation.op === op && isSimple(operation));
  if (simple.length < 2) return simple;
  const entries = simple.flatMap(({ path, value }): readonly (readonly [string, Json])[] =>
    path === undefined || value === undefined ? [] : [[printPath(path), value]],
  );
  return [{ op, value: Object.fromEntries(entries) }];
}

function spelled(operations: readonly PatchOperation[], { simpleChanges }: Pick<Forms, 'simpleChanges'>) {
  const roles = operations.map((operation) => withServiceRoles(operation, 'object'));
  const arranged =
    simpleChanges === 'map-without-path'
      ? [
          ...together(roles, 'add'),
          ...together(roles, 'replace'),
          ...roles.filter((operation) => !isSimple(operation)),
        ]
      : roles;
  return patchBody(arranged.map((operation) => printed(operation, operation.op)));
}

const each = { simpleChanges: 'each-with-path' } as const;

/**
 * What the service sends behind the flag `aadOptscim062020`: operations in lower case, several plain attributes in one
 * operation without a path, JSON booleans, members removed by a filter.
 * Source: entra-docs `application-provisioning-config-problem-scim-compatibility`.
 */
export const entra2020Dialect: Dialect = {
  name: 'entra-2020',
  ladders: {
    simpleChanges: ['map-without-path', 'each-with-path'],
    booleans: ['json'],
    reference: ['text', 'object', 'sub-attribute', 'no-path'],
    typedPath: ['understood', 'refused'],
    typedEntry: ['path', 'add-entry', 'whole-list'],
    addToList: ['keeps-others', 'replaces-others'],
    clearing: ['remove', 'empty-text'],
  },
  groupSchemas: 'with-adscim',
  memberRemoval: ['filter'],
  patch: spelled,
  addMembers: (members, ids) =>
    spelled([{ op: 'add', path: members, value: ids.map((id) => ({ value: id })) }], each),
  removeMembers: (members, ids, form) => spelled(memberRemovals(members, ids, form), each),
  created: serviceBody,
};
