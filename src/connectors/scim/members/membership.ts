import { fail, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { MembershipChange, MembershipOps, Op } from '../../../engine/port.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { writableAttribute } from '../attributes.ts';
import { note, type ScimConnection } from '../connection.ts';
import { resourceTypeOf } from '../resource-types.ts';
import { isStale, somebodyWasFaster } from '../writing/versions.ts';
import { addMembers } from './adding.ts';
import { all, among } from './looking.ts';
import { removeMembers } from './removing.ts';

/** The path of the members; configuration.invalid for an object that has none. */
export function membersPath({ objectType, attribute }: MembershipChange): Result<ScimPath, Failure> {
  const type = resourceTypeOf(objectType);
  if (!type.ok) return type;
  if (type.value.name !== 'Group')
    return fail({ code: 'configuration.invalid', message: `A ${objectType} has no members.` });
  const writable = writableAttribute(attribute);
  return writable.ok ? { ok: true, value: writable.value.path } : writable;
}

type Write = (connection: ScimConnection, change: MembershipChange, path: ScimPath, op: Op) => Answer<void>;

const checked =
  (connection: ScimConnection, write: Write) =>
  async (change: MembershipChange, op: Op): Answer<void> => {
    const path = membersPath(change);
    if (!path.ok) return path;
    const done = await write(connection, change, path.value, op);
    if (!isStale(done)) return done;
    note(op, somebodyWasFaster);
    return write(connection, change, path.value, op);
  };

/** Memberships of SCIM groups (RFC 7643 section 4.2, RFC 7644 section 3.5.2). */
export function membershipOps(connection: ScimConnection): Required<MembershipOps> {
  return {
    among: (change, op) => among(connection, change, op),
    all: (group, op) => all(connection, group, op),
    add: checked(connection, addMembers),
    remove: checked(connection, removeMembers),
  };
}
