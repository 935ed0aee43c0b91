import { ok, type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Exchange, MembershipChange, Update, Write } from '../../engine/port.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import type { HttpRequest } from '../transport/message.ts';
import { formsOf, type ScimConnection } from './connection.ts';
import { batchSize } from './members/batches.ts';
import { membersPath } from './members/membership.ts';
import { waysToRemove } from './members/removing.ts';
import { memberChanges } from './members/whole-group.ts';
import {
  createRequest,
  groupSchemasOf,
  patchRequest,
  type ResourceId,
  removeRequest,
  replaceRequest,
} from './requests.ts';
import { type AttributeChange, attributesThenReferences, changesOf } from './writing/changes.ts';
import { needsHeld, operationsFor } from './writing/ladder/shape.ts';
import { replacement } from './writing/replacing.ts';

/** The requests of a write, as far as they can be told without asking the server. */
export type Requests = Result<readonly HttpRequest[], Failure>;

function collected(requests: readonly Result<HttpRequest, Failure>[]): Requests {
  const all: HttpRequest[] = [];
  for (const request of requests) {
    if (!request.ok) return request;
    all.push(request.value);
  }
  return ok(all);
}

/** A whole list is shown as far as it is known: what the server holds beside it is merged in when it is sent. */
function patchBody(connection: ScimConnection, changes: readonly AttributeChange[]): JsonObject {
  const forms = formsOf(connection);
  const held = needsHeld(changes, forms, true) ? {} : undefined;
  return connection.dialect.patch(operationsFor(changes, forms, held), forms);
}

const lacksPatch = ({ profile }: ScimConnection): boolean => profile.known('patch') === 'unsupported';

/** Attributes in one PATCH, references in one of their own, as the server was found to take them. */
export function updateRequests(connection: ScimConnection, update: Update): Requests {
  const changes = changesOf(update);
  if (!changes.ok) return changes;
  if (changes.value.length === 0) return ok([]);
  if (lacksPatch(connection))
    return collected([replaceRequest(update, replacement({ id: update.ref }, changes.value))]);
  const isAlone = connection.profile.known('operations') === 'one-by-one';
  const parts = attributesThenReferences(changes.value);
  const sent = isAlone ? parts.flat().map((change) => [change]) : parts.filter(({ length }) => length > 0);
  return collected(sent.map((part) => patchRequest(update, patchBody(connection, part))));
}

function chunked(ids: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, index) => ids.slice(index * size, (index + 1) * size));
}

/** As many PATCH requests as the members need; none for none, because some servers refuse an empty one. */
export function memberRequests(
  connection: ScimConnection,
  change: MembershipChange,
  how: 'add' | 'remove',
): Requests {
  const path = membersPath(change);
  if (!path.ok) return path;
  const { dialect } = connection;
  const target: ResourceId = { objectType: change.objectType, ref: change.group };
  if (lacksPatch(connection) && change.members.length > 0) {
    const changes = memberChanges(change, how, path.value);
    return collected([replaceRequest(target, replacement({ id: change.group }, changes))]);
  }
  const [{ form, together }] = waysToRemove(connection);
  const size = how === 'remove' && !together ? 1 : batchSize(connection);
  const body = (ids: readonly string[]) =>
    how === 'add' ? dialect.addMembers(path.value, ids) : dialect.removeMembers(path.value, ids, form);
  return collected(chunked([...new Set(change.members)], size).map((ids) => patchRequest(target, body(ids))));
}

function requestsOf(connection: ScimConnection, write: Write): Requests {
  switch (write.do) {
    case 'create':
      return collected([createRequest(connection, write.draft, groupSchemasOf(connection))]);
    case 'update':
      return updateRequests(connection, write.update);
    case 'remove':
      return collected([removeRequest(write)]);
    case 'addMembers':
      return memberRequests(connection, write.change, 'add');
    case 'removeMembers':
      return memberRequests(connection, write.change, 'remove');
    default:
      return unreachable(write);
  }
}

const whole = ' (the whole object as it is then, with these changes)';

/** The requests that would change something, spelled as the server is now known to take them. Nothing is sent. */
export function preview(connection: ScimConnection, write: Write): readonly Exchange[] {
  const requests = requestsOf(connection, write);
  if (!requests.ok) return [{ request: write.do, answer: `cannot be sent: ${requests.error.message}` }];
  return requests.value.map((request) => {
    const shown = connection.http.describe(request);
    return request.method === 'PUT' ? { ...shown, request: `${shown.request}${whole}` } : shown;
  });
}
