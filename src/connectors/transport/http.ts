import type { Dispatcher } from 'undici';
import { fail, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op } from '../../engine/port.ts';
import { attempt } from './attempt.ts';
import { type BaseUrl, joinUrl, parseBaseUrl, printQuery } from './base-url.ts';
import { conclude } from './conclude.ts';
import { anonymous, type Credentials, type Proof } from './credentials.ts';
import { createDispatcher } from './dispatcher.ts';
import { scrub, showExchange } from './display.ts';
import type { Http, HttpAnswer, HttpRequest } from './message.ts';
import { redirectTarget } from './redirect.ts';
import { type Attempt, decideRetry, type RetryLimits } from './retry.ts';
import { realTime, type Time } from './time.ts';

export type HttpLimits = {
  /** For one request with its whole answer. 60 s is the time in which a SCIM endpoint must answer the service. */
  readonly requestMs: number;
  readonly bodyBytes: number;
  readonly retry: RetryLimits;
};

export const defaultLimits: HttpLimits = {
  requestMs: 60_000,
  bodyBytes: 20_000_000,
  retry: { attempts: 3, baseMs: 500, maxWaitMs: 60_000 },
};

export type HttpSettings = {
  readonly baseUrl: string;
  readonly credentials?: Credentials;
  readonly limits?: HttpLimits;
  /** PEM text of a certificate authority to trust beside those of the system. */
  readonly ca?: string;
  /** The administrator accepts that plain http shows credentials to the network. Loopback needs no permission. */
  readonly allowPlainHttp?: boolean;
  /** Where proxies are read from; without it there is none. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly time?: Time;
};

const maxRedirects = 5;

type Connection = {
  readonly base: BaseUrl;
  readonly dispatcher: Dispatcher;
  readonly credentials: Credentials;
  readonly limits: HttpLimits;
  readonly time: Time;
};

type Sending = {
  readonly request: HttpRequest;
  readonly target: string;
  readonly proof: Proof;
  readonly op: Op;
};

const cancelled: Result<never, Failure> = fail({ code: 'cancelled', message: 'The request was cancelled.' });

function headersFor(request: HttpRequest, proof: Proof): ReadonlyMap<string, string> {
  const fixed: readonly (readonly [string, string])[] = [
    ['user-agent', 'provision-on-demand'],
    ['accept', request.accept ?? 'application/json'],
    ['accept-encoding', 'identity'],
  ];
  const content: readonly (readonly [string, string])[] =
    request.body === undefined ? [] : [['content-type', request.body.type]];
  return new Map([...fixed, ...content, ...proof.headers]);
}

/** Servers repeat a refused token in their error text, and error texts end up in messages. */
function withoutSecrets(got: Attempt, secrets: readonly string[]): Attempt {
  if (got.got === 'trouble' || got.answer.status < 400) return got;
  return { got: 'answer', answer: { ...got.answer, body: scrub(got.answer.body, secrets) } };
}

async function sendOnce(connection: Connection, { request, target, proof, op }: Sending): Promise<Attempt> {
  const { base, dispatcher, limits, time } = connection;
  const body = request.body === undefined ? {} : { body: request.body.text };
  const started = time.now();
  const got = await attempt({
    dispatcher,
    origin: base.origin,
    target,
    method: request.method,
    headers: headersFor(request, proof),
    limits,
    signal: op.signal,
    ...body,
  });
  const came = { attempt: got, tookMs: Math.max(0, time.now() - started) };
  op.observe({
    type: 'exchange',
    exchange: showExchange({ method: request.method, target, ...body }, proof.secrets, came),
  });
  return withoutSecrets(got, proof.secrets);
}

async function sendWithRetries(connection: Connection, sending: Sending): Answer<HttpAnswer> {
  const { base, limits, time } = connection;
  const { request, op } = sending;
  for (let tries = 1; ; tries += 1) {
    const got = await sendOnce(connection, sending);
    const decision = decideRetry({
      attempt: got,
      tries,
      kind: request.kind,
      limits: limits.retry,
      now: time.now(),
      random: time.random(),
    });
    if (decision.next === 'stop') {
      return conclude(got, { request, place: base.place, requestMs: limits.requestMs, now: time.now() });
    }
    op.observe({ type: 'retry', attempt: tries + 1, waitMs: decision.waitMs, reason: decision.reason });
    await time.sleep(decision.waitMs, op.signal);
    if (op.signal.aborted) return cancelled;
  }
}

async function sendFollowing(connection: Connection, sending: Sending): Answer<HttpAnswer> {
  const { origin } = connection.base;
  let { target } = sending;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const answer = await sendWithRetries(connection, { ...sending, target });
    if (!answer.ok) return answer;
    const next = redirectTarget(answer.value, { origin, target, kind: sending.request.kind });
    if (!next.ok) return next;
    if (next.value === undefined) return answer;
    target = next.value;
  }
  return fail({ code: 'configuration.invalid', message: 'The server redirects in a circle.' });
}

const sameProof = (a: Proof, b: Proof): boolean =>
  a.headers.size === b.headers.size && [...a.headers].every(([name, value]) => b.headers.get(name) === value);

/** A 401 was not carried out, so that even a write is sent again, once, if there is a newer token. */
async function sendWithProof(connection: Connection, request: HttpRequest, op: Op): Answer<HttpAnswer> {
  if (op.signal.aborted) return cancelled;
  const target = joinUrl(connection.base, request.path, request.query);
  if (!target.ok) return target;
  const proof = await connection.credentials({ fresh: false }, op);
  if (!proof.ok) return proof;
  if (op.signal.aborted) return cancelled;
  const sending = { request, target: target.value, proof: proof.value, op };
  const answer = await sendFollowing(connection, sending);
  if (!answer.ok || answer.value.status !== 401) return answer;
  const fresh = await connection.credentials({ fresh: true }, op);
  if (!fresh.ok || sameProof(proof.value, fresh.value)) return answer;
  return op.signal.aborted ? cancelled : sendFollowing(connection, { ...sending, proof: fresh.value });
}

function describe(base: Result<BaseUrl, Failure>, request: HttpRequest) {
  const target = base.ok ? joinUrl(base.value, request.path, request.query) : base;
  const shown = target.ok ? target.value : `/${request.path.join('/')}${printQuery(request.query ?? [])}`;
  const body = request.body === undefined ? {} : { body: request.body.text };
  return showExchange({ method: request.method, target: shown, ...body }, []);
}

/**
 * The way to one target over HTTP: its base URL, its credentials, its connections. Nothing is sent before `send`, and
 * a base URL that cannot be used is the answer to every `send` (`parseBaseUrl` tells beforehand).
 */
export function createHttp(settings: HttpSettings): Http {
  const base = parseBaseUrl(settings.baseUrl, { allowPlainHttp: settings.allowPlainHttp ?? false });
  if (!base.ok) {
    return {
      place: '',
      send: async () => base,
      describe: (request) => describe(base, request),
      close: async () => {},
    };
  }
  const connection: Connection = {
    base: base.value,
    dispatcher: createDispatcher({
      loopback: base.value.loopback,
      environment: settings.environment ?? {},
      ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    }),
    credentials: settings.credentials ?? anonymous,
    limits: settings.limits ?? defaultLimits,
    time: settings.time ?? realTime,
  };
  return {
    place: base.value.place,
    send: (request, op) => sendWithProof(connection, request, op),
    describe: (request) => describe(base, request),
    close: () => connection.dispatcher.destroy(),
  };
}
