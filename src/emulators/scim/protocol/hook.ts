import { ok, type Result } from '../../../domain/result.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import type { ResourceType, StoredResource } from '../resources/model.ts';
import type { RequestTarget, ScimRequest, ScimResponse } from './exchange.ts';
import type { ScimProblem } from './problem.ts';

/** A rule about resources that a server may fail to check. */
export type Rule = 'unique userName' | 'unique displayName' | 'known member';

/** The resource that a PATCH is about, as it was before its first operation. */
export type Patched = { readonly type: ResourceType; readonly content: JsonObject };

/** A change that is about to be kept: `before` is undefined for a resource that is created. */
export type Keeping = {
  readonly request: ScimRequest;
  readonly target: RequestTarget;
  readonly before: JsonObject | undefined;
  readonly resource: StoredResource;
};

/**
 * A place where a server may differ from this one. Every part is optional; several hooks work one after the other.
 * Only `arrive` and `leave` take time, and only the HTTP side calls them.
 */
export type Hook = {
  /** Between the arrival of a request and the work on it. */
  readonly arrive?: (request: ScimRequest, target: RequestTarget) => Promise<ScimRequest>;
  /** The request as the server sees it, or an answer without any work. */
  readonly before?: (request: ScimRequest, target: RequestTarget) => ScimRequest | ScimResponse;
  /** One operation of a PATCH as the server understands it: itself, others, none, or a refusal. */
  readonly operation?: (
    operation: JsonObject,
    patched: Patched,
  ) => Result<readonly JsonObject[], ScimProblem>;
  /** What the server keeps of an accepted change. */
  readonly keep?: (keeping: Keeping) => Result<JsonObject, ScimProblem>;
  /** Rules that the server does not check. */
  readonly waives?: readonly Rule[];
  /** The id of a new resource. */
  readonly newId?: (type: ResourceType, content: JsonObject) => string | undefined;
  /** The answer as it goes out. */
  readonly after?: (response: ScimResponse, request: ScimRequest, target: RequestTarget) => ScimResponse;
  /** An answer with an error status as it goes out, also to a request without the right credentials. */
  readonly refusal?: (response: ScimResponse) => ScimResponse;
  /** Between the work and the answer; the signal says that the client has gone. */
  readonly leave?: (signal: AbortSignal) => Promise<void>;
};

/** The request after every `before`, or the first answer that one of them gives. */
export function preparedBy(
  hooks: readonly Hook[],
  request: ScimRequest,
  target: RequestTarget,
): { readonly request: ScimRequest; readonly answer?: ScimResponse } {
  let prepared = request;
  for (const { before } of hooks) {
    const outcome = before?.(prepared, target) ?? prepared;
    if ('status' in outcome) return { request: prepared, answer: outcome };
    prepared = outcome;
  }
  return { request: prepared };
}

/** One operation of a PATCH after every `operation`. */
export function understoodBy(
  hooks: readonly Hook[],
  operation: JsonObject,
  patched: Patched,
): Result<readonly JsonObject[], ScimProblem> {
  let understood: readonly JsonObject[] = [operation];
  for (const hook of hooks) {
    const next: JsonObject[] = [];
    for (const one of understood) {
      const outcome = hook.operation?.(one, patched) ?? ok([one]);
      if (!outcome.ok) return outcome;
      next.push(...outcome.value);
    }
    understood = next;
  }
  return ok(understood);
}

/** The content that is kept after every `keep`. */
export function keptBy(hooks: readonly Hook[], keeping: Keeping): Result<JsonObject, ScimProblem> {
  let content = keeping.resource.content;
  for (const { keep } of hooks) {
    const outcome = keep?.({ ...keeping, resource: { ...keeping.resource, content } }) ?? ok(content);
    if (!outcome.ok) return outcome;
    content = outcome.value;
  }
  return ok(content);
}

/** The answer after every `after`, and after every `refusal` when it is an error. */
export function answeredBy(
  hooks: readonly Hook[],
  response: ScimResponse,
  request: ScimRequest,
  target: RequestTarget,
): ScimResponse {
  const answer = hooks.reduce((last, { after }) => after?.(last, request, target) ?? last, response);
  return refusedBy(hooks, answer);
}

/** An error after every `refusal`; any other answer as it is. */
export function refusedBy(hooks: readonly Hook[], response: ScimResponse): ScimResponse {
  if (response.status < 400) return response;
  return hooks.reduce((last, { refusal }) => refusal?.(last) ?? last, response);
}
