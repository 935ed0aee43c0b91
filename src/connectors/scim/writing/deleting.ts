import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import { fetchResource, succeeded } from '../client.ts';
import type { ScimConnection } from '../connection.ts';
import { failureOf, noProof } from '../failures.ts';
import { type ResourceId, removeRequest } from '../requests.ts';

/** Gone is gone: 404 is success. A server in trouble is asked whether the object is still there. */
export async function deleteResourceAt({ http }: ScimConnection, target: ResourceId, op: Op): Answer<void> {
  const request = removeRequest(target);
  if (!request.ok) return request;
  const answer = await http.send(request.value, op);
  if (!answer.ok)
    return answer.error.code === 'outcome.unknown' ? confirmGone(http, target, answer, op) : answer;
  const { status } = answer.value;
  if (status === 404 || status === 410) return ok(undefined);
  if (!succeeded(answer.value)) return failureOf(answer.value, 'remove');
  const doubt = noProof(answer.value, 'remove');
  return doubt === undefined ? ok(undefined) : confirmGone(http, target, fail(doubt), op);
}

async function confirmGone(
  http: ScimConnection['http'],
  target: ResourceId,
  unknown: Result<never, Failure>,
  op: Op,
): Answer<void> {
  const read = await fetchResource(http, target, op);
  const gone = !read.ok && read.error.code === 'object.notFound' && read.error.systemCode !== '400';
  return gone ? ok(undefined) : unknown;
}
