import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import { isReadOnlyAttribute } from '../../../protocols/scim/attribute-names.ts';
import { isJsonArray, type JsonObject, valueOfKey, withField } from '../../../protocols/scim/json.ts';
import type { HttpAnswer, HttpRequest } from '../../transport/message.ts';
import { fetchResource, readGroup, succeeded } from '../client.ts';
import { note, type ScimConnection } from '../connection.ts';
import { failureOf, noProof } from '../failures.ts';
import { type ResourceId, replaceRequest } from '../requests.ts';
import { isGroupType } from '../resource-types.ts';
import { isPinned, knownForm } from '../server-profile.ts';
import type { AttributeChange } from './changes.ts';
import { withChange } from './ladder/lists.ts';

/** A PUT names every attribute that is to stay, members included, or the server takes it away. */
function readWhole({ http }: ScimConnection, { objectType, ref }: ResourceId, op: Op): Answer<JsonObject> {
  return isGroupType(objectType)
    ? readGroup(http, { objectType, group: ref }, op)
    : fetchResource(http, { objectType, ref }, op);
}

/**
 * The resource without what only the server writes; a PUT would ignore it at best (RFC 7644 section 3.5.1). `schemas`
 * stays, because a PUT must name them, and so does `id`, as in the RFC's own example.
 */
function writableParts(resource: JsonObject): JsonObject {
  const kept = Object.entries(resource).filter(
    ([name]) => /^(?:id|schemas)$/i.test(name) || !isReadOnlyAttribute(name),
  );
  return Object.fromEntries(kept);
}

/** Extensions that a change brings in are named in `schemas`. */
function withSchema(resource: JsonObject, { path, value }: AttributeChange): JsonObject {
  const schemas = valueOfKey(resource, 'schemas');
  if (path.urn === undefined || value === undefined || !isJsonArray(schemas)) return resource;
  const urn = path.urn.toLowerCase();
  const isNamed = schemas.some((one) => typeof one === 'string' && one.toLowerCase() === urn);
  return isNamed ? resource : withField(resource, 'schemas', [...schemas, path.urn]);
}

/** The whole resource as it is to be, from what the server holds now. */
export function replacement(resource: JsonObject, changes: readonly AttributeChange[]): JsonObject {
  const writable = writableParts(resource);
  return changes.reduce((merged, change) => withSchema(withChange(merged, change), change), writable);
}

/** The method is not there, whatever it was to change. */
export const isNotThere = ({ status }: HttpAnswer): boolean => status === 405 || status === 501;

/** Whether it is so for good shows when PUT is taken instead: a proxy may refuse what the server knows. */
export function noteNoPatch(status: number, op: Op): void {
  note(
    op,
    `The server does not know PATCH (${status}), so the whole object is read, changed and written with PUT.`,
  );
}

/** A server that takes neither way may only have refused both for now, or a proxy does: the next run asks anew. */
function doubtNoPatch({ profile }: ScimConnection, status: number, op: Op): void {
  if (profile.known('patch') !== 'unsupported' || isPinned(profile, 'patch')) return;
  profile.learn({ fact: 'patch', value: 'supported', because: `${status} to PUT as well` });
  note(op, `The server refuses PUT as well (${status}), so PATCH is tried first again from now on.`);
}

/** Reads an object, changes it and writes it as a whole, for servers without PATCH (RFC 7644 section 3.5.1). */
export async function replaceWhole(
  connection: ScimConnection,
  target: ResourceId,
  {
    changes,
    doing,
    names,
  }: {
    readonly changes: readonly AttributeChange[];
    readonly doing: 'update' | 'members';
    readonly names: readonly string[];
  },
  op: Op,
): Answer<void> {
  if (isGroupType(target.objectType) && knownForm(connection.profile, 'members') === 'hidden') {
    const message =
      'The target knows no PATCH and does not show the members of its groups, so replacing a group would empty it.';
    return fail({ code: 'configuration.invalid', message });
  }
  const held = await readWhole(connection, target, op);
  if (!held.ok) return held;
  const request: Result<HttpRequest, Failure> = replaceRequest(target, replacement(held.value, changes));
  if (!request.ok) return request;
  const answer = await connection.http.send(request.value, op);
  if (!answer.ok) return answer;
  if (succeeded(answer.value)) {
    const doubt = noProof(answer.value, doing);
    if (doubt !== undefined) return fail(doubt);
    const because = 'PATCH is not there, and PUT is taken';
    if (connection.profile.known('patch') !== 'unsupported')
      connection.profile.learn({ fact: 'patch', value: 'unsupported', because });
    return ok(undefined);
  }
  if (isNotThere(answer.value)) doubtNoPatch(connection, answer.value.status, op);
  return failureOf(answer.value, doing, names);
}
