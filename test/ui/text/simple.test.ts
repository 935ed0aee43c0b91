import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { isSimple } from '../../../src/ui/text/simple.ts';

const basicPlane = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
const simple = basicPlane.filter(isSimple);

describe('a simple character', () => {
  it('takes one cell', () => {
    expect(simple.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  });

  it('is no control, no format character, no mark and no joiner', () => {
    expect(simple.filter((character) => /[[\p{C}\p{M}\p{Z}]--[\x20]]/v.test(character))).toEqual([]);
  });

  it('is a grapheme by itself, whatever simple character stands beside it', () => {
    const text = simple.join('') + simple.toReversed().join('');

    const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);

    expect(Array.from(segments)).toHaveLength(text.length);
  });

  it('is known in every language that is written with Latin letters', () => {
    expect(
      ['Łukasz Żółć', 'Ærøskøbing', 'Škoda – Plzeň', '“Zoë’s”…'].filter((text) => !isSimple(text)),
    ).toEqual([]);
  });
});
