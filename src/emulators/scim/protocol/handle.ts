import { fail, ok, type Result } from '../../../domain/result.ts';
import { isJsonArray, isJsonObject, type Json, valueOfKey } from '../../../protocols/scim/json.ts';
import type { ResourceType } from '../resources/model.ts';
import { discover } from './discovery.ts';
import type { RequestTarget, ScimRequest, ScimResponse } from './exchange.ts';
import { answeredBy, type Hook, preparedBy } from './hook.ts';
import { type ListQuery, listResources } from './list.ts';
import { badRequest, notFound, problemResponse, type ScimProblem } from './problem.ts';
import {
  createResource,
  deleteResource,
  type EndpointAnswer,
  type EndpointCall,
  patchResource,
  readResource,
  replaceResource,
} from './resource-endpoints.ts';

/**
 * Answers one request from the state in memory, at once and without I/O. What it changed lies in the store's
 * `takeChanges`; the answer may leave only after those are on disk. Hooks are what this server does otherwise.
 */
export function handle(
  request: ScimRequest,
  target: RequestTarget,
  hooks: readonly Hook[] = [],
): ScimResponse {
  const prepared = preparedBy(hooks, request, target);
  const response = prepared.answer ?? responseOf(route(prepared.request, target, hooks));
  return answeredBy(hooks, response, prepared.request, target);
}

function responseOf(answer: EndpointAnswer): ScimResponse {
  return answer.ok ? answer.value : problemResponse(answer.error);
}

const resourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['Users', 'User'],
  ['Groups', 'Group'],
]);
const discoveryEndpoints: ReadonlySet<string> = new Set([
  'ServiceProviderConfig',
  'ResourceTypes',
  'Schemas',
]);
const unsupported: ReadonlySet<string> = new Set(['Bulk', 'Me', '.search']);

function route(request: ScimRequest, target: RequestTarget, hooks: readonly Hook[]): EndpointAnswer {
  const [endpoint = '', id, ...more] = request.path;
  if (discoveryEndpoints.has(endpoint)) {
    return request.method === 'GET' ? discover(request, target.baseUrl) : notAllowed(request, 'GET');
  }
  if (unsupported.has(endpoint)) return fail({ status: 501, detail: `/${endpoint} is not supported` });
  const type = resourceTypes.get(endpoint);
  if (type === undefined || more.length > 0) return notFound('no such endpoint');
  const call = { target, type, request, hooks };
  if (id === undefined) return onCollection(call);
  return id === '.search' ? searchByPost(call) : onResource(call, id);
}

function onCollection(call: EndpointCall): EndpointAnswer {
  switch (call.request.method) {
    case 'GET':
      return listed(call, queryParameters(call.request.query));
    case 'POST':
      return createResource(call);
    default:
      return notAllowed(call.request, 'GET, POST');
  }
}

function onResource(call: EndpointCall, id: string): EndpointAnswer {
  switch (call.request.method) {
    case 'GET':
      return readResource(call, id);
    case 'PUT':
      return replaceResource(call, id);
    case 'PATCH':
      return patchResource(call, id);
    case 'DELETE':
      return deleteResource(call, id);
    default:
      return notAllowed(call.request, 'GET, PUT, PATCH, DELETE');
  }
}

/** RFC 7644 section 3.4.3: a query whose parameters stand in the body, because they may be private or long. */
function searchByPost(call: EndpointCall): EndpointAnswer {
  if (call.request.method !== 'POST') return notAllowed(call.request, 'POST');
  const query = bodyParameters(call.request.body);
  return query.ok ? listed(call, query.value) : query;
}

function listed({ target, type }: EndpointCall, query: ListQuery): EndpointAnswer {
  const list = listResources(target, type, query);
  return list.ok ? ok({ status: 200, headers: {}, body: list.value }) : list;
}

function queryParameters(query: URLSearchParams): ListQuery {
  const text = (name: string) => query.get(name) ?? undefined;
  return {
    filter: text('filter'),
    startIndex: text('startIndex'),
    count: text('count'),
    cursor: text('cursor'),
    attributes: text('attributes'),
    excludedAttributes: text('excludedAttributes'),
  };
}

function bodyParameters(body: Json | undefined): Result<ListQuery, ScimProblem> {
  if (!isJsonObject(body)) return badRequest('invalidSyntax', 'the body must be an object');
  const text = (name: string) => {
    const value = valueOfKey(body, name);
    if (isJsonArray(value)) return value.join(',');
    return value === undefined ? undefined : String(value);
  };
  return ok({
    filter: text('filter'),
    startIndex: text('startIndex'),
    count: text('count'),
    cursor: text('cursor'),
    attributes: text('attributes'),
    excludedAttributes: text('excludedAttributes'),
  });
}

function notAllowed(request: ScimRequest, allowed: string): EndpointAnswer {
  return fail({ status: 405, detail: `${request.method} is not allowed here`, headers: { Allow: allowed } });
}
