import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson } from '../../../src/ui/details/exchanges-page.ts';

describe('JSON bodies', () => {
  it.each([
    ['{"a":1,"b":[true,null]}', '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}'],
    ['{}', '{}'],
    ['{"a":{}}', '{\n  "a": {}\n}'],
    ['[12345678901234567890]', '[\n  12345678901234567890\n]'],
    ['{"a":"x, {y}: \\"z\\""}', '{\n  "a": "x, {y}: \\"z\\""\n}'],
    ['{"a":"cut o', '{\n  "a": "cut o'],
  ])('%s is indented', (text, indented) => {
    expect(indentJson(text)).toBe(indented);
  });

  it.each(['plain text', '<xml/>', '{\n"a": 1}'])('%j is left as it is', (text) => {
    expect(indentJson(text)).toBeUndefined();
  });

  it('mean the same afterwards', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify([value]);

        expect(JSON.parse(indentJson(text) ?? text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
