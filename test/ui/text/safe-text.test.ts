import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText } from '../../../src/ui/text/safe-text.ts';

describe('text from outside', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['Zoë Ångström', 'Zoë Ångström'],
    ['山田 太郎', '山田 太郎'],
    ['\x1b[31mred', '␛[31mred'],
    ['a\x1b]52;c;YQ==\x07', 'a␛]52;c;YQ==␇'],
    ['one\ntwo\ttab\x7f', 'one␊two␉tab␡'],
    ['\x9b31m', '<U+009B>31m'],
    ['evil\u202etxt', 'evil<U+202E>txt'],
    ['\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['a\u200bb\ufeffc\u00add', 'a<U+200B>b<U+FEFF>c<U+00AD>d'],
    ['a\u200db', 'a<U+200D>b'],
    ['\u0301x', '◌\u0301x'],
    ['\ud800', '<U+D800>'],
    ['\ue000', '<U+E000>'],
    ['x\u2028y', 'x<U+2028>y'],
    ['\u3164', '<U+3164>'],
  ])('%j is drawn as %j', (text, drawn) => {
    expect(safeText(text, 'unicode')).toBe(drawn);
  });

  it.each([
    'نیم\u200cفاصله',
    'क्\u200dष',
    '👩\u200d👩\u200d👧',
    '❤\ufe0f',
    '葛\u{e0100}城',
    '5\ufe0f\u20e3',
    '\u0600123',
  ])('%j keeps the characters its spelling needs', (text) => {
    expect(safeText(text, 'unicode')).toBe(text);
  });

  it.each([
    ['Zoë', 'Zo\\u{eb}'],
    ['\x1b[0m', '\\u{1b}[0m'],
    ['😀', '\\u{1f600}'],
  ])('%j is %j where only ASCII can be shown', (text, drawn) => {
    expect(safeText(text, 'ascii')).toBe(drawn);
  });

  it('never carries a control, bidi or zero-width character to the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safeText(text, 'unicode')).not.toMatch(
          /[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/,
        );
        expect(safeText(text, 'ascii')).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });

  it('is not changed by a second pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('unicode', 'ascii'), (text, alphabet) => {
        const once = safeText(text, alphabet);

        expect(safeText(once, alphabet)).toBe(once);
      }),
    );
  });
});
