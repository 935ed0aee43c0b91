import { describe, expect, it } from 'vitest';
import { readBlocks, readInline, sectionOf } from '../../../../src/cli/commands/help/markdown.ts';

describe('the blocks of a document', () => {
  it.each([
    ['# One `two`', [{ kind: 'heading', level: 1, text: 'One `two`' }]],
    [
      'one\ntwo\n\nthree',
      [
        { kind: 'paragraph', text: 'one two' },
        { kind: 'paragraph', text: 'three' },
      ],
    ],
    [
      '- one\n  more\n- two',
      [
        { kind: 'item', mark: '-', text: 'one more' },
        { kind: 'item', mark: '-', text: 'two' },
      ],
    ],
    ['1. one', [{ kind: 'item', mark: '1.', text: 'one' }]],
    [
      'text\n```json\n# no heading\n\n| no table |\n```\n',
      [
        { kind: 'paragraph', text: 'text' },
        { kind: 'code', lines: ['# no heading', '', '| no table |'] },
      ],
    ],
    ['```\nnever closed', [{ kind: 'code', lines: ['never closed'] }]],
    [
      '| A | B |\n|---|---|\n| a \\| b | |\n| c | `d` |',
      [
        {
          kind: 'table',
          titles: ['A', 'B'],
          rows: [
            ['a | b', ''],
            ['c', '`d`'],
          ],
        },
      ],
    ],
    ['<!-- keys -->\n![A picture](x.svg)', []],
    ['', []],
  ])('%j', (text, blocks) => {
    expect(readBlocks(text)).toEqual(blocks);
  });

  it('of a section are those up to the next heading of its level', () => {
    const blocks = readBlocks('# A\n## B\nb\n### C\nc\n## D\nd');

    expect(sectionOf(blocks, 'B')).toEqual(readBlocks('## B\nb\n### C\nc'));
    expect(sectionOf(blocks, 'D')).toEqual(readBlocks('## D\nd'));
    expect(() => sectionOf(blocks, 'E')).toThrow('no section E');
  });
});

describe('the pieces of a text', () => {
  it.each([
    ['plain', [{ kind: 'text', text: 'plain' }]],
    [
      'a **b** `c*d*`',
      [
        { kind: 'text', text: 'a ' },
        { kind: 'bold', text: 'b' },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'c*d*' },
      ],
    ],
    [
      '*declared* [here](x.md#y)',
      [
        { kind: 'italic', text: 'declared' },
        { kind: 'text', text: ' ' },
        { kind: 'link', text: 'here', target: 'x.md#y' },
      ],
    ],
    ['2 * 3 * 4', [{ kind: 'text', text: '2 * 3 * 4' }]],
  ])('%j', (text, pieces) => {
    expect(readInline(text)).toEqual(pieces);
  });
});
