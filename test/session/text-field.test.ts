import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../../src/session/actions.ts';
import type { TextFieldState } from '../../src/session/state.ts';
import { edit, emptyField, fieldWith, insert } from '../../src/session/text-field.ts';

const graphemes = (text: string): readonly string[] =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

const edits: readonly TextEdit[] = [
  ...(['deleteBackward', 'deleteForward', 'deleteWordBackward', 'deleteToStart', 'deleteToEnd'] as const),
  ...(['left', 'right', 'wordLeft', 'wordRight', 'start', 'end'] as const),
];
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', ' ', 'é', 'e\u0301', '👩‍💻', '🇦', '🇧', '\u200d', '王', '\ud83d'))
    .map((parts) => parts.join('')),
);
const fields: fc.Arbitrary<TextFieldState> = fc.tuple(texts, fc.nat()).map(([text, at]) => ({
  text,
  cursor: at % (graphemes(text).length + 1),
}));

const at = (text: string, cursor: number): TextFieldState => ({ text, cursor });

describe('editing by whole characters', () => {
  it.each<[TextEdit, TextFieldState, TextFieldState]>([
    ['deleteBackward', at('ada', 3), at('ad', 2)],
    ['deleteBackward', at('ada', 0), at('ada', 0)],
    ['deleteBackward', at('a👩‍💻b', 2), at('ab', 1)],
    ['deleteBackward', at('e\u0301', 1), at('', 0)],
    ['deleteForward', at('ada', 0), at('da', 0)],
    ['deleteForward', at('ada', 3), at('ada', 3)],
    ['deleteForward', at('👩‍💻b', 0), at('b', 0)],
    ['deleteWordBackward', at('ada lovelace', 12), at('ada ', 4)],
    ['deleteWordBackward', at('ada   ', 6), at('', 0)],
    ['deleteToStart', at('ada lovelace', 4), at('lovelace', 0)],
    ['deleteToEnd', at('ada lovelace', 3), at('ada', 3)],
    ['left', at('ada', 0), at('ada', 0)],
    ['left', at('王小明', 3), at('王小明', 2)],
    ['right', at('ada', 3), at('ada', 3)],
    ['right', at('👩‍💻b', 0), at('👩‍💻b', 1)],
    ['wordLeft', at('ada lovelace', 12), at('ada lovelace', 4)],
    ['wordRight', at('ada lovelace', 0), at('ada lovelace', 3)],
    ['start', at('ada', 2), at('ada', 0)],
    ['end', at('ada', 0), at('ada', 3)],
  ])('%s', (change, before, after) => {
    expect(edit(before, change)).toEqual(after);
  });

  it('inserts at the cursor and goes behind what was inserted', () => {
    expect(insert(at('ada', 1), 'XY')).toEqual(at('aXYda', 3));
    expect(insert(emptyField, '👩‍💻')).toEqual(at('👩‍💻', 1));
    expect(insert(at('e', 1), '\u0301')).toEqual(at('e\u0301', 1));
  });

  it('starts behind a given text', () => {
    expect(fieldWith('Zoë')).toEqual(at('Zoë', 3));
  });
});

describe('whatever is in the field', () => {
  const isInside = ({ text, cursor }: TextFieldState) => cursor >= 0 && cursor <= graphemes(text).length;

  it('the cursor stays inside', () => {
    fc.assert(
      fc.property(fields, fc.constantFrom(...edits), (field, change) => isInside(edit(field, change))),
    );
    fc.assert(fc.property(fields, texts, (field, text) => isInside(insert(field, text))));
  });

  it('moving changes no text, deleting never adds any', () => {
    fc.assert(
      fc.property(fields, fc.constantFrom(...edits), (field, change) => {
        const { text } = edit(field, change);
        if (!change.startsWith('delete')) expect(text).toBe(field.text);
        expect(text.length).toBeLessThanOrEqual(field.text.length);
      }),
    );
  });

  it('typing and deleting backward gives the text back, where characters do not join', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'Z', ' ', 'é', '王', '🙂') });
    fc.assert(
      fc.property(letters, letters, fc.constantFrom('x', '🙂', '王'), (before, after, typed) => {
        const field = at(before + after, graphemes(before).length);
        expect(edit(insert(field, typed), 'deleteBackward')).toEqual(field);
      }),
    );
  });

  it('deleting backward takes one whole character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(edit(fieldWith(text), 'deleteBackward').text).toBe(graphemes(text).slice(0, -1).join(''));
      }),
    );
  });
});
