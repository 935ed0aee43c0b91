import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOfBytes, orderTexts } from '../../../src/search/index/byte-order.ts';
import { atOnce } from '../../../src/search/index/people-index.ts';

/** Texts in one buffer, as the index keeps them. */
function textsOf(list: readonly string[]) {
  const encoded = list.map((text) => Buffer.from(text));
  let at = 0;
  return {
    bytes: Buffer.concat(encoded),
    at: Uint32Array.from(encoded, ({ length }) => {
      at += length;
      return at - length;
    }),
    lengths: Uint32Array.from(encoded, ({ length }) => length),
  };
}

const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
/** Few letters and common beginnings, so that texts are equal for long. */
const text = fc
  .tuple(
    fc.constantFrom('', 'anna', 'anna.berg@', 'Anna.Berg@contoso'),
    fc.string({ unit: fc.constantFrom('a', 'B', 'é', '王') }),
  )
  .map((parts) => parts.join(''));

describe('sorting texts by their bytes', () => {
  it('gives the order of UTF-8 in lower case, equals as they were asked to be', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 80 }), (list) => {
        const order = atOnce(orderTexts(textsOf(list), (a, b) => b - a));

        const expected = list
          .map((each, place) => ({ bytes: Buffer.from(lower(each)), place }))
          .sort((a, b) => Buffer.compare(a.bytes, b.bytes) || b.place - a.place)
          .map(({ place }) => place);
        expect([...order]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('looking for bytes', () => {
  it('finds the first place of them, capitals or not, and none behind the end', () => {
    fc.assert(
      fc.property(text, text, fc.nat({ max: 5 }), (whole, piece, cut) => {
        fc.pre(piece !== '');
        const bytes = Buffer.from(whole);
        const end = Math.max(0, bytes.length - cut);

        const found = indexOfBytes(bytes, 0, end, Buffer.from(lower(piece)));

        expect(found).toBe(
          Buffer.from(lower(whole))
            .subarray(0, end)
            .indexOf(Buffer.from(lower(piece))),
        );
      }),
      { numRuns: 300 },
    );
  });
});
