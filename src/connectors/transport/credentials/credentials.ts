import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';

/** The headers that prove who we are, and the secrets in them, which must never be shown. */
export type Proof = {
  readonly headers: ReadonlyMap<string, string>;
  readonly secrets: readonly string[];
};

export type Need = {
  /** Asked for once after a 401: a source of short-lived tokens fetches a new one then. */
  readonly fresh: boolean;
  /** What the server answered 401 to. Another caller may have fetched something newer in the meantime. */
  readonly refused?: Proof;
};

/**
 * Asked before each request, so that no secret rests in a setting. To `fresh` everything that has nothing newer
 * answers the same as before.
 */
export type Credentials = (need: Need, op: Op) => Answer<Proof>;

/** Gives a secret when it is needed; to `fresh` whatever is there now, and not what was kept. */
export type SecretSource = (need: Need, op: Op) => Answer<string>;

const invalid = (message: string): Result<never, Failure> => fail({ code: 'configuration.invalid', message });

export const anonymous: Credentials = async () => ok({ headers: new Map(), secrets: [] });

/** A bearer token (RFC 6750 section 2.1) from a function that fetches it when it is needed. */
export function bearer(token: SecretSource): Credentials {
  return async (need, op) => {
    const answer = await token(need, op);
    if (!answer.ok) return answer;
    const secret = answer.value.trim();
    if (!/^[\x21-\x7e]+$/.test(secret))
      return invalid('The bearer token is empty or holds characters that no token has.');
    return ok({ headers: new Map([['authorization', `Bearer ${secret}`]]), secrets: [secret] });
  };
}

/** User name and password (RFC 7617, UTF-8). configuration.invalid for a user name with a colon in it. */
export function basic(user: string, password: SecretSource): Credentials {
  return async (need, op) => {
    const secret = await password(need, op);
    if (!secret.ok) return secret;
    // The first colon ends the user name, so a colon in it would become part of the password.
    if (user.includes(':')) return invalid('The user name of basic sign-in holds a colon.');
    const pair = Buffer.from(`${user}:${secret.value}`, 'utf8').toString('base64');
    return ok({ headers: new Map([['authorization', `Basic ${pair}`]]), secrets: [secret.value, pair] });
  };
}

/** A header of every request: a text anybody may see, or a secret. */
export type ExtraHeader =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly secret: SecretSource };

async function headerValue(header: ExtraHeader, need: Need, op: Op): Answer<string> {
  const value = 'value' in header ? ok(header.value) : await header.secret(need, op);
  if (!value.ok || /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value.value)) return value;
  return invalid(`The value of the header ${header.name} is empty or holds characters that no header has.`);
}

/** The same credentials and further headers. Those of the credentials win over an extra one of the same name. */
export function withHeaders(credentials: Credentials, extra: readonly ExtraHeader[]): Credentials {
  if (extra.length === 0) return credentials;
  return async (need, op) => {
    const proof = await credentials(need, op);
    if (!proof.ok) return proof;
    const headers = new Map<string, string>();
    const secrets = [...proof.value.secrets];
    for (const header of extra) {
      const value = await headerValue(header, need, op);
      if (!value.ok) return value;
      headers.set(header.name.toLowerCase(), value.value);
      if ('secret' in header) secrets.push(value.value);
    }
    return ok({ headers: new Map([...headers, ...proof.value.headers]), secrets });
  };
}
