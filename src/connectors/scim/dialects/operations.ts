import { present } from '../../../domain/present.ts';
import type { Json, JsonObject } from '../../../protocols/scim/json.ts';
import { printPath } from '../../../protocols/scim/path.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { PATCH_OP_URN } from '../../../protocols/scim/urns.ts';
import type { Form } from '../server-profile.ts';
import type { PatchOperation } from './dialect.ts';

/** The body of a PATCH. The capital of `Operations` is the specification's (RFC 7644 section 3.5.2). */
export const patchBody = (operations: readonly JsonObject[]): JsonObject => ({
  schemas: [PATCH_OP_URN],
  Operations: operations,
});

/** One operation with its path as text, `op` as the dialect writes it. */
export function printed({ path, value }: PatchOperation, op: string): JsonObject {
  return {
    op,
    ...present({ path: path && printPath(path) }),
    ...present({ value }),
  };
}

/** A removal of members: each by a filter, or all in a list, of which some servers ignore the values. */
export function memberRemovals(
  members: ScimPath,
  ids: readonly string[],
  form: Form<'memberRemoval'>,
): readonly PatchOperation[] {
  if (form === 'value-list') return [{ op: 'remove', path: members, value: ids.map(emptyReference) }];
  return ids.map((id) => ({
    op: 'remove',
    path: {
      ...members,
      filter: { kind: 'compare', path: { attribute: 'value' }, operator: 'eq', value: id },
    },
  }));
}

/** A member as the service writes it (entra-docs `use-scim-to-provision-users-and-groups`). */
export const emptyReference = (id: string): Json => ({ $ref: null, value: id });
