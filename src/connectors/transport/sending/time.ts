import { setTimeout as after } from 'node:timers/promises';

/** Everything about time that a transport needs, handed in so that tests neither wait nor guess. */
export type Time = {
  /** Milliseconds since 1970, to read a Retry-After that is a date. */
  readonly now: () => number;
  /** Resolves after `ms`, or as soon as the signal is aborted. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  /** Aborted once the time for one request is over, after `ms`; without it by the clock of the machine. */
  readonly limit?: (ms: number) => AbortSignal;
};

export const realTime: Time = {
  now: Date.now,
  sleep: (ms, signal) =>
    after(ms, undefined, { signal }).then(
      () => undefined,
      () => undefined,
    ),
  random: Math.random,
};
