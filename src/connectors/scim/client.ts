import type { Ref } from '../../domain/model/entry.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op } from '../../engine/port.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import type { Http, HttpAnswer } from '../transport/message.ts';
import { failureOf, unreadable } from './failures.ts';
import { filterRequest, groupRequest, readRequest } from './requests.ts';
import { idOf, isListResponse, parseObject, resourcesOf } from './wire.ts';

export const succeeded = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

/** The resources that a filter finds, as the server says; nothing is checked here. */
export async function search(
  http: Http,
  { objectType, filter }: { readonly objectType: string; readonly filter: string },
  op: Op,
): Answer<readonly JsonObject[]> {
  const request = filterRequest(objectType, filter);
  if (!request.ok) return request;
  const answer = await http.send(request.value, op);
  if (!answer.ok) return answer;
  if (!succeeded(answer.value)) return failureOf(answer.value, 'filter');
  const list = parseObject(answer.value.body);
  return list !== undefined && isListResponse(list) ? ok(resourcesOf(list)) : fail(unreadable(answer.value));
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

async function readBy(
  http: Http,
  request: ReturnType<typeof readRequest>,
  ref: Ref,
  op: Op,
): Answer<JsonObject> {
  if (!request.ok) return request;
  const answer = await http.send(request.value, op);
  if (!answer.ok) return answer;
  return succeeded(answer.value) ? onlyResource(answer.value, ref) : failureOf(answer.value, 'read');
}

/** One resource by its id, a group without its members. */
export function readResource(
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
