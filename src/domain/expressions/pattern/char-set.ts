/** A set of UTF-16 code units: sorted ranges that do not touch. .NET matches code units, not code points. */
export type CharSet = readonly CharRange[];
type CharRange = readonly [first: number, last: number];

const LAST_UNIT = 0xffff;

export const everything: CharSet = [[0, LAST_UNIT]];

export function union(...sets: readonly CharSet[]): CharSet {
  const ranges = sets.flat().sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of ranges) {
    const open = merged.at(-1);
    if (open !== undefined && first <= open[1] + 1) open[1] = Math.max(open[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function complement(set: CharSet): CharSet {
  const gaps: CharRange[] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_UNIT) gaps.push([next, LAST_UNIT]);
  return gaps;
}

export const without = (set: CharSet, removed: CharSet): CharSet =>
  complement(union(complement(set), removed));

/** The set as a JavaScript class, `[a-z]`; one that holds nothing is `[]` and one that holds all is `[^]`. */
export function classSource(set: CharSet): string {
  const excluded = complement(set);
  if (excluded.length < set.length) return `[^${excluded.map(rangeSource).join('')}]`;
  return `[${set.map(rangeSource).join('')}]`;
}

function rangeSource([first, last]: CharRange): string {
  if (first === last) return unitSource(first);
  return `${unitSource(first)}${last === first + 1 ? '' : '-'}${unitSource(last)}`;
}

/** One code unit, spelled so that it means itself inside and outside of a class. */
export function unitSource(unit: number): string {
  const char = String.fromCharCode(unit);
  return /[A-Za-z0-9 _@#%&=:;,<>~`'"!]/.test(char) ? char : `\\u${unit.toString(16).padStart(4, '0')}`;
}
