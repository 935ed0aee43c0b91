import { type CharSet, union } from './char-set.ts';

const LAST_UNIT = 0xffff;

/** What JavaScript makes of a unit where case does not count (ECMA-262, Canonicalize without the flag u). */
function canonical(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  if (upper.length !== 1) return unit;
  const folded = upper.charCodeAt(0);
  // A letter outside of ASCII never becomes one of ASCII: the long s stays what it is.
  return unit >= 0x80 && folded < 0x80 ? unit : folded;
}

/** The units of each letter that has more than one, by their canonical unit. Takes some milliseconds to make. */
function lettersByCanonical(): ReadonlyMap<number, readonly number[]> {
  const letters = new Map<number, number[]>();
  for (let unit = 0; unit <= LAST_UNIT; unit += 1) {
    const key = canonical(unit);
    if (key !== unit) letters.set(key, [...(letters.get(key) ?? [key]), unit]);
  }
  return letters;
}

let known: ReadonlyMap<number, readonly number[]> | undefined;

const isIn = (set: CharSet, unit: number): boolean =>
  set.some(([first, last]) => first <= unit && unit <= last);

/**
 * The set with both cases of each of its letters: what the option i makes of it. Written out, because the modifier
 * `(?i:...)` of JavaScript is younger than the oldest runtime this program supports.
 */
export function withBothCases(set: CharSet): CharSet {
  known ??= lettersByCanonical();
  const added = [...known.values()]
    .filter((units) => units.some((unit) => isIn(set, unit)))
    .flat()
    .map((unit) => [unit, unit] as const);
  return union(set, added);
}
