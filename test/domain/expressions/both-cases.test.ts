import { describe, expect, it } from 'vitest';
import { withBothCases } from '../../../src/domain/expressions/pattern/both-cases.ts';
import type { CharSet } from '../../../src/domain/expressions/pattern/char-set.ts';

const holds = (set: CharSet, unit: number): boolean =>
  set.some(([first, last]) => first <= unit && unit <= last);
const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

describe('a set that ignores case', () => {
  it.each([
    ['one letter', [[0x73, 0x73]]],
    ['the Latin letters', [[0x61, 0x7a]]],
    [
      'letters of several alphabets',
      [
        [0xe0, 0xff],
        [0x391, 0x3a9],
        [0x430, 0x44f],
      ],
    ],
    [
      'no letters',
      [
        [0x30, 0x39],
        [0x20, 0x2f],
      ],
    ],
    ['half of everything', [[0x0100, 0x7fff]]],
  ] satisfies [string, CharSet][])('holds what JavaScript matches with its flag i: %s', (_what, set) => {
    const native = new RegExp(`^[${set.map(([a, b]) => `${escaped(a)}-${escaped(b)}`).join('')}]$`, 'i');
    const folded = withBothCases(set);
    const different = Array.from({ length: 0x10000 }, (_, unit) => unit).filter(
      (unit) => native.test(String.fromCharCode(unit)) !== holds(folded, unit),
    );

    expect(different.map(escaped)).toEqual([]);
  });
});
