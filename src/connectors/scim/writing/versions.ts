import type { Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { isJsonObject, type JsonObject, valueOfKey } from '../../../protocols/scim/json.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../transport/message.ts';
import { succeeded } from '../client.ts';
import { idOf, isListResponse, parseObject, resourcesOf } from '../wire.ts';

function versionIn(resource: JsonObject): string | undefined {
  const meta = valueOfKey(resource, 'meta');
  const version = isJsonObject(meta) ? valueOfKey(meta, 'version') : undefined;
  return typeof version === 'string' && version !== '' ? version : undefined;
}

/** Whether a write was refused because the object is not the one that was read any more. */
export const isStale = (done: Result<unknown, Failure>): boolean =>
  !done.ok &&
  done.error.code === 'precondition.failed' &&
  (done.error.systemCode?.startsWith('412') ?? false);

export const somebodyWasFaster =
  'The object was changed by somebody else in the meantime (412), so it is read again and what is still missing is sent once more.';

type Version = readonly [key: string, version: string | undefined];

const keyOf = (endpoint: string | undefined, id: string): string => `${endpoint}/${id}`;

/** The versions that an answer names: in its ETag for one resource, in `meta.version` for each of a list. */
function versionsIn({ path }: HttpRequest, answer: HttpAnswer): readonly Version[] {
  const [endpoint, id] = path;
  const body = parseObject(answer.body);
  if (id !== undefined) {
    const version = answer.headers.get('etag') ?? (body === undefined ? undefined : versionIn(body));
    return [[keyOf(endpoint, id), version]];
  }
  if (body === undefined || !isListResponse(body)) return [];
  return resourcesOf(body).flatMap((resource): readonly Version[] => {
    const one = idOf(resource);
    return one === undefined ? [] : [[keyOf(endpoint, one), versionIn(resource)]];
  });
}

/**
 * The same way to the server, on which every write names the version that was last read of its object, in If-Match
 * (RFC 7644 section 3.14, RFC 9110 section 13.1.1). An object without a known version is written without one; a version
 * that turns out to be old (412) is forgotten.
 */
export function withVersions(http: Http): Http {
  const known = new Map<string, string>();
  const remember = (request: HttpRequest, answer: HttpAnswer): void => {
    for (const [key, version] of versionsIn(request, answer)) {
      if (version === undefined) known.delete(key);
      else known.set(key, version);
    }
  };
  const withVersion = (request: HttpRequest): HttpRequest => {
    const [endpoint, id] = request.path;
    const version = request.kind === 'write' && id !== undefined ? known.get(keyOf(endpoint, id)) : undefined;
    return version === undefined ? request : { ...request, ifMatch: version };
  };
  return {
    ...http,
    send: async (request, op) => {
      const answer = await http.send(withVersion(request), op);
      const [endpoint, id] = request.path;
      if (answer.ok && succeeded(answer.value)) remember(request, answer.value);
      else if (request.kind === 'write' && id !== undefined) known.delete(keyOf(endpoint, id));
      return answer;
    },
  };
}
