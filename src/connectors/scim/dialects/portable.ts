import type { Dialect, PatchOperation } from './dialect.ts';
import { memberRemovals, patchBody, printed } from './operations.ts';

const spelled = (operations: readonly PatchOperation[]) =>
  patchBody(operations.map((operation) => printed(operation, operation.op)));

/**
 * What most servers understand: operations in lower case as the RFC writes them, one for each attribute with its full
 * path, JSON booleans, references as `{ "value": id }`, and members removed by a filter. The list form of a removal
 * empties the whole group on servers that ignore the value of a remove.
 */
export const portableDialect: Dialect = {
  name: 'portable',
  ladders: {
    simpleChanges: ['each-with-path'],
    booleans: ['json'],
    reference: ['object', 'sub-attribute', 'no-path', 'text'],
    typedPath: ['understood', 'refused'],
    typedEntry: ['path', 'add-entry', 'whole-list'],
    addToList: ['keeps-others', 'replaces-others'],
    clearing: ['remove', 'empty-text'],
  },
  groupSchemas: 'core-only',
  memberRemoval: ['filter'],
  patch: spelled,
  addMembers: (members, ids) =>
    spelled([{ op: 'add', path: members, value: ids.map((id) => ({ value: id })) }]),
  removeMembers: (members, ids, form) => spelled(memberRemovals(members, ids, form)),
  created: (_type, resource) => resource,
};
