import { fail, ok } from '../../../domain/result.ts';
import type { Answer } from '../../../engine/failure.ts';
import type { Observation, Op } from '../../../engine/port.ts';
import { createHttp, type HttpSettings } from '../http.ts';
import { scrub } from '../scrub.ts';
import { sharing } from '../sending/sharing.ts';
import { realTime } from '../sending/time.ts';
import { bearer, type Credentials, type Need, type Proof, type SecretSource } from './credentials.ts';
import { readTokenAnswer } from './token-answer.ts';

export type ClientCredentialsSettings = {
  /** https, or http on loopback; used exactly as it is written. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretSource;
  readonly scope?: string;
  readonly audience?: string;
  /** Where id and secret stand: in the form, or in a Basic header (RFC 6749 section 2.3.1). */
  readonly sendAs: 'body' | 'basic';
  /** How the endpoint is reached: the same authorities, proxies and limits as the target itself. */
  readonly connection?: Pick<HttpSettings, 'ca' | 'clientCertificate' | 'environment' | 'limits' | 'time'>;
};

type Cached = { readonly token: string; readonly until: number };

/** A token is renewed when a tenth of its life is left, but at most this long before its end. */
const marginMs = 60_000;

const formEncoded = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+');

function form(settings: ClientCredentialsSettings, secret: string): string {
  const { clientId, scope, audience, sendAs } = settings;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['grant_type', 'client_credentials'],
    ['client_id', sendAs === 'body' ? clientId : undefined],
    ['client_secret', sendAs === 'body' ? secret : undefined],
    ['scope', scope],
    ['audience', audience],
  ];
  return fields
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${formEncoded(value)}`]))
    .join('&');
}

function proofOf({ clientId, sendAs }: ClientCredentialsSettings, secret: string): Proof {
  const pair = Buffer.from(`${formEncoded(clientId)}:${formEncoded(secret)}`).toString('base64');
  const headers = new Map(sendAs === 'basic' ? [['authorization', `Basic ${pair}`] as const] : []);
  return { headers, secrets: [secret, formEncoded(secret), pair] };
}

/** An exchange shows no host, because all go to the target; this one does not. */
function naming(place: string, op: Op): Op {
  const named = (seen: Observation): Observation => {
    if (seen.type !== 'exchange') return seen;
    const [method = ''] = seen.exchange.request.split(' ', 1);
    return { ...seen, exchange: { ...seen.exchange, request: `${method} ${place}` } };
  };
  return { ...op, observe: (seen) => op.observe(named(seen)) };
}

async function fetchToken(settings: ClientCredentialsSettings, op: Op): Answer<Cached> {
  const { tokenUrl, connection = {} } = settings;
  const { now } = connection.time ?? realTime;
  const secret = await settings.clientSecret({ fresh: true }, op);
  if (!secret.ok) return secret;
  const proof = proofOf(settings, secret.value);
  const http = createHttp({
    ...connection,
    baseUrl: tokenUrl,
    redirects: 'refused',
    credentials: async () => ok(proof),
  });
  const asked = now();
  const body = { type: 'application/x-www-form-urlencoded', text: form(settings, secret.value) };
  // Asking twice gives two tokens and changes nothing, so it may be repeated like a read.
  const request = { method: 'POST', path: [], body, kind: 'read' } as const;
  const answer = await http.send(request, naming(http.place, op)).finally(http.close);
  if (!answer.ok) return answer;
  const token = readTokenAnswer(http.place, answer.value);
  if (!token.ok) return fail({ ...token.error, message: scrub(token.error.message, proof.secrets) });
  const lifeMs = (token.value.lifetime ?? Number.POSITIVE_INFINITY) * 1000;
  return ok({ token: token.value.value, until: asked + lifeMs - Math.min(marginMs, lifeMs / 10) });
}

/**
 * OAuth 2 client credentials (RFC 6749 section 4.4): a bearer token from a token endpoint, kept until shortly before
 * its end, or until the target refuses it when the endpoint does not tell the end. Requests at the same time share one
 * fetch. What is asked of the endpoint is observed like any other exchange, without secret and token.
 * Failures: credentials.rejected, configuration.invalid, and those of any request; nothing was sent to the target then.
 */
export function clientCredentials(settings: ClientCredentialsSettings): Credentials {
  const { now } = settings.connection?.time ?? realTime;
  let cached: Cached | undefined;
  const renew = sharing(async (op: Op): Answer<Cached> => {
    const fetched = await fetchToken(settings, op);
    if (fetched.ok) cached = fetched.value;
    return fetched;
  });
  const isGood = ({ token, until }: Cached, { fresh, refused }: Need): boolean =>
    until > now() && !(fresh && (refused === undefined || refused.secrets.includes(token)));
  return bearer(async (need, op) => {
    if (cached !== undefined && isGood(cached, need)) return ok(cached.token);
    const renewed = await renew(op);
    return renewed.ok ? ok(renewed.value.token) : renewed;
  });
}
