import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseDifferences, differenceLines } from '../../../src/domain/cases/differences.ts';

const between = (expected: unknown, got: unknown) => caseDifferences({ path: 'x', expected, got });

const withProto = (value: string): unknown => JSON.parse(`{"__proto__": "${value}"}`);

describe('the differences of two JSON values', () => {
  it.each([
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, []],
    [{ a: 1 }, { a: 1, b: 2 }, ['x.b']],
    [{ a: 1, b: 2 }, { a: 1 }, ['x.b']],
    [
      [1, 2],
      [2, 1],
      ['x[0]', 'x[1]'],
    ],
    [[], {}, ['x']],
    [null, {}, ['x']],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, ['x.a.b[0].c']],
    [withProto('1'), withProto('2'), ['x.__proto__']],
    [withProto('1'), {}, ['x.__proto__']],
    [{ toString: 1 }, {}, ['x.toString']],
  ])('%j and %j', (expected, got, paths) => {
    expect(between(expected, got).map(({ path }) => path)).toEqual(paths);
  });

  it('leave out what is there besides, where only a part is expected', () => {
    const expected = [{ a: 1 }];

    expect(caseDifferences({ path: 'x', expected, got: [{ a: 1, b: 2 }], partial: true })).toEqual([]);
    expect(caseDifferences({ path: 'x', expected, got: [{ a: 1 }, {}], partial: true })).toHaveLength(1);
  });

  it('are none exactly where the values are equal', () => {
    const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));

    fc.assert(
      fc.property(json, (value) => {
        expect(between(value, structuredClone(value))).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(json, json, (one, other) => {
        const same = between(one, other).length === 0;
        expect(same).toBe(between(other, one).length === 0);
        if (same) expect(other).toEqual(one);
      }),
    );
  });
});

describe('a difference for people', () => {
  it('says from which character on two texts differ, by code points that tell look-alikes apart', () => {
    expect(differenceLines({ path: 'result', expected: 'jose\u0301', got: 'jos\u00e9' })).toEqual([
      'result',
      '  expected: "jose\u0301"',
      '  got:      "jos\u00e9"',
      '  they differ from character 4 on: "e" (U+0065) is expected, and there is "\u00e9" (U+00E9)',
    ]);
  });

  it('says so when one text ends', () => {
    expect(differenceLines({ path: 'result', expected: 'ab', got: 'ab ' }).at(-1)).toBe(
      '  they differ from character 3 on: the end is expected, and there is " " (U+0020)',
    );
  });

  it('says no more than the values where they have nothing in common', () => {
    expect(differenceLines({ path: 'effect', expected: 'skip', got: 'disable' })).toEqual([
      'effect',
      '  expected: "skip"',
      '  got:      "disable"',
    ]);
  });

  it('tells nothing from null and from the empty text', () => {
    expect(differenceLines({ path: 'r', expected: undefined, got: null })).toEqual([
      'r',
      '  expected: nothing',
      '  got:      null',
    ]);
    expect(differenceLines({ path: 'r', expected: '', got: ['x'] })).toEqual([
      'r',
      '  expected: ""',
      '  got:      ["x"]',
    ]);
  });

  it('shows of long texts the part where they differ', () => {
    const start = 'a'.repeat(5_000);

    const lines = differenceLines({ path: 'r', expected: `${start}x${start}`, got: `${start}y${start}` });

    expect(lines[1]).toMatch(/^ {2}expected: \.\.\.a{39,41}xa+\.\.\. \(10003 characters\)$/);
    expect(lines[2]).toMatch(/^ {2}got: {6}\.\.\.a{39,41}ya+\.\.\. \(10003 characters\)$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(250);
  });
});
