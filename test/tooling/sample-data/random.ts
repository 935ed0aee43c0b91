import { createHash } from 'node:crypto';

/** A repeatable stream of numbers in [0, 1): the same seed makes the same company on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` hexadecimal digits that depend on the text alone. */
export function hexOf(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count);
}

/** A version 4 shaped GUID that depends on the text alone. */
export function guidOf(text: string): string {
  const hex = hexOf(text, 32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
