import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, cutEnd, cutMiddle, padEnd, wrapRanges } from '../../../src/ui/text/cells.ts';

const words = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '木', 'é', 'e\u0301', '👩‍👩‍👧', '-'),
  maxLength: 60,
});
const wrapped = (text: string, width: number) =>
  wrapRanges(text, width).map(({ start, end }) => text.slice(start, end));

describe('widths in cells', () => {
  it.each([
    ['Ada', 3],
    ['山田', 4],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
  ])('%j takes %i', (text, width) => {
    expect(cells(text)).toBe(width);
  });
});

describe('cutting', () => {
  it.each([
    ['Ada Lovelace', 12, 'Ada Lovelace'],
    ['Ada Lovelace', 6, 'Ada L…'],
    ['山田太郎', 5, '山田…'],
    ['山田太郎', 4, '山…'],
    ['Ada', 0, ''],
  ])('%j to %i cells at the end is %j', (text, width, cut) => {
    expect(cutEnd(text, width, '…')).toBe(cut);
  });

  it('keeps both ends of an identifier', () => {
    expect(cutMiddle('6f1c7e0a-0b52-4e71-9d3c-99aa00bb11cc', 13, '…')).toBe('6f1c7e…bb11cc');
  });

  it('is never wider than asked', () => {
    fc.assert(
      fc.property(words, fc.nat(30), fc.constantFrom('…', '...'), (text, width, ellipsis) => {
        expect(cells(cutEnd(text, width, ellipsis))).toBeLessThanOrEqual(width);
        expect(cells(cutMiddle(text, width, ellipsis))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('pads with spaces to the width', () => {
    expect(padEnd('山', 4)).toBe('山  ');
  });
});

describe('wrapping', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['ab cdefgh', 4, ['ab', 'cdef', 'gh']],
    ['', 4, ['']],
    ['a  b', 2, ['a ', 'b']],
  ])('%j to %i is %j', (text, width, rows) => {
    expect(wrapped(text, width)).toEqual(rows);
  });

  it('loses nothing but the one space at a break, and no row is too wide', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 30 }), fc.nat(20), (text, width, hang) => {
        const ranges = wrapRanges(text, width, hang);
        const gaps = ranges.slice(1).map((range, index) => text.slice(ranges[index]?.end, range.start));

        const room = (index: number) => (index === 0 ? width : Math.max(2, width - hang));

        expect(ranges.every(({ start, end }, index) => cells(text.slice(start, end)) <= room(index))).toBe(
          true,
        );
        expect(gaps.every((gap) => gap === '' || gap === ' ')).toBe(true);
        expect(ranges[0]?.start).toBe(0);
        expect(ranges.at(-1)?.end).toBe(text.length);
      }),
    );
  });
});
