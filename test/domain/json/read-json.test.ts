import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, placesIn } from '../../../src/domain/json/read-json.ts';

const accepts = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('reading JSON with places', () => {
  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('accepts a damaged text exactly when JSON.parse does', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '0',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'nul',
      ' ',
      '\n',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(parseJson(text).ok).toBe(accepts(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a comma too many', '{\n  "a": 1,\n}', 3, 1, 'a comma too many before }'],
    ['a comma too few', '{"a": 1\n "b": 2}', 2, 2, 'a comma or the closing bracket is expected'],
    ['no quotes', '{a: 1}', 1, 2, 'a property name in double quotes'],
    ['single quotes', "{'a': 1}", 1, 2, 'double quotes, not single'],
    ['a comment', '{ // x', 1, 3, 'no comments'],
    ['a text that is not closed', '["abc', 1, 2, 'not closed'],
    ['a bracket that is not closed', '[1,\n', 2, 1, 'ends too early'],
    ['something after the end', '{} x', 1, 4, 'the end of the text'],
    ['an empty file', '', 1, 1, 'the text is empty'],
    ['a number with a leading zero', '[01]', 1, 3, 'a comma or the closing bracket'],
    ['what is no value', '[NaN]', 1, 2, 'a value is expected'],
    ['what is no colon', '{"a" = 1}', 1, 6, 'a colon is expected'],
    ['501 levels', '['.repeat(502), 1, 501, 'deeper than 500'],
  ])('says where and what for %s', (_what, text, line, column, message) => {
    expect(parseJson(text)).toEqual({
      ok: false,
      error: { message: expect.stringContaining(message), line, column },
    });
  });

  it('knows where each key and item stands, and which key appears twice', () => {
    const { places, repeated } = placesIn('{\n "a": [\n  1, {"b.c": 2}\n ],\n "a": 3 }');

    expect(Object.fromEntries(places)).toMatchObject({
      'a[0]': { line: 3, column: 3 },
      'a[1]["b.c"]': { line: 3, column: 7 },
    });
    expect(repeated).toEqual([{ path: 'a', place: { line: 5, column: 2 } }]);
  });

  it('names a key that appears twice, and not the keys inside of its two values', () => {
    const { repeated } = placesIn('{"a": {"b": 1}, "a": {"b": 2}, "c": [{"d": 1, "d": 2}, {"d": 3}]}');

    expect(repeated.map(({ path }) => path)).toEqual(['a', 'c[0].d']);
  });

  it('treats __proto__ as a key like any other', () => {
    const read = parseJson('{"__proto__": {"x": 1}}');

    expect(read.ok && Object.keys(read.value as object)).toEqual(['__proto__']);
    expect(placesIn('{"__proto__": 1}').places.get('__proto__')).toEqual({ line: 1, column: 2 });
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});
