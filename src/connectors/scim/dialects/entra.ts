import type { Dialect, PatchOperation } from './dialect.ts';
import { emptyReference, memberRemovals, patchBody, printed } from './operations.ts';
import { serviceBody } from './service-body.ts';
import { withServiceRoles } from './service-roles.ts';

const names = { add: 'Add', replace: 'Replace', remove: 'Remove' } as const;

const spelled = (operations: readonly PatchOperation[]) =>
  patchBody(
    operations
      .map((operation) => withServiceRoles(operation, 'text'))
      .map((operation) => printed(operation, names[operation.op])),
  );

/**
 * What the service sends when it provisions on demand: operations with a capital, one for each attribute with its full
 * path, `"False"` as text, the manager's id as a bare text, members removed by a list of values.
 * Source: entra-docs `application-provisioning-config-problem-scim-compatibility`, before the flag `aadOptscim062020`.
 */
export const entraDialect: Dialect = {
  name: 'entra',
  ladders: {
    simpleChanges: ['each-with-path'],
    booleans: ['text', 'json'],
    reference: ['text', 'object', 'sub-attribute', 'no-path'],
    typedPath: ['understood', 'refused'],
    typedEntry: ['path', 'add-entry', 'whole-list'],
    addToList: ['keeps-others', 'replaces-others'],
    clearing: ['remove', 'empty-text'],
  },
  groupSchemas: 'with-adscim',
  memberRemoval: ['value-list', 'filter'],
  patch: spelled,
  addMembers: (members, ids) => spelled([{ op: 'add', path: members, value: ids.map(emptyReference) }]),
  removeMembers: (members, ids, form) => spelled(memberRemovals(members, ids, form)),
  created: serviceBody,
};
