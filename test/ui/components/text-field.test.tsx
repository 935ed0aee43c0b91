import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldRow } from '../../../src/ui/components/field-row.ts';
import { graphemes } from '../../../src/ui/text/cells.ts';
import { rowWidth } from '../../../src/ui/text/lay.ts';
import { asciiTheme, unicodeTheme } from '../../support/terminal/themes.ts';

const row = (text: string, cursor: number, width = 20) =>
  fieldRow({ text, cursor }, { width, placeholder: 'type to filter', theme: unicodeTheme });
const under = (pieces: ReturnType<typeof row>) => pieces.find(({ inverse }) => inverse === true)?.text;
const text = (pieces: ReturnType<typeof row>) => pieces.map((piece) => piece.text).join('');

describe('a text field', () => {
  it.each([
    ['', 0, ' ', ' type to filter'],
    ['ada', 3, ' ', 'ada '],
    ['ada', 1, 'd', 'ada'],
    ['👩‍👩‍👧x', 0, '👩‍👩‍👧', '👩‍👩‍👧x'],
  ])('%j with the cursor at %i marks %j', (typed, cursor, marked, drawn) => {
    expect(under(row(typed, cursor))).toBe(marked);
    expect(text(row(typed, cursor))).toBe(drawn);
  });

  it('shows the part around the cursor of a text that is too long', () => {
    const long = 'abcdefghijklmnopqrstuvwxyz';

    expect(text(row(long, 26, 10))).toBe('rstuvwxyz ');
    expect(text(row(long, 0, 10))).toBe('abcdefghij');
  });

  it('always fits and always shows the cursor', () => {
    const typed = fc.string({ unit: fc.constantFrom('a', '木', 'é', '👩‍👩‍👧', '\x1b', ' '), maxLength: 40 });
    fc.assert(
      fc.property(typed, fc.nat(40), fc.integer({ min: 12, max: 60 }), (value, at, width) => {
        const cursor = Math.min(at, graphemes(value).length);
        const drawn = row(value, cursor, width);

        expect(rowWidth(drawn)).toBeLessThanOrEqual(width);
        expect(under(drawn)).toBeDefined();
      }),
    );
  });

  it('is ASCII where only ASCII can be shown', () => {
    const drawn = fieldRow({ text: 'Zoë', cursor: 3 }, { width: 20, placeholder: '', theme: asciiTheme });

    expect(text(drawn)).toBe('Zo\\u{eb} ');
  });
});
