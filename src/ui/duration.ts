import type { Card, RunRecord } from '../engine/run/record.ts';

/** What a step took, without the time that a person took to answer a question. */
export function cardTook({ startedAt, endedAt, askedMs = 0 }: Card): string | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  return durationText(Date.parse(endedAt) - Date.parse(startedAt) - askedMs);
}

/** What a step that is going on took so far; it stands still while a person is asked. */
export function cardElapsed({ startedAt, askedAt, askedMs = 0 }: Card, nowMs: number): string | undefined {
  const until = askedAt === undefined ? nowMs : Date.parse(askedAt);
  return elapsed(startedAt, until - askedMs);
}

/** What a run took, without the time that a person took to answer. */
export function runTook({ startTime, endTime, evidence }: RunRecord): string | undefined {
  if (endTime === undefined) return undefined;
  const asked = evidence.cards.reduce((sum, { askedMs = 0 }) => sum + askedMs, 0);
  return durationText(Date.parse(endTime) - Date.parse(startTime) - asked);
}

/** Time so far, in whole seconds, so that the row changes once a second; nothing in the first one. */
function elapsed(from: string | undefined, nowMs: number): string | undefined {
  if (from === undefined) return undefined;
  const seconds = Math.floor((nowMs - Date.parse(from)) / 1000);
  return seconds < 1 ? undefined : durationText(seconds * 1000);
}

/** "14 ms", "0.3 s", "12 s", "2 min 5 s": no more digits than one reads. */
export function durationText(ms: number): string {
  if (ms < 100) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
