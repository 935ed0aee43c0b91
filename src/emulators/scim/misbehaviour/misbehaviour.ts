import { present } from '../../../domain/present.ts';
import { isJsonArray, isJsonObject, type JsonObject } from '../../../protocols/scim/json.ts';
import type { ScimRequest, ScimResponse } from '../protocol/exchange.ts';
import type { Hook } from '../protocol/hook.ts';
import { problemResponse, type ScimType } from '../protocol/problem.ts';

/** Times that a test or an administrator may want shorter or longer. */
export type Timing = {
  /** How long `slow` holds an answer. */
  readonly slowMs: number;
  /** What the throttling servers ask for. */
  readonly retryAfterSeconds: number;
};

export const defaultTiming: Timing = { slowMs: 90_000, retryAfterSeconds: 1 };

/** One way in which real servers differ from the standard. */
export type Misbehaviour = {
  /** One sentence for an administrator, with the server as its subject left out. */
  readonly says: string;
  /** Which of the times it keeps to; most have nothing to do with time. */
  readonly heeds?: keyof Timing;
  /** Made once a server, because some of them remember what they saw. */
  readonly make: (timing: Timing) => Hook;
};

/** A misbehaviour that remembers nothing. */
export const always = (says: string, hook: Hook): Misbehaviour => ({ says, make: () => hook });

/** Requests that the rule names are refused; the server never looks at them. */
export const refusing = (
  says: string,
  rule: (request: ScimRequest) => boolean,
  refusal: ScimResponse,
): Misbehaviour => always(says, { before: (request) => (rule(request) ? refusal : request) });

/** Each object of a successful answer, alone or in a list, is shown in another way. */
export const showing = (
  says: string,
  change: (resource: JsonObject, request: ScimRequest) => JsonObject,
): Misbehaviour =>
  always(says, { after: (response, request) => eachResource(response, (one) => change(one, request)) });

export const refusalAnswer = (status: number, detail: string, scimType?: ScimType): ScimResponse =>
  problemResponse({ status, detail, ...present({ scimType }) });

/** Changes the object of a successful answer, or each object of its list. */
export function eachResource(
  response: ScimResponse,
  change: (resource: JsonObject) => JsonObject,
): ScimResponse {
  const { body, status } = response;
  if (body === undefined || status >= 400) return response;
  const resources = listedIn(response);
  if (resources === undefined) return { ...response, body: change(body) };
  return { ...response, body: { ...body, Resources: resources.map(change) } };
}

/** The objects of a list, undefined for an answer that is none. */
export function listedIn({ body }: ScimResponse): readonly JsonObject[] | undefined {
  const resources = body?.['Resources'];
  return isJsonArray(resources) ? resources.filter(isJsonObject) : undefined;
}
