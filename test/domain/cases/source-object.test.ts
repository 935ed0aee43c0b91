import { describe, expect, it } from 'vitest';
import { readSourceObject } from '../../../src/domain/cases/source-object.ts';

const lines = '{"a": 1}\n\n{"a": }\n{"a": 4}\n';

describe('a source object', () => {
  it('has its names, and its attributes without those that are null', () => {
    const read = readSourceObject(
      '{"a": "x", "b": null, "__proto__": true, "l": [1, {"v": "y"}]}',
      undefined,
    );

    expect(read.ok && read.value.names).toEqual(['a', 'b', '__proto__', 'l']);
    expect(read.ok && [...read.value.attributes]).toEqual([
      ['a', 'x'],
      ['__proto__', true],
      ['l', [1, { v: 'y' }]],
    ]);
  });

  it('is one line of JSON Lines, counted from 1', () => {
    const read = readSourceObject(lines, 4);

    expect(read.ok && read.value.attributes.get('a')).toBe(4);
  });

  it.each([
    ['a list', '[]', undefined, { path: '', message: 'an object is expected' }],
    ['an inner object', '{"m": {"x": 1}}', undefined, { path: 'm', message: /^an attribute is a text/ }],
    ['a line that does not exist', lines, 9, { message: /^there is no line 9; the last one is 5$/ }],
    ['a faulty line, at its place in the file', lines, 3, { place: { line: 3, column: 7 } }],
    [
      'JSON Lines as a whole',
      lines,
      undefined,
      { place: { line: 3, column: 1 }, message: /pick one with --line$/ },
    ],
    [
      'a fault on the first line',
      '{',
      undefined,
      { message: /but the text ends too early: a bracket or a quote is not closed$/ },
    ],
  ])('is not %s', (_, text, line, fault) => {
    const read = readSourceObject(text, line);

    const matched = Object.entries(fault).map(([key, value]) => [
      key,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]);
    expect(read.ok ? [] : read.error).toMatchObject([Object.fromEntries(matched)]);
  });
});
