import type { HttpAnswer } from '../message.ts';
import { isPermanent, type Trouble, troubleText } from './trouble.ts';

export type RequestAttempt =
  | { readonly got: 'answer'; readonly answer: HttpAnswer }
  | { readonly got: 'trouble'; readonly trouble: Trouble };

export type RetryLimits = {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** The first wait; it doubles with each try and is spread by half of it either way. */
  readonly baseMs: number;
  /** A server that asks for a longer wait than this is not waited for. */
  readonly maxWaitMs: number;
};

type RetryDecision =
  | { readonly next: 'stop' }
  | { readonly next: 'retry'; readonly waitMs: number; readonly reason: string };

const stop: RetryDecision = { next: 'stop' };
const troubledStatuses = new Set([500, 502, 503, 504]);

/** Nobody means more than a year; the number of a broken header would not even be one any more. */
const longestWaitMs = 365 * 86_400_000;

/**
 * Milliseconds to wait by a Retry-After header, which holds seconds or a date (RFC 9110 section 10.2.3). A date is
 * compared with the server's own clock where it tells that (section 6.6.1): ours may be another.
 */
export function retryAfterMs(answer: HttpAnswer, now: number): number | undefined {
  const header = answer.headers.get('retry-after')?.trim();
  if (header === undefined || header === '') return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1000, longestWaitMs);
  const date = Date.parse(header);
  if (Number.isNaN(date)) return undefined;
  const serversNow = Date.parse(answer.headers.get('date') ?? '');
  const wait = date - (Number.isNaN(serversNow) ? now : serversNow);
  return Math.min(Math.max(0, wait), longestWaitMs);
}

/** The server refuses for now and has done nothing, so even a write may be sent again later. */
export const isThrottled = (answer: HttpAnswer): boolean =>
  answer.status === 429 || (answer.status === 503 && answer.headers.has('retry-after'));

function backoffMs({ baseMs, maxWaitMs }: RetryLimits, tries: number, random: number): number {
  return Math.min(maxWaitMs, Math.round(baseMs * 2 ** (tries - 1) * (0.5 + random)));
}

/**
 * Whether the same request is sent again, and when. 429, and 503 with Retry-After, on any request; other trouble only
 * on reads, because a write that was cut may have been carried out.
 * `tries` is the number of tries already made; `random` lies between 0 and 1.
 */
export function decideRetry(about: {
  readonly attempt: RequestAttempt;
  readonly tries: number;
  readonly kind: 'read' | 'write';
  readonly limits: RetryLimits;
  readonly now: number;
  readonly random: number;
}): RetryDecision {
  const { attempt, tries, kind, limits } = about;
  if (tries >= limits.attempts) return stop;
  const backoff = backoffMs(limits, tries, about.random);
  if (attempt.got === 'trouble') {
    if (kind === 'write' || isPermanent(attempt.trouble)) return stop;
    return { next: 'retry', waitMs: backoff, reason: troubleText(attempt.trouble) };
  }
  const { answer } = attempt;
  if (isThrottled(answer)) {
    // "0" and a date that is over mean now; a server in trouble still gets the pause it would get without them.
    const waitMs = Math.max(retryAfterMs(answer, about.now) ?? 0, backoff);
    return waitMs > limits.maxWaitMs
      ? stop
      : { next: 'retry', waitMs, reason: `the server answered ${answer.status}` };
  }
  if (kind === 'write' || !troubledStatuses.has(answer.status)) return stop;
  return { next: 'retry', waitMs: backoff, reason: `the server answered ${answer.status}` };
}
