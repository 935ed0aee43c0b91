import type { AttributeDefinition } from '../../domain/schema/types.ts';
import { equalityFilter } from '../../protocols/scim/filter.ts';
import type { Json, JsonObject } from '../../protocols/scim/json.ts';
import { printPath } from '../../protocols/scim/path.ts';
import type { ScimPath } from '../../protocols/scim/syntax.ts';
import { PATCH_OP_URN } from '../../protocols/scim/urns.ts';

/** One change as JSON, ready to be spelled. A remove has no value. */
export type Change = {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: ScimPath;
  readonly value?: Json;
  readonly definition: AttributeDefinition;
};

/** How PATCH requests are spelled. Servers differ in what they understand; RFC 7644 section 3.5.2 leaves choices. */
export type Dialect = {
  readonly name: string;
  readonly changes: (changes: readonly Change[]) => JsonObject;
  readonly addMembers: (members: ScimPath, ids: readonly string[]) => JsonObject;
  readonly removeMembers: (members: ScimPath, ids: readonly string[]) => JsonObject;
};

type Operation = { readonly op: Change['op']; readonly path: string; readonly value?: Json };

// The capital is the specification's (RFC 7644 section 3.5.2).
const patch = (operations: readonly Operation[]): JsonObject => ({
  schemas: [PATCH_OP_URN],
  Operations: operations,
});

const operationOf = ({ op, path, value }: Change): Operation => ({
  op,
  path: printPath(path),
  ...(value === undefined ? {} : { value }),
});

/**
 * What most servers understand: operations in lower case as the RFC writes them, one for each attribute with its full
 * path, JSON booleans, references as `{ "value": id }`, and members removed by a filter. The list form of a removal
 * empties the whole group on servers that ignore the value of a remove.
 */
export const portableDialect: Dialect = {
  name: 'portable',
  changes: (changes) => patch(changes.map(operationOf)),
  addMembers: (members, ids) =>
    patch([{ op: 'add', path: printPath(members), value: ids.map((id) => ({ value: id })) }]),
  removeMembers: (members, ids) =>
    patch(ids.map((id) => ({ op: 'remove', path: `${printPath(members)}[${equalityFilter('value', id)}]` }))),
};
