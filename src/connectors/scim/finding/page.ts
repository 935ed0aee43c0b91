import { present } from '../../../domain/present.ts';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  parseWireJson,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import { isListResponse, resourcesOf } from '../wire.ts';

/** One page of a list, with what it says about the whole (RFC 7644 section 3.4.2, RFC 9865 section 2). */
export type Page = {
  readonly resources: readonly JsonObject[];
  /** `totalResults`: a hint, which some servers leave out and others fill with the size of the page. */
  readonly total?: number;
  readonly nextCursor?: string;
  /** How much text it took. */
  readonly bytes: number;
};

const countIn = (body: JsonObject, name: string): number | undefined => {
  const value = Number(valueOfKey(body, name) ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
};

/** The page in a body; undefined when it is no list. A bare array counts as a page that is the whole list. */
export function pageIn(text: string): Page | undefined {
  const body = parseWireJson(text);
  const bytes = Buffer.byteLength(text);
  if (isJsonArray(body)) return { resources: body.filter(isJsonObject), total: body.length, bytes };
  if (!isJsonObject(body) || !isListResponse(body)) return undefined;
  const total = countIn(body, 'totalResults');
  const cursor = valueOfKey(body, 'nextCursor');
  return {
    resources: resourcesOf(body),
    bytes,
    ...present({ total }),
    ...(typeof cursor === 'string' && cursor !== '' ? { nextCursor: cursor } : {}),
  };
}
