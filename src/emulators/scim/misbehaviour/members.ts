import { setTimeout as delay } from 'node:timers/promises';
import { fail, ok } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withoutField,
} from '../../../protocols/scim/json.ts';
import type { RequestTarget, ScimRequest } from '../protocol/exchange.ts';
import type { Keeping } from '../protocol/hook.ts';
import { findMember } from '../resources/rules.ts';
import { memberIdsOf } from '../resources/store.ts';
import { always, type Misbehaviour, refusalAnswer, refusing, showing } from './misbehaviour.ts';
import { refusingOperation, targetOf, understanding } from './operations.ts';
import { isAboutOne, isRequestOn, listOf, operationsOf, opOf, sentValue, withQuery } from './requests.ts';

const MOST_MEMBERS = 20;
/** Between reading and writing a group; long enough for requests that are sent together. */
const READ_TO_WRITE_MS = 50;

const isOfMembers = (operation: JsonObject) => targetOf(operation)?.attribute === 'members';
const isRemoval = (operation: JsonObject) => opOf(operation) === 'remove' && isOfMembers(operation);
/** `Remove` with the path `members` and the members as its value, as Entra sends it. */
const isRemovalByValue = (operation: JsonObject) =>
  isRemoval(operation) && targetOf(operation)?.filter === undefined && sentValue(operation) !== undefined;

const memberOperations = (request: ScimRequest) => operationsOf(request).filter(isOfMembers);
const isCrowded = (request: ScimRequest) =>
  memberOperations(request).flatMap((one) => listOf(sentValue(one))).length > MOST_MEMBERS;

function hasSeveralRemovals(request: ScimRequest): boolean {
  const removed = memberOperations(request).filter(isRemoval);
  return removed.flatMap((one) => (isRemovalByValue(one) ? listOf(sentValue(one)) : [one])).length > 1;
}

const idOf = (member: Json): string =>
  String((isJsonObject(member) ? valueOfKey(member, 'value') : member) ?? '');

function idsOf(content: JsonObject): readonly string[] {
  const members = valueOfKey(content, 'members');
  return isJsonArray(members) ? members.map(idOf) : [];
}

/** A member that is added again stands in the list once more, for as long as it is in the group. */
function keepAgain({ request, before = {}, resource }: Keeping): JsonObject {
  const { content } = resource;
  const held = idsOf(before);
  const added = operationsOf(request)
    .filter((one) => isOfMembers(one) && opOf(one) === 'add')
    .flatMap((one) => listOf(sentValue(one)).map(idOf));
  const stays = new Set(idsOf(content));
  const again = [
    ...held.filter((id, at) => held.indexOf(id) !== at),
    ...added.filter((id) => held.includes(id)),
  ];
  const more = again.filter((id) => stays.has(id)).map((value) => ({ value }));
  return more.length === 0 ? content : { ...content, members: [...stays].map(asMember).concat(more) };
}

const asMember = (value: string) => ({ value });

/** Requests that arrive together all work on the group as the first of them found it. */
async function readEarly(request: ScimRequest, target: RequestTarget): Promise<ScimRequest> {
  const [, id = ''] = request.path;
  const seen = isAboutOne(request, 'PATCH', 'Groups') ? target.store.get('Group', id) : undefined;
  if (seen === undefined) return request;
  await delay(READ_TO_WRITE_MS);
  return { ...request, seen };
}

function refuseStrangers({ target, resource }: Keeping) {
  const isKnown = memberIdsOf(resource).every((id) => findMember(target.store, id) !== undefined);
  return isKnown ? ok(resource.content) : fail({ status: 500, detail: 'NullPointerException' });
}

/** How servers go wrong with the members of a group. */
export const members = {
  'legacy-removal-empties-group': understanding(
    'Takes every member out when one is to be removed in the form that Entra sends.',
    (operation) => (isRemovalByValue(operation) ? ok([{ op: 'remove', path: 'members' }]) : undefined),
  ),
  'removal-with-ref-ignored': understanding(
    'Answers 204 to a removal that names the member with "$ref": null, and removes nobody.',
    (operation) => {
      if (!isRemovalByValue(operation)) return undefined;
      const value = listOf(sentValue(operation)).filter(
        (one) => !isJsonObject(one) || !Object.hasOwn(one, '$ref'),
      );
      return ok([{ op: 'remove', path: 'members', value }]);
    },
  ),
  'legacy-removal-400': refusingOperation(
    'Refuses to remove a member in the form that Entra sends.',
    'invalidSyntax',
    isRemovalByValue,
  ),
  'one-member-removal-per-patch': refusing(
    'Refuses a PATCH that removes more than one member.',
    hasSeveralRemovals,
    refusalAnswer(400, 'one member at a time', 'invalidValue'),
  ),
  'members-per-patch-20': refusing(
    'Refuses a PATCH with more than 20 members with 400.',
    isCrowded,
    refusalAnswer(400, 'at most 20 members in one request', 'invalidValue'),
  ),
  'members-per-patch-20-413': refusing(
    'Refuses a PATCH with more than 20 members with 413.',
    isCrowded,
    refusalAnswer(413, 'the request is too large'),
  ),
  'members-alone-in-patch': refusing(
    'Refuses a PATCH that changes members and anything else, or members twice.',
    (request) => memberOperations(request).length > 0 && operationsOf(request).length > 1,
    refusalAnswer(400, 'members are changed alone', 'invalidValue'),
  ),
  'members-hidden': showing('Never shows the members of a group.', (resource, request) =>
    request.path[0] === 'Groups' ? withoutField(resource, 'members') : resource,
  ),
  'members-duplicated-on-re-add': always('Lists a member twice that is added again.', {
    keep: (keeping) => ok(keepAgain(keeping)),
  }),
  'member-adds-lost-when-parallel': always(
    'Keeps only one of several members that are added at the same time.',
    {
      arrive: readEarly,
    },
  ),
  'unknown-member-500': always('Fails with 500 when a member does not exist.', { keep: refuseStrangers }),
  'unknown-member-accepted': always('Takes members that do not exist.', { waives: ['known member'] }),
  'group-patch-answers-200': always('Answers a PATCH of a group with 200 and the whole group.', {
    before: (request) =>
      isRequestOn(request, 'PATCH', 'Groups') ? withQuery(request, { excludedAttributes: '' }) : request,
  }),
  'duplicate-group-names-accepted': always('Takes a second group with the same displayName.', {
    waives: ['unique displayName'],
  }),
  'adscim-urn-400': refusing(
    'Refuses the second schema that Entra names when it creates a group.',
    (request) => isRequestOn(request, 'POST', 'Groups') && JSON.stringify(request.body).includes('ADSCIM'),
    refusalAnswer(400, 'schemas has an unknown URN', 'invalidValue'),
  ),
} as const satisfies Record<string, Misbehaviour>;
