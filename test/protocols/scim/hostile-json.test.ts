import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, parseWireJson, valueOfKey, withField } from '../../../src/protocols/scim/json.ts';
import { anyText } from './arbitraries.ts';

const nested = (depth: number, open: string, close: string, inside = '1'): string =>
  `${open.repeat(depth)}${inside}${close.repeat(depth)}`;

describe('a document from outside', () => {
  it.each([
    ['arrays', nested(100, '[', ']')],
    ['objects', nested(100, '{"a":', '}')],
    ['brackets in a text', JSON.stringify('[{'.repeat(500_000))],
    ['escaped quotation marks before brackets', JSON.stringify(`"\\"${'['.repeat(5_000)}`)],
    ['many arrays beside each other', `[${'[],'.repeat(50_000)}[]]`],
  ])('is read however long it is: %s', (_, text) => {
    expect(parseWireJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['arrays', nested(101, '[', ']')],
    ['a million arrays', nested(1_000_000, '[', ']')],
    ['objects', nested(100_000, '{"a":', '}')],
    ['arrays that are never closed', '['.repeat(1_000_000)],
    ['both behind a text', `["]]]]",${nested(100, '[{"a":', '}]')}]`],
  ])('is refused when it is nested too deeply: %s', (_, text) => {
    expect(parseWireJson(text)).toBeUndefined();
  });

  it.each([
    '',
    ' ',
    '{',
    '"',
    '"\\',
    '{"a":}',
    '[1,]',
    'NaN',
    "{'a':1}",
    '<html>',
    '\u0000',
    '\ufeff\ufeff{}',
  ])('is nothing when it is no JSON: %j', (text) => expect(parseWireJson(text)).toBeUndefined());

  it('may begin with a byte order mark', () => {
    expect(parseWireJson('\ufeff{"a":1}')).toEqual({ a: 1 });
  });

  it('keeps the keys of prototypes as data', () => {
    const parsed = parseWireJson('{"__proto__":{"admin":true},"constructor":1}');
    if (!isJsonObject(parsed)) throw new Error('expected an object');

    const changed = withField(parsed, '__PROTO__', 'x');

    expect(valueOfKey(parsed, 'admin')).toBeUndefined();
    expect(valueOfKey(changed, '__proto__')).toBe('x');
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    expect(valueOfKey({}, '__proto__')).toBeUndefined();
  });

  it('is read as JSON.parse reads it, or not at all', () => {
    const readByLanguage = (text: string): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(fc.json(), anyText, (text, rest) => {
        expect(parseWireJson(text)).toEqual(JSON.parse(text));
        expect(parseWireJson(`{${rest}}`)).toEqual(readByLanguage(`{${rest}}`));
      }),
    );
  });
});
