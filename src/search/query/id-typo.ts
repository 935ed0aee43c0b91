import type { Strength } from './match-word.ts';

/**
 * An id of people that was mistyped: one character too many, too few, wrong, or two neighbours exchanged. Only asked for
 * when nothing else was found: in a large company every other number is somebody's.
 */
export const ONE_DIGIT_OFF: Strength = 20;

const SHORTEST = 5;
const LONGEST = 20;
const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const idLike = /^(?=.*[0-9])[a-z0-9]+$/;

/** Every id that differs from a folded one in one place; none for what does not look like an id. */
export function idVariants(code: string): ReadonlySet<string> {
  const variants = new Set<string>();
  if (code.length < SHORTEST || code.length > LONGEST || !idLike.test(code)) return variants;
  const characters = /^[0-9]+$/.test(code) ? digits : digits + letters;
  for (let at = 0; at <= code.length; at++) {
    const [before, here, next] = [code.slice(0, at), code.slice(at, at + 1), code.slice(at + 1, at + 2)];
    for (const other of characters) {
      variants.add(before + other + code.slice(at));
      variants.add(before + other + code.slice(at + 1));
    }
    variants.add(before + code.slice(at + 1));
    variants.add(before + next + here + code.slice(at + 2));
  }
  variants.delete(code);
  return variants;
}

/** Whether `idVariants` of the one holds the other. */
export function isOneTypoAway(typed: string, key: string): boolean {
  return Math.abs(typed.length - key.length) <= 1 && idVariants(typed).has(key);
}
