import { fail, ok, type Result } from '../../../domain/result.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../protocols/scim/json.ts';
import { acceptResource, declaresCoreSchema } from '../resources/accept.ts';
import type { ResourceType, StoredResource } from '../resources/model.ts';
import { applyEdits } from '../resources/patch-apply.ts';
import { removeFrom } from '../resources/patch-remove.ts';
import { checkRules, settlePrimaries } from '../resources/rules.ts';
import type { RequestTarget, ScimRequest, ScimResponse } from './exchange.ts';
import { type Hook, keptBy, type Rule, understoodBy } from './hook.ts';
import { parsePatch } from './patch-request.ts';
import { badRequest, notFound, type ScimProblem } from './problem.ts';
import { type Projection, parseProjection, project } from './project.ts';
import { locationOf, represent, versionOf } from './represent.ts';

export type EndpointAnswer = Result<ScimResponse, ScimProblem>;

/** One request for one kind of resource. */
export type EndpointCall = {
  readonly target: RequestTarget;
  readonly type: ResourceType;
  readonly request: ScimRequest;
  readonly hooks: readonly Hook[];
};

export function createResource(call: EndpointCall): EndpointAnswer {
  const { target, type, request } = call;
  const projection = projectionOf(request);
  if (!projection.ok) return projection;
  const content = acceptBody(type, request.body);
  if (!content.ok) return content;
  const now = target.now().toISOString();
  const id = newId(call, content.value);
  if (target.store.get(type, id) !== undefined) return fail(taken);
  const created = { type, id, created: now, lastModified: now, revision: 1, content: content.value };
  const keeping = keptBy(call.hooks, { request, target, before: undefined, resource: created });
  if (!keeping.ok) return keeping;
  const kept = keep(call, { ...created, content: keeping.value });
  return kept.ok ? ok(shown(call, kept.value, { status: 201, projection: projection.value })) : kept;
}

/** Only where a hook makes ids of names. */
const taken: ScimProblem = { status: 409, scimType: 'uniqueness', detail: 'the id is taken' };

function newId({ target, type, hooks }: EndpointCall, content: JsonObject): string {
  const ids = hooks.map((hook) => hook.newId?.(type, content));
  return ids.find((id) => id !== undefined) ?? target.newId();
}

export function readResource(call: EndpointCall, id: string): EndpointAnswer {
  const found = find(call, id);
  if (!found.ok) return found;
  const projection = projectionOf(call.request);
  if (!projection.ok) return projection;
  const { ifNoneMatch } = call.request;
  if (ifNoneMatch !== undefined && isListed(ifNoneMatch, versionOf(found.value))) {
    return ok({ status: 304, headers: { ETag: versionOf(found.value) } });
  }
  return ok(shown(call, found.value, { status: 200, projection: projection.value }));
}

/** PUT: what the body does not have is gone afterwards, members included. */
export function replaceResource(call: EndpointCall, id: string): EndpointAnswer {
  const found = find(call, id);
  if (!found.ok) return found;
  const content = acceptBody(call.type, call.request.body);
  if (!content.ok) return content;
  return change(call, found.value, content.value);
}

export function patchResource(call: EndpointCall, id: string): EndpointAnswer {
  const found = find(call, id);
  if (!found.ok) return found;
  const before = found.value.content;
  const patched = { type: call.type, content: before };
  const edits = parsePatch(patched, call.request.body, (one) => understoodBy(call.hooks, one, patched));
  if (!edits.ok) return edits;
  const edited = applyEdits(before, edits.value);
  if (!edited.ok) return edited;
  const accepted = acceptResource(call.type, edited.value);
  if (!accepted.ok) return accepted;
  const answer = change(call, found.value, settlePrimaries(before, accepted.value));
  return answer.ok && isBriefly(call) ? ok({ status: 204, headers: answer.value.headers }) : answer;
}

/** A group may have thousands of members: Microsoft asks for 204 without a body unless attributes are asked for. */
function isBriefly({ type, request }: EndpointCall): boolean {
  return type === 'Group' && !request.query.has('attributes') && !request.query.has('excludedAttributes');
}

/** The resource leaves every group. Users who have it as manager keep the reference. */
export function deleteResource(call: EndpointCall, id: string): EndpointAnswer {
  const found = find(call, id);
  if (!found.ok) return found;
  const { store } = call.target;
  for (const group of store.groupsOf(id)) store.put(withoutMember(call.target, group, id));
  store.remove(call.type, id);
  return ok({ status: 204, headers: {} });
}

function withoutMember(target: RequestTarget, group: StoredResource, id: string): StoredResource {
  const { members, ...rest } = group.content;
  const left = removeFrom(members, { attribute: 'members' }, [{ value: id }]);
  return revised(target, group, left === undefined ? rest : { ...rest, members: left });
}

function change(call: EndpointCall, before: StoredResource, content: JsonObject): EndpointAnswer {
  const projection = projectionOf(call.request);
  if (!projection.ok) return projection;
  const { request, target, hooks } = call;
  const resource = { ...before, content };
  const keeping = keptBy(hooks, { request, target, before: before.content, resource });
  if (!keeping.ok) return keeping;
  const isSame = JSON.stringify(before.content) === JSON.stringify(keeping.value);
  const kept = isSame ? ok(before) : keep(call, revised(target, before, keeping.value));
  return kept.ok ? ok(shown(call, kept.value, { status: 200, projection: projection.value })) : kept;
}

function revised(target: RequestTarget, before: StoredResource, content: JsonObject): StoredResource {
  return { ...before, lastModified: target.now().toISOString(), revision: before.revision + 1, content };
}

function keep(
  { target, hooks }: EndpointCall,
  resource: StoredResource,
): Result<StoredResource, ScimProblem> {
  const waived = new Set<Rule>(hooks.flatMap(({ waives = [] }) => waives));
  const checked = checkRules(target.store, resource, waived);
  if (!checked.ok) return checked;
  target.store.put(resource);
  return ok(resource);
}

function acceptBody(type: ResourceType, body: Json | undefined): Result<JsonObject, ScimProblem> {
  if (!isJsonObject(body)) return badRequest('invalidSyntax', 'the body must be an object');
  const declared = declaresCoreSchema(type, body);
  return declared.ok ? acceptResource(type, body) : declared;
}

/** The resource behind the id, if the client's `If-Match` still holds (RFC 7644 section 3.14). */
function find({ target, type, request }: EndpointCall, id: string): Result<StoredResource, ScimProblem> {
  const found = request.seen ?? target.store.get(type, id);
  if (found === undefined) return notFound(`${type} "${id}" does not exist`);
  const isStale = request.ifMatch !== undefined && !isListed(request.ifMatch, versionOf(found));
  return isStale ? fail({ status: 412, detail: `${type} "${id}" has changed since` }) : ok(found);
}

/** Entity tags are compared weakly: `W/"1"` and `"1"` are the same. */
function isListed(header: string, version: string): boolean {
  const strong = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => strong(tag) === strong(version));
}

function projectionOf(request: ScimRequest): Result<Projection, ScimProblem> {
  return parseProjection({
    attributes: request.query.get('attributes') ?? undefined,
    excludedAttributes: request.query.get('excludedAttributes') ?? undefined,
  });
}

function shown(
  { target }: EndpointCall,
  resource: StoredResource,
  how: { readonly status: number; readonly projection: Projection },
): ScimResponse {
  return {
    status: how.status,
    headers: { ETag: versionOf(resource), Location: locationOf(resource, target) },
    body: project(represent(resource, target), how.projection),
  };
}
