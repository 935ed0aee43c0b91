import { present } from '../../../domain/present.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { HttpAnswer, HttpRequest } from '../message.ts';
import { isThrottled, type RequestAttempt, retryAfterMs } from './retry.ts';
import type { Trouble } from './trouble.ts';
import { troubleFailure } from './trouble-failure.ts';

type About = {
  readonly request: HttpRequest;
  readonly place: string;
  readonly requestMs: number;
  readonly now: number;
};

const failing = (failure: Failure): Result<never, Failure> => fail(failure);

function unknownOutcome({ request, place }: About, why: string, systemCode: string): Result<never, Failure> {
  const message = `The ${request.method} request was sent to ${place}, but ${why}; whether it was carried out is unknown.`;
  return failing({ code: 'outcome.unknown', message, systemCode });
}

const whyUnknown: Record<Trouble['kind'], string> = {
  cancelled: 'was given up before the answer came',
  timeout: 'no answer came in time',
  refused: 'the connection was refused',
  untrusted: 'the TLS connection was refused before the answer came',
  lost: 'the connection broke before the answer came',
  garbled: 'its answer is not HTTP',
  tooLarge: 'the answer is too large to read',
};

function throttledFailure(answer: HttpAnswer, { place, now }: About): Result<never, Failure> {
  const retryAfter = retryAfterMs(answer, now);
  const when = retryAfter === undefined ? '' : `, for another ${Math.ceil(retryAfter / 1000)} s`;
  return failing({
    code: 'throttled',
    message: `${place} takes no more requests for now${when}.`,
    systemCode: String(answer.status),
    ...present({ retryAfterMs: retryAfter }),
  });
}

/** What the last try of a request means, once nothing is repeated anymore. */
export function conclude(attempt: RequestAttempt, about: About): Result<HttpAnswer, Failure> {
  if (attempt.got === 'trouble') {
    const { kind, sent, code = kind } = attempt.trouble;
    const mayBeDone = about.request.kind === 'write' && sent;
    return mayBeDone ? unknownOutcome(about, whyUnknown[kind], code) : troubleFailure(attempt.trouble, about);
  }
  const { answer } = attempt;
  if (isThrottled(answer)) return throttledFailure(answer, about);
  // 501 says that the method is not there, so nothing can have happened (RFC 9110 section 15.6.2).
  if (about.request.kind === 'read' || answer.status < 500 || answer.status === 501) return ok(answer);
  const words = about.request.explain?.(answer);
  const why = words === undefined ? `it answers ${answer.status}` : `it answers ${answer.status}: ${words}`;
  return unknownOutcome(about, why, String(answer.status));
}
