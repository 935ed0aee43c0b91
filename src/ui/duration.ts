/** A finished stretch of time: "14 ms", "0.3 s", "2 min 5 s". Both ends ISO 8601. */
export function took(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  return durationText(Date.parse(to) - Date.parse(from));
}

/** Time so far, in whole seconds, so that the row changes once a second; nothing in the first one. */
export function elapsed(from: string | undefined, nowMs: number): string | undefined {
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
