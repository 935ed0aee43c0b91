import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../../../src/connectors/transport/message.ts';
import {
  decideRetry,
  type RequestAttempt,
  retryAfterMs,
} from '../../../../src/connectors/transport/sending/retry.ts';

const answer = (status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers: new Map(Object.entries(headers)),
  body: '',
});
const answered = (...about: Parameters<typeof answer>): RequestAttempt => ({
  got: 'answer',
  answer: answer(...about),
});
const troubled = (
  kind: 'lost' | 'timeout' | 'refused' | 'untrusted' | 'cancelled' | 'tooLarge',
  code?: string,
): RequestAttempt => ({
  got: 'trouble',
  trouble: { kind, sent: true, ...(code === undefined ? {} : { code }) },
});
const now = Date.UTC(2026, 0, 1);
const decide = (attempt: RequestAttempt, kind: 'read' | 'write', tries = 1) =>
  decideRetry({
    attempt,
    tries,
    kind,
    limits: { attempts: 3, baseMs: 500, maxWaitMs: 10_000 },
    now,
    random: 0.5,
  });

describe('sending a request again', () => {
  it.each([
    ['a read that is throttled', answered(429), 'read', 'retry'],
    ['a write that is throttled', answered(429), 'write', 'retry'],
    [
      'a write to a server that says when it is back',
      answered(503, { 'retry-after': '2' }),
      'write',
      'retry',
    ],
    ['a write to a server that does not say', answered(503), 'write', 'stop'],
    ['a read to a server that does not say', answered(503), 'read', 'retry'],
    ['a read answered 500', answered(500), 'read', 'retry'],
    ['a write answered 500', answered(500), 'write', 'stop'],
    ['a read answered 501', answered(501), 'read', 'stop'],
    ['a read that was cut', troubled('lost'), 'read', 'retry'],
    ['a write that was cut', troubled('lost'), 'write', 'stop'],
    ['a read without an answer in time', troubled('timeout'), 'read', 'retry'],
    ['a write without an answer in time', troubled('timeout'), 'write', 'stop'],
    ['a write whose connection was refused', troubled('refused'), 'write', 'stop'],
    ['a read from a host nobody knows', troubled('refused', 'ENOTFOUND'), 'read', 'stop'],
    ['a read with a certificate nobody trusts', troubled('untrusted'), 'read', 'stop'],
    ['a read that was cancelled', troubled('cancelled'), 'read', 'stop'],
    ['a read whose answer is too large', troubled('tooLarge'), 'read', 'stop'],
    ['a read that is refused', answered(400), 'read', 'stop'],
    ['a wait longer than the limit', answered(429, { 'retry-after': '11' }), 'read', 'stop'],
  ] as const)('%s', (_, attempt, kind, expected) => {
    expect(decide(attempt, kind).next).toBe(expected);
  });

  it('ends after the third try', () => {
    expect(decide(answered(500), 'read', 2).next).toBe('retry');
    expect(decide(answered(500), 'read', 3).next).toBe('stop');
  });

  it('waits twice as long each time, spread by half', () => {
    expect([1, 2].map((tries) => decide(answered(500), 'read', tries))).toMatchObject([
      { waitMs: 500 },
      { waitMs: 1000 },
    ]);
  });

  it.each([
    ['a server that says "0"', answered(429, { 'retry-after': '0' })],
    [
      'a server that names a time that is over',
      answered(503, { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }),
    ],
  ])('waits for %s as long as for one that says nothing', (_, attempt) => {
    expect(decide(attempt, 'write')).toMatchObject({ next: 'retry', waitMs: 500 });
  });

  it('compares a date with the clock of the server, where it tells that', () => {
    const headers = {
      'retry-after': 'Fri, 01 Jan 2027 00:00:07 GMT',
      date: 'Fri, 01 Jan 2027 00:00:00 GMT',
    };

    expect(retryAfterMs(answer(503, headers), now)).toBe(7_000);
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['9'.repeat(400), 365 * 86_400_000],
    ['soon', undefined],
    ['', undefined],
  ])('reads Retry-After "%s" as %s ms', (header, expected) => {
    expect(retryAfterMs(answer(429, { 'retry-after': header }), now)).toBe(expected);
  });
});
