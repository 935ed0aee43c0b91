import { describe, expect, it } from 'vitest';
import { readExpressionCases } from '../../../src/domain/cases/expression-case.ts';
import { expressionCase } from './case-context.ts';

const faults = (text: string) => {
  const read = readExpressionCases(text);
  return read.ok
    ? []
    : read.error.map(({ path, message, place }) => ({ path, message, ...(place && { place }) }));
};

const faultsOf = (over: Readonly<Record<string, unknown>>) =>
  faults(JSON.stringify([{ id: 'c', expression: '[a]', source: {}, expect: 'x', ...over }]));

describe('a file of expression cases', () => {
  it('is a list of cases, each with its expectation in one notation', () => {
    expect(expressionCase('[a]', { expect: 'x' }).expect).toEqual({ kind: 'equals', value: 'x' });
    expect(expressionCase('[a]', { expect: null }).expect).toEqual({ kind: 'equals', value: null });
    expect(expressionCase('[a]', { expect: ['x', 'y'] }).expect).toEqual({
      kind: 'equals',
      value: ['x', 'y'],
    });
    expect(expressionCase('[a]', { expect: { $drop: true } }).expect).toEqual({
      kind: 'drops',
      what: 'attribute',
    });
    expect(expressionCase('[a]', { expect: { $dropObject: true } }).expect).toEqual({
      kind: 'drops',
      what: 'object',
    });
    expect(expressionCase('[a]', { expect: { $match: '^.$' } }).expect).toEqual({
      kind: 'matches',
      pattern: /^.$/s,
    });
  });

  it('may write numbers and booleans where the language has their text', () => {
    expect(expressionCase('[a]', { expect: 5 }).expect).toEqual({ kind: 'equals', value: '5' });
    expect(expressionCase('[a]', { expect: [true] }).expect).toEqual({ kind: 'equals', value: ['True'] });
  });

  it('may expect a list without items, which is null in the language', () => {
    expect(expressionCase('[a]', { expect: [] }).expect).toEqual({ kind: 'equals', value: null });
  });

  it('keeps attributes whatever their name, and leaves out those that are null', () => {
    const text =
      '[{"id":"c","expression":"[a]","expect":"x","source":{"__proto__":"p","a":null,"n":1,"l":["x",null,{"__proto__":"q","z":null}]}}]';

    const read = readExpressionCases(text);

    const source = read.ok ? [...(read.value[0]?.source ?? [])] : [];
    expect(source.map(([name, value]) => [name, JSON.stringify(value)])).toEqual([
      ['__proto__', '"p"'],
      ['n', '1'],
      ['l', '["x",{"__proto__":"q"}]'],
    ]);
  });

  it('may have properties that are not known here', () => {
    expect(faultsOf({ from: 'page', docExpect: 'X', flavor: 'cloudSync' })).toEqual([]);
  });

  it.each([
    ['2025-07-30T00:00:00Z', '2025-07-30T00:00:00.000Z'],
    ['2025-07-30T12:00:00.5-07:00', '2025-07-30T19:00:00.500Z'],
    ['2025-07-30T12:00:00', '2025-07-30T12:00:00.000Z'],
    ['2025-07-30', '2025-07-30T00:00:00.000Z'],
    ['1601-01-01T00:00:00Z', '1601-01-01T00:00:00.000Z'],
  ])('reads the clock %s', (written, iso) => {
    expect(expressionCase('[a]', { expect: 'x', now: written }).now?.toISOString()).toBe(iso);
  });
});

describe('a broken file of expression cases', () => {
  it('that is no JSON says at which line and column', () => {
    expect(faults('[\n {"id": "a",\n  "expression": ]')).toEqual([
      {
        path: '',
        message: 'this is no JSON: a value is expected, but there is "]"',
        place: { line: 3, column: 17 },
      },
    ]);
  });

  it.each([
    ['{}', '', 'a list of cases is expected'],
    ['[3]', '[0]', 'a case, which is an object, is expected'],
    ['[{"expression":"[a]","expect":""}]', '[0].id', 'a text is expected'],
    ['[{"id":"c","expect":""}]', '[0].expression', 'a text is expected'],
    [
      '[{"id":"c","expression":"[a]","expct":""}]',
      '[0]',
      'the case expects nothing; it needs one of expect, expectError, expectParsed, expectLog',
    ],
  ])('%s', (text, path, message) => {
    expect(faults(text)).toEqual([{ path, message }]);
  });

  it.each([
    [
      'an attribute with an inner object',
      { source: { a: { b: 1 } } },
      '[0].source.a',
      /^an attribute is a text/,
    ],
    ['a source that is a list', { source: [] }, '[0].source', 'an object is expected'],
    [
      'an expectation of no known form',
      { expect: { $match: 3 } },
      '[0].expect',
      /^a text, null, a list of texts/,
    ],
    [
      'a pattern that is none',
      { expect: { $match: '(' } },
      '[0].expect.$match',
      'this is no regular expression',
    ],
    ['a clock that is none', { now: 'yesterday' }, '[0].now', /^a date in ISO 8601/],
    ['a day that does not exist', { now: '2025-02-30' }, '[0].now', /^a date in ISO 8601/],
    ['taken that is no list', { taken: 'x' }, '[0].taken', 'a list of texts is expected'],
    ['a flag that is a word', { ambiguous: 'yes' }, '[0].ambiguous', 'true or false is expected'],
    ['a tree that is a text', { expectParsed: 'x' }, '[0].expectParsed', 'an object is expected'],
  ])('names the path of %s', (_, over, path, message) => {
    expect(faultsOf(over)).toEqual([
      { path, message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ]);
  });

  it('names every fault, not only the first', () => {
    expect(faultsOf({ id: 1, now: 2, ambiguous: 3 }).map(({ path }) => path)).toEqual([
      '[0].id',
      '[0].ambiguous',
      '[0].now',
    ]);
  });

  it('is refused quickly when it nests ten thousand levels deep', () => {
    expect(faults(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)).toEqual([
      {
        path: '',
        message: 'this is no JSON: the text nests deeper than 500 levels',
        place: { line: 1, column: 501 },
      },
    ]);
  });
});
