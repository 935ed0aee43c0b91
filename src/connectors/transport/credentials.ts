import { fail, ok } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op } from '../../engine/port.ts';

/** The headers that prove who we are, and the secrets in them, which must never be shown. */
export type Proof = {
  readonly headers: ReadonlyMap<string, string>;
  readonly secrets: readonly string[];
};

/**
 * Asked before each request, so that no secret rests in a setting. `fresh` is asked for once after a 401: a source of
 * short-lived tokens fetches a new one then, anything else answers the same as before.
 */
export type Credentials = (need: { readonly fresh: boolean }, op: Op) => Answer<Proof>;

export const anonymous: Credentials = async () => ok({ headers: new Map(), secrets: [] });

/** A bearer token (RFC 6750 section 2.1) from a function that fetches it when it is needed. */
export function bearer(token: (need: { readonly fresh: boolean }, op: Op) => Answer<string>): Credentials {
  return async (need, op) => {
    const answer = await token(need, op);
    if (!answer.ok) return answer;
    const secret = answer.value.trim();
    if (!/^[\x21-\x7e]+$/.test(secret)) {
      const message = 'The bearer token is empty or holds characters that no token has.';
      return fail<Failure>({ code: 'configuration.invalid', message });
    }
    return ok({ headers: new Map([['authorization', `Bearer ${secret}`]]), secrets: [secret] });
  };
}
