import { setTimeout as delay } from 'node:timers/promises';
import type { ScimRequest, ScimResponse } from '../protocol/exchange.ts';
import { type Misbehaviour, refusalAnswer, type Timing } from './misbehaviour.ts';

/** Each request is refused the first time that it comes, and served the second time. */
function firstRefused(
  says: string,
  answer: (timing: Timing, now: Date) => ScimResponse,
  isMeant: (request: ScimRequest) => boolean = () => true,
): Misbehaviour {
  return {
    says,
    make: (timing) => {
      const refused = new Set<string>();
      return {
        before: (request, target) => {
          const key = JSON.stringify([request.method, request.path, request.query.toString(), request.body]);
          if (!isMeant(request) || refused.delete(key)) return request;
          refused.add(key);
          return answer(timing, target.now());
        },
      };
    },
  };
}

/** Refuses a request the first time, and says when to come back. */
const patient = (says: string, answer: (timing: Timing, now: Date) => ScimResponse): Misbehaviour => ({
  ...firstRefused(says, answer),
  heeds: 'retryAfterSeconds',
});

function retryAfter(status: number, value: string): ScimResponse {
  return { ...refusalAnswer(status, 'too many requests'), headers: { 'Retry-After': value } };
}

/** How servers behave under pressure. */
export const pressure = {
  slow: {
    heeds: 'slowMs',
    says: 'Does the work and holds each answer for 90 seconds, or as long as --slow-ms says.',
    make: ({ slowMs }) => ({
      // A client that has gone is no failure of the server.
      leave: (signal) => delay(slowMs, undefined, { signal }).catch(() => undefined),
    }),
  },
  throttles: patient(
    'Answers each request with 429 first, and says in seconds how long to wait.',
    ({ retryAfterSeconds }) => retryAfter(429, String(retryAfterSeconds)),
  ),
  'throttles-until-date': patient(
    'Answers each request with 429 first, and says with a date how long to wait.',
    ({ retryAfterSeconds }, now) =>
      retryAfter(429, new Date(now.getTime() + retryAfterSeconds * 1000).toUTCString()),
  ),
  'unavailable-at-first': patient(
    'Answers each request with 503 first, and says in seconds how long to wait.',
    ({ retryAfterSeconds }) => retryAfter(503, String(retryAfterSeconds)),
  ),
  'reads-fail-at-first': firstRefused(
    'Answers each read with 502 first.',
    () => refusalAnswer(502, 'bad gateway'),
    ({ method }) => method === 'GET',
  ),
} as const satisfies Record<string, Misbehaviour>;
