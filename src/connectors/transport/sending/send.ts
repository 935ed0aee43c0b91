import type { Dispatcher } from 'undici';
import { fail } from '../../../domain/result.ts';
import type { Answer } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import { type BaseUrl, joinUrl } from '../base-url.ts';
import type { Credentials, Proof } from '../credentials/credentials.ts';
import { showExchange } from '../display.ts';
import type { HttpAnswer, HttpRequest } from '../message.ts';
import { scrub } from '../scrub.ts';
import { attemptRequest } from './attempt.ts';
import { conclude } from './conclude.ts';
import { redirectTarget } from './redirect.ts';
import { decideRetry, type RequestAttempt, type RetryLimits } from './retry.ts';
import type { Time } from './time.ts';
import { cancelled } from './trouble-failure.ts';

/** What to ask for instead when a server refuses an Accept header: each media type alone, then anything. */
const alternatives = ['application/json', 'application/scim+json', '*/*'];

/** A body that speaks of the header, and not of accepting something else. */
const mentionsHeader = /accept[\s-]*header|header\W+accept\b|["'`]accept["'`]|\baccept:/i;

/**
 * The server refuses the Accept header: 406 (RFC 9110 section 15.5.7), or 400 and 415 that name it, as Microsoft
 * Entra's own SCIM API answers.
 */
function refusesAccept({ status, body }: HttpAnswer): boolean {
  return status === 406 || ((status === 400 || status === 415) && mentionsHeader.test(body));
}

/** What to ask for next after these were refused; undefined when nothing is left. */
const nextAccept = (refused: readonly string[]): string | undefined =>
  alternatives.find((form) => !refused.includes(form));

export type HttpLimits = {
  /** For one request with its whole answer. 60 s is the time in which a SCIM endpoint must answer the service. */
  readonly requestMs: number;
  readonly bodyBytes: number;
  readonly retry: RetryLimits;
};

export type LearnedAccept = {
  readonly known: () => string | undefined;
  readonly learn: (form: string) => void;
};

/** One target and how it is spoken to; `send` is the ladder of everything that may happen to one request. */
export type HttpConnection = {
  readonly base: BaseUrl;
  readonly dispatcher: (op: Op) => Answer<Dispatcher>;
  readonly credentials: Credentials;
  readonly limits: HttpLimits;
  readonly time: Time;
  readonly maxRedirects: number;
  /** What this server was found to take as Accept, once it refused what was asked for. */
  readonly accept: LearnedAccept;
};

type Sending = {
  readonly request: HttpRequest;
  readonly target: string;
  readonly dispatcher: Dispatcher;
  readonly proof: Proof;
  readonly op: Op;
};

const anyType = '*/*';
const defaultAccept = 'application/json';

function headersFor(request: HttpRequest, proof: Proof): ReadonlyMap<string, string> {
  const fixed: readonly (readonly [string, string])[] = [
    ['accept', request.accept ?? defaultAccept],
    ['accept-encoding', 'identity'],
    ...(request.ifMatch === undefined ? [] : [['if-match', request.ifMatch] as const]),
  ];
  const content: readonly (readonly [string, string])[] =
    request.body === undefined ? [] : [['content-type', request.body.type]];
  // Whoever stands before a server may want to see another name; everything else is ours to decide.
  return new Map([['user-agent', 'provision-on-demand'], ...proof.headers, ...fixed, ...content]);
}

/** Servers repeat a refused token in their error text, and error texts end up in messages. */
function withoutSecrets(got: RequestAttempt, secrets: readonly string[]): RequestAttempt {
  if (got.got === 'trouble' || got.answer.status < 400) return got;
  return { got: 'answer', answer: { ...got.answer, body: scrub(got.answer.body, secrets) } };
}

async function sendOnce(connection: HttpConnection, sending: Sending): Promise<RequestAttempt> {
  const { base, limits, time } = connection;
  const { request, target, dispatcher, proof, op } = sending;
  const body = request.body === undefined ? {} : { body: request.body.text };
  const started = time.now();
  const got = await attemptRequest({
    dispatcher,
    origin: base.origin,
    target,
    method: request.method,
    headers: headersFor(request, proof),
    bodyBytes: limits.bodyBytes,
    signal: op.signal,
    limit: time.limit?.(limits.requestMs) ?? AbortSignal.timeout(limits.requestMs),
    ...body,
  });
  const came = { attempt: got, tookMs: Math.max(0, time.now() - started) };
  op.observe({
    type: 'exchange',
    exchange: showExchange({ method: request.method, target, ...body }, proof.secrets, came),
  });
  return withoutSecrets(got, proof.secrets);
}

async function sendWithRetries(connection: HttpConnection, sending: Sending): Answer<HttpAnswer> {
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

async function sendFollowing(connection: HttpConnection, sending: Sending): Answer<HttpAnswer> {
  const { base, maxRedirects } = connection;
  const from = { origin: base.origin, place: base.place, kind: sending.request.kind };
  let { target } = sending;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const answer = await sendWithRetries(connection, { ...sending, target });
    if (!answer.ok) return answer;
    const next = redirectTarget(answer.value, { ...from, target });
    if (!next.ok) return next;
    if (next.value === undefined) return answer;
    target = next.value;
  }
  const message =
    maxRedirects === 0
      ? `${base.place} redirects to ${target.split('?', 1)[0]}; the address is probably wrong.`
      : `${base.place} redirects again and again; the address is probably wrong.`;
  return fail({ code: 'configuration.invalid', message });
}

/**
 * A read whose Accept header is refused asks for other media types, and later requests for what was then given. A write
 * is not repeated: some servers carry it out before they look at the header.
 */
async function sendAccepted(connection: HttpConnection, sending: Sending): Answer<HttpAnswer> {
  const { accept } = connection;
  const { request, op } = sending;
  const asked = request.accept ?? defaultAccept;
  const first = asked === anyType ? asked : (accept.known() ?? asked);
  const answer = await sendFollowing(connection, { ...sending, request: { ...request, accept: first } });
  const refused = [first];
  let last = answer;
  while (request.kind === 'read' && last.ok && refusesAccept(last.value)) {
    const next = nextAccept(refused);
    if (next === undefined) return answer;
    op.observe({ type: 'note', text: `The server refuses "Accept: ${refused.at(-1)}"; "${next}" is tried.` });
    refused.push(next);
    last = await sendFollowing(connection, { ...sending, request: { ...request, accept: next } });
    if (last.ok && !refusesAccept(last.value)) accept.learn(next);
  }
  return last;
}

const sameProof = (a: Proof, b: Proof): boolean =>
  a.headers.size === b.headers.size && [...a.headers].every(([name, value]) => b.headers.get(name) === value);

/** A 401 was not carried out, so even a write is sent again, once, if there is a newer token. */
export async function send(connection: HttpConnection, request: HttpRequest, op: Op): Answer<HttpAnswer> {
  if (op.signal.aborted) return cancelled;
  const target = joinUrl(connection.base, request.path, request.query);
  if (!target.ok) return target;
  const dispatcher = await connection.dispatcher(op);
  if (!dispatcher.ok) return dispatcher;
  const proof = await connection.credentials({ fresh: false }, op);
  if (!proof.ok) return proof;
  if (op.signal.aborted) return cancelled;
  const sending = { request, target: target.value, dispatcher: dispatcher.value, proof: proof.value, op };
  const answer = await sendAccepted(connection, sending);
  if (!answer.ok || answer.value.status !== 401) return answer;
  const fresh = await connection.credentials({ fresh: true, refused: proof.value }, op);
  if (!fresh.ok) return fresh;
  if (sameProof(proof.value, fresh.value)) return answer;
  return op.signal.aborted ? cancelled : sendAccepted(connection, { ...sending, proof: fresh.value });
}
