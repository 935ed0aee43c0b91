import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells } from '../../../src/ui/text/cells.ts';
import { gridLines, shareWidths } from '../../../src/ui/text/grid.ts';
import { plainText, span } from '../../../src/ui/text/line.ts';

const ink = { alphabet: 'unicode', ellipsis: '…' } as const;
const drawn = (rows: string[][], width: number, titles?: string[]) =>
  gridLines(
    { ...(titles === undefined ? {} : { titles }), rows: rows.map((row) => row.map((text) => span(text))) },
    width,
    ink,
  ).map((one) => plainText(one).trimEnd());

describe('a table', () => {
  it('gives every column what it needs when there is room', () => {
    expect(
      drawn(
        [
          ['mail', 'ada@example.com'],
          ['title', 'Analyst'],
        ],
        40,
        ['Name', 'Value'],
      ),
    ).toEqual(['Name   Value', 'mail   ada@example.com', 'title  Analyst']);
  });

  it('wraps the wide columns where there is none', () => {
    expect(drawn([['id', 'one two three four']], 12)).toEqual(['id  one two', '    three', '    four']);
  });

  it('is never wider than asked, and holds every character', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '木', ' ', 'é'), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(fc.array(texts, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
        fc.integer({ min: 20, max: 80 }),
        (rows, width) => {
          const lines = drawn(rows, width);
          const letters = (all: string[]) =>
            [...all.join('')]
              .filter((letter) => letter !== ' ')
              .sort()
              .join('');

          expect(lines.every((one) => cells(one) <= width)).toBe(true);
          expect(letters(lines)).toBe(letters(rows.flat()));
        },
      ),
    );
  });

  it('shares a width without exceeding it', () => {
    expect(shareWidths([5, 100, 100], 45)).toEqual([5, 20, 20]);
    expect(shareWidths([5, 6], 45)).toEqual([5, 6]);
  });
});
