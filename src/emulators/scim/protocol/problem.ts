import { present } from '../../../domain/present.ts';
import { fail } from '../../../domain/result.ts';
import { ERROR_URN } from '../../../protocols/scim/urns.ts';
import type { ScimResponse } from './exchange.ts';

/** Why a request is refused (RFC 7644 section 3.12). */
export type ScimProblem = {
  readonly status: number;
  readonly scimType?: ScimType;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The detail error keywords of RFC 7644 table 9 and of RFC 9865 that this server uses. */
export type ScimType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

export const badRequest = (scimType: ScimType, detail: string) =>
  fail<ScimProblem>({ status: 400, scimType, detail });

export const notFound = (detail: string) => fail<ScimProblem>({ status: 404, detail });

export function problemResponse({ status, scimType, detail, headers = {} }: ScimProblem): ScimResponse {
  return {
    status,
    headers,
    body: {
      schemas: [ERROR_URN],
      status: String(status),
      ...present({ scimType }),
      detail,
    },
  };
}
