import type { Entry, Ref } from '../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op, Selection } from '../../engine/port.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import type { Http, HttpAnswer } from '../transport/message.ts';
import { scimAttribute } from './attributes.ts';
import { note } from './connection.ts';
import { failureOf, unreadable } from './failures.ts';
import { type Page, pageIn } from './finding/page.ts';
import { groupRequest, listRequest, readRequest } from './requests.ts';
import type { ProfileKeeper } from './server-profile.ts';
import { entryOf, idOf, isListResponse, parseObject, resourcesOf, textsAt } from './wire.ts';

/** What it takes to look for objects on a server. */
export type Reading = {
  readonly http: Http;
  readonly profile: ProfileKeeper;
  /** The administrator allows all objects to be read when no filter finds one. */
  readonly mayReadAll?: boolean;
  /** The most that is read to look through everything. */
  readonly bounds?: { readonly objects: number; readonly bytes: number };
};

/** Which objects are wanted: all of a type, or those that a filter (not yet percent-encoded) finds. */
export type ResourceQuery = { readonly objectType: string; readonly filter?: string };

/** Where a page begins. An empty cursor asks for the first page by cursor (RFC 9865 section 2). */
export type PlaceInList =
  | { readonly by: 'first'; readonly count?: number; readonly cursor?: '' }
  | { readonly by: 'index'; readonly startIndex: number; readonly count?: number }
  | { readonly by: 'cursor'; readonly cursor: string; readonly count?: number };

export const succeeded = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

function parametersOf({ filter }: ResourceQuery, place: PlaceInList): readonly (readonly [string, string])[] {
  const { count } = place;
  const wanted: readonly (readonly [string, string | undefined])[] = [
    ['filter', filter],
    ['cursor', place.by === 'index' ? undefined : place.cursor],
    ['startIndex', place.by === 'index' ? String(place.startIndex) : undefined],
    ['count', count === undefined ? undefined : String(count)],
  ];
  return wanted.flatMap(([name, value]): readonly (readonly [string, string])[] =>
    value === undefined ? [] : [[name, value]],
  );
}

/** One page of a list as the server gives it; nothing is checked here. A list may also be a bare array. */
export async function listPage(
  http: Http,
  { place, ...query }: ResourceQuery & { readonly place: PlaceInList },
  op: Op,
): Answer<Page> {
  const request = listRequest(query.objectType, parametersOf(query, place));
  if (!request.ok) return request;
  const answer = await http.send(request.value, op);
  if (!answer.ok) return answer;
  if (!succeeded(answer.value))
    return failureOf(answer.value, query.filter === undefined ? 'list' : 'filter');
  const page = pageIn(answer.value.body);
  return page === undefined ? fail(unreadable(answer.value)) : ok(page);
}

/** Some servers answer with a list of one to a read by id; a list of several is an error (entra-docs error codes). */
function onlyResource(answer: HttpAnswer, id: string): Result<JsonObject, Failure> {
  const body = parseObject(answer.body);
  if (body === undefined) return fail(unreadable(answer));
  const resources = isListResponse(body) ? resourcesOf(body) : [body];
  const [resource, second] = resources;
  if (resource === undefined) return fail(unreadable(answer));
  const message = `The target answers with ${second === undefined ? 'another object' : 'several objects'} to a read of ${id}.`;
  if (second === undefined && idOf(resource) === id) return ok(resource);
  return fail({
    code: 'answer.unreadable',
    message,
    systemCode: 'SystemForCrossDomainIdentityManagementMultipleEntriesInResponse',
  });
}

/** A refused id is taken as unknown; whoever asked matches again before anything is created. */
function noteRefusedId(answer: HttpAnswer, ref: Ref, op: Op): void {
  if (answer.status !== 400) return;
  const text = `The target answers 400 to a read of ${ref}, as some servers do for an id they do not know; the object is matched again.`;
  note(op, text);
}

async function readBy(
  http: Http,
  request: ReturnType<typeof readRequest>,
  ref: Ref,
  op: Op,
): Answer<JsonObject> {
  if (!request.ok) return request;
  const answer = await http.send(request.value, op);
  if (!answer.ok) return answer;
  if (succeeded(answer.value)) return onlyResource(answer.value, ref);
  noteRefusedId(answer.value, ref, op);
  return failureOf(answer.value, 'read');
}

/** One resource by its id, a group without its members. */
export function fetchResource(
  http: Http,
  { objectType, ref }: { readonly objectType: string; readonly ref: Ref },
  op: Op,
): Answer<JsonObject> {
  return readBy(http, readRequest(objectType, ref), ref, op);
}

/** One group with its members. */
export function readGroup(
  http: Http,
  { objectType, group }: { readonly objectType: string; readonly group: Ref },
  op: Op,
): Answer<JsonObject> {
  return readBy(http, groupRequest(objectType, group), group, op);
}

/** A resource as an entry. Where several elements meet the filter of a path the first one counts, and a note says so. */
export function shownEntry(resource: JsonObject, selection: Selection, op: Op): Result<Entry, Failure> {
  for (const definition of selection.attributes) {
    const attribute = scimAttribute(definition);
    if (!attribute.ok || attribute.value.path.filter === undefined) continue;
    const { length } = textsAt(resource, attribute.value);
    const text = `The target holds ${length} values for ${definition.name}; the first one counts.`;
    if (length > 1) note(op, text);
  }
  return entryOf(resource, selection);
}
