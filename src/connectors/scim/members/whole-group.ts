import type { Answer } from '../../../engine/failure.ts';
import type { MembershipChange, Op } from '../../../engine/port.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import type { ScimConnection } from '../connection.ts';
import type { AttributeChange } from '../writing/changes.ts';
import { replaceWhole } from '../writing/replacing.ts';

/** Members as changes of the group's list of them. */
export const memberChanges = (
  { attribute, members }: MembershipChange,
  how: 'add' | 'remove',
  path: ScimPath,
): readonly AttributeChange[] =>
  members.map((id) =>
    how === 'add'
      ? { op: 'add', path, value: [{ value: id }], definition: attribute }
      : {
          op: 'remove',
          path: {
            ...path,
            filter: { kind: 'compare', path: { attribute: 'value' }, operator: 'eq', value: id },
          },
          definition: attribute,
        },
  );

/** Members changed by writing the whole group, for servers without PATCH. */
export function replaceMembers(
  connection: ScimConnection,
  change: MembershipChange,
  how: 'add' | 'remove',
  path: ScimPath,
  op: Op,
): Answer<void> {
  const changes = memberChanges(change, how, path);
  const target = { objectType: change.objectType, ref: change.group };
  return replaceWhole(connection, target, { changes, doing: 'members', names: [change.attribute.name] }, op);
}
