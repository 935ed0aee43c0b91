import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { present } from '../../../domain/present.ts';
import type { HttpAnswer } from '../message.ts';
import { watchingStart } from './dispatcher.ts';
import type { RequestAttempt } from './retry.ts';
import { type Trouble, troubleOf } from './trouble.ts';

type Try = {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: ReadonlyMap<string, string>;
  readonly body?: string;
  readonly bodyBytes: number;
  /** The caller's wish to stop. */
  readonly signal: AbortSignal;
  /** The time for this try is over. */
  readonly limit: AbortSignal;
};

const tooLarge = Symbol('too large');

function headersOf(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): ReadonlyMap<string, string> {
  const entries = Object.entries(raw).flatMap(([name, value]): readonly [string, string][] =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return new Map(entries);
}

async function bodyOf(body: AsyncIterable<Uint8Array>, limit: number): Promise<string | typeof tooLarge> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > limit) return tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The work, or the reason of the signal as soon as it is aborted: undici waits for a connection that is being opened. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    // Not by a signal of its own: aborting one makes an error with a stack, and every request would pay for it.
    signal.removeEventListener('abort', onAbort);
  }
}

async function exchange(
  one: Try,
  signal: AbortSignal,
  onStart: () => void,
): Promise<HttpAnswer | typeof tooLarge> {
  const { origin, pathname, search } = new URL(`${one.origin}${one.target}`);
  const answer = await watchingStart(one.dispatcher, onStart).request({
    origin,
    path: `${pathname}${search}`,
    method: one.method,
    headers: Object.fromEntries(one.headers),
    signal,
    ...present({ body: one.body }),
  });
  const body = await bodyOf(answer.body, one.bodyBytes);
  // undici gives a connection free one turn after the answer; a request that came sooner would open another one.
  await nextTurn();
  if (body === tooLarge) return tooLarge;
  return { status: answer.statusCode, headers: headersOf(answer.headers), body };
}

/** Sends a request once. Whatever happens is a value; `sent` in a trouble tells whether the other side may know. */
export async function attemptRequest(one: Try): Promise<RequestAttempt> {
  const { limit } = one;
  const signal = AbortSignal.any([one.signal, limit]);
  let sent = false;
  const trouble = (kind: Trouble['kind']): RequestAttempt => ({ got: 'trouble', trouble: { kind, sent } });
  try {
    const working = exchange(one, signal, () => {
      sent = true;
    });
    const answer = await unlessAborted(signal, working);
    return answer === tooLarge ? trouble('tooLarge') : { got: 'answer', answer };
  } catch (error) {
    if (one.signal.aborted) return trouble('cancelled');
    return limit.aborted ? trouble('timeout') : { got: 'trouble', trouble: troubleOf(error, sent) };
  }
}
