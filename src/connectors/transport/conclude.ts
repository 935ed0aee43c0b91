import { fail, ok, type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import { certificateSentence } from './certificate-trouble.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';
import { type Attempt, isThrottled, retryAfterMs } from './retry.ts';
import { type Trouble, troubleText } from './trouble.ts';

type About = {
  readonly request: HttpRequest;
  readonly place: string;
  readonly requestMs: number;
  readonly now: number;
};

const failing = (failure: Failure): Result<never, Failure> => fail(failure);

function unknownOutcome({ request, place }: About, why: string, systemCode: string): Result<never, Failure> {
  const message = `The ${request.method} request reached ${place}, but ${why}; whether it was carried out is unknown.`;
  return failing({ code: 'outcome.unknown', message, systemCode });
}

function troubleFailure(trouble: Trouble, about: About): Result<never, Failure> {
  const { place, requestMs } = about;
  const systemCode = trouble.code ?? trouble.kind;
  if (about.request.kind === 'write' && trouble.sent)
    return unknownOutcome(about, whyUnknown[trouble.kind], systemCode);
  switch (trouble.kind) {
    case 'cancelled':
      return failing({ code: 'cancelled', message: 'The request was cancelled.' });
    case 'timeout':
      return failing({
        code: 'timeout',
        message: `${place} gives no answer within ${requestMs / 1000} s.`,
        systemCode,
      });
    case 'refused':
      return failing({
        code: 'connection.refused',
        message: `Can't reach ${place}: ${troubleText(trouble)}.`,
        systemCode,
      });
    case 'untrusted':
      return failing({
        code: 'certificate.untrusted',
        message: certificateSentence(place, trouble.code),
        systemCode,
      });
    case 'lost':
      return failing({
        code: 'connection.lost',
        message: `The connection to ${place} breaks off.`,
        systemCode,
      });
    case 'garbled':
      return failing({
        code: 'answer.unreadable',
        message: `${place} answers with something that is not HTTP (${systemCode}).`,
        systemCode,
      });
    case 'tooLarge':
      return failing({
        code: 'answer.unreadable',
        message: `The answer of ${place} is too large to read.`,
        systemCode,
      });
    default:
      return unreachable(trouble.kind);
  }
}

const whyUnknown: Record<Trouble['kind'], string> = {
  cancelled: 'was given up before the answer came',
  timeout: 'no answer came in time',
  refused: 'the connection was refused',
  untrusted: 'its certificate is not trusted',
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
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
  });
}

/** What the last try of a request means, once nothing is repeated anymore. */
export function conclude(attempt: Attempt, about: About): Result<HttpAnswer, Failure> {
  if (attempt.got === 'trouble') return troubleFailure(attempt.trouble, about);
  const { answer } = attempt;
  if (isThrottled(answer)) return throttledFailure(answer, about);
  // 501 says that the method is not there, so nothing can have happened (RFC 9110 section 15.6.2).
  if (about.request.kind === 'read' || answer.status < 500 || answer.status === 501) return ok(answer);
  const words = about.request.explain?.(answer);
  const why = words === undefined ? `it answers ${answer.status}` : `it answers ${answer.status}: ${words}`;
  return unknownOutcome(about, why, String(answer.status));
}
