import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textPosition, underlined } from '../../../src/cli/commands/underline.ts';
import { cells } from '../../../src/ui/text/cells.ts';

const marked = (text: string, position: number, length: number) =>
  underlined(text, { position, length }, 'unicode');

describe('an underlined part of a text', () => {
  it.each([
    ['in the middle', 'abc def', 4, 2, ['abc def', '    ^^']],
    ['at the end of the text', 'abc', 3, 0, ['abc', '   ^']],
    ['on a later line', 'abc\n  def\nx', 6, 3, ['  def', '  ^^^']],
    ['over several lines, of which the first is shown', 'ab\ncd', 1, 4, ['ab', ' ^']],
    ['behind and below wide characters', '日本語', 1, 1, ['日本語', '  ^^']],
    ['behind a control character', 'a\u0007b', 2, 1, ['a\u2407b', '  ^']],
    ['in a text without anything', '', 0, 0, ['', '^']],
  ])('%s', (_, text, position, length, lines) => {
    expect(marked(text, position, length)).toEqual(lines);
  });

  it('shows of a long line only the surroundings', () => {
    const [line = '', carets = ''] = marked(`${'a'.repeat(5_000)}!${'b'.repeat(5_000)}`, 5_000, 1);

    expect(line).toMatch(/^\.\.\.a{60}!b{39}\.\.\.$/);
    expect(carets).toBe(`${' '.repeat(63)}^`);
  });

  it('has at least one caret, and none beyond the line, in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.nat({ max: 30 }),
        fc.nat({ max: 9 }),
        (text, at, length) => {
          const [line = '', carets = ''] = marked(text, Math.min(at, text.length), length);

          expect(carets).toMatch(/^ *\^+$/);
          expect(cells(carets)).toBeLessThanOrEqual(cells(line) + 1);
        },
      ),
    );
  });
});

describe('a place in words', () => {
  it.each([
    ['abc', 0, 'character 1'],
    ['abc', 3, 'character 4'],
    ['a\nbc', 0, 'line 1, character 1'],
    ['a\nbc', 3, 'line 2, character 2'],
  ])('%j at %i', (text, position, words) => {
    expect(textPosition(text, position)).toBe(words);
  });
});
