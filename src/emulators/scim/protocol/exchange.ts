import type { Json, JsonObject } from '../../../protocols/scim/json.ts';
import type { StoredResource } from '../resources/model.ts';
import type { Store } from '../resources/store.ts';

/** A request behind authentication: path segments below the base URL, percent-decoded. */
export type ScimRequest = {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly accept?: string;
  readonly body?: Json;
  /** The resource as it was when the request arrived: only a server that reads long before it writes has it. */
  readonly seen?: StoredResource;
};

export type ScimResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Goes out instead of a body in SCIM form; without a type it has no Content-Type. */
  readonly plain?: { readonly type?: string; readonly text: string };
};

/** What a request works on. Clock and id generator come from outside, so that every answer can be told in advance. */
export type RequestTarget = {
  readonly store: Store;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly now: () => Date;
  readonly newId: () => string;
};
