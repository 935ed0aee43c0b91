import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildVocabulary } from '../../../src/search/index/vocabulary.ts';
import { expandWord } from '../../../src/search/query/expand.ts';
import { kindOf, matchWord, typedWord } from '../../../src/search/query/match-word.ts';
import { compilePattern } from '../../../src/search/query/typo.ts';
import { PLACE } from '../../../src/search/text/words.ts';

/** The classical table of optimal string alignment: its last row, one distance per beginning of `word`. */
function alignments(typed: string, word: string): readonly number[] {
  const table: number[][] = [Array.from({ length: word.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number): number => table[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= typed.length; row++) {
    table.push([row]);
    for (let column = 1; column <= word.length; column++) {
      const same = typed[row - 1] === word[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      table[row]?.push(
        Math.min(
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          cell(row - 1, column - 1) + same,
          swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return table[typed.length] ?? [];
}

const unitsOf = (word: string): Uint16Array => Uint16Array.from(word, (_, at) => word.charCodeAt(at));
const fewLetters = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ф'), minLength: 1, maxLength: most });

const kindFor = (
  typed: string,
  word: string,
  patience: 'usual' | 'patient' = 'usual',
): string | undefined => {
  const match = matchWord(typedWord(typed), word, patience);
  return match === undefined ? undefined : kindOf(match.strength);
};

describe('the distance of a typed word', () => {
  it('is that of the classical table, for the whole word and for its nearest beginning', () => {
    fc.assert(
      fc.property(fewLetters(32), fewLetters(40), (typed, word) => {
        const expected = alignments(typed, word);

        const { nearest, nearestLength, whole } = compilePattern(typed).measure(
          unitsOf(word),
          0,
          word.length,
        );

        expect(whole).toBe(expected.at(-1));
        expect(nearest).toBe(Math.min(...expected));
        expect(expected[nearestLength]).toBe(nearest);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a typed word means a word of a name', () => {
  it.each([
    ['martin', 'martin', 'exact'],
    ['mart', 'martinsson', 'prefix'],
    ['tins', 'martinsson', 'inside'],
    ['maritn', 'martin', 'typo'],
    ['matin', 'martin', 'typo'],
    ['marttin', 'martin', 'typo'],
    ['maktin', 'martin', 'typo'],
    ['aartin', 'martin', 'typo'],
    ['maritn', 'martinsson', 'typo'],
    ['小', '小明', 'prefix'],
    ['明', '小明', 'inside'],
    ['contos', `${PLACE}contoso`, 'prefix'],
  ])('%s, %s: %s', (typed, word, kind) => {
    expect(kindFor(typed, word)).toBe(kind);
  });

  it.each([
    ['two letters inside, nearly every name has them', 'ar', 'martin'],
    ['a typo in four letters', 'mria', 'maria'],
    ['a typo in a number', '21452', '21451'],
    ['another Chinese character', '王小明天地', '王小民天地'],
    ['a piece of a mail domain', 'toso', `${PLACE}contoso`],
    ['the first letters of a mail domain', 'con', `${PLACE}contoso`],
    ['two errors while something else was found', 'mratni', 'martin'],
  ])('not by %s', (_why, typed, word) => {
    expect(kindFor(typed, word)).toBeUndefined();
  });

  it.each([
    ['mria', 'maria'],
    ['anma', 'anna'],
    ['mratni', 'martin'],
  ])('%s is taken for %s once nothing better was found', (typed, word) => {
    expect(kindFor(typed, word)).toBeUndefined();
    expect(kindFor(typed, word, 'patient')).toBe('typo');
  });
});

describe('expanding a word over a vocabulary', () => {
  it('finds the words that the rules for one word find, as strong', () => {
    const vocabulary = fc.uniqueArray(
      fc.oneof(
        fewLetters(9),
        fewLetters(9).map((word) => PLACE + word),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        vocabulary,
        fewLetters(8),
        fc.constantFrom('usual', 'patient'),
        (words, typed, patience) => {
          const sorted = words.toSorted();

          const { words: ids, strengths } = expandWord(buildVocabulary(sorted), typedWord(typed), patience);

          const expanded = [...ids].map((id, at) => [sorted[id], strengths[at]]);
          const expected = sorted.flatMap((word) => {
            const match = matchWord(typedWord(typed), word, patience);
            return match === undefined ? [] : [[word, match.strength]];
          });
          expect(new Map(expanded as [string, number][])).toEqual(new Map(expected as [string, number][]));
          expect(expanded).toHaveLength(expected.length);
        },
      ),
      { numRuns: 400 },
    );
  });
});
