import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { FilterClause } from '../../../src/domain/schema/types.ts';
import type { ClauseVerdict } from '../../../src/domain/scoping/verdict.ts';
import { clause, definition, evaluated, single, verdictOf } from './scoping-setup.ts';

function tested(one: FilterClause, value?: AttributeValue): ClauseVerdict {
  const source = value === undefined ? {} : { [one.sourceOperandName]: value };
  const [verdict] = verdictOf(single(one), source).groups[0]?.clauses ?? [];
  if (verdict === undefined) throw new Error('no clause was evaluated');
  return verdict;
}

describe('an operator', () => {
  it.each<[string, string, AttributeValue, boolean]>([
    ['NOT EQUALS', 'Sales', 'sales', true],
    ['INCLUDES', 'eng', 'Engineer', false],
    ['ENDS WITH', '.com', 'a.COM', false],
    ['ends_with', '.com', 'a.com', true],
    ['Greater_Than_OR_EQUALS', '9223372036854775807', '9223372036854775807', true],
    ['GREATER_THAN', '9223372036854775806', '9223372036854775807', true],
    ['GREATER_THAN', '-5', -4, true],
    ['GREATER_THAN', '1', 1.5, false],
    ['&', 'NY,NJ', 'NJ', true],
    ['!&', 'NY,NJ', 'CT', true],
    ['!&', 'NY,NJ', 'NJ', false],
    ['REGEX MATCH', 'a|ab', 'ab', true],
    ['REGEX MATCH', '^a$', 'a', true],
    ['REGEX MATCH', 'b', 'ab', true],
    ['REGEX MATCH', 'b', 'ba', true],
    ['REGEX MATCH', '^b', 'ab', false],
    ['REGEX MATCH', 'b$', 'ba', false],
    ['NOT REGEX MATCH', 'b', 'abc', false],
    ['REGEX MATCH', '(?i)sales', 'SALES', true],
    ['REGEX MATCH', '(?m)^a$', 'a\nb', true],
    ['REGEX MATCH', '^a$', 'a\nb', false],
    ['REGEX MATCH', '[0-9]+', 42, true],
    ['NOT_REGEX_MATCH', 'a.*', 'bcd', true],
    ['EQUALS', 'True', true, true],
    ['EQUALS', 'x', ['x'], true],
  ])('%s %j on %j gives %s', (operator, operand, value, holds) => {
    expect(tested(clause(`x ${operator}`, operand), value).holds).toBe(holds);
  });

  it.each<[string, AttributeValue | undefined, boolean]>([
    ['IS NULL', undefined, true],
    ['IS NULL', '', true],
    ['IS NULL', [], true],
    ['IS NULL', false, false],
    ['IS NOT NULL', 0, true],
    ['IS NOT NULL', undefined, false],
    ['IS TRUE', 'true', true],
    ['IS TRUE', 1, false],
    ['IS FALSE', 'False', true],
    ['IS_FALSE', true, false],
  ])('%s on %j gives %s, and values of the clause are ignored', (operator, value, holds) => {
    const verdict = tested(clause(`x ${operator}`, 'ignored'), value);

    expect(verdict).toMatchObject({ holds, operands: [], text: `Title x ${operator}` });
  });

  it.each([
    'EQUALS',
    'NOT EQUALS',
    'INCLUDES',
    'ENDS_WITH',
    'REGEX MATCH',
    'NOT REGEX MATCH',
    'GREATER_THAN',
    '&',
    '!&',
  ])('%s does not hold on an attribute without a value, and says what to do', (operator) => {
    expect(tested(clause(`x ${operator}`, '1'))).toMatchObject({
      holds: false,
      actualType: 'absent',
      tip: 'attribute has no value; add a second filter with IS NULL',
    });
  });

  it('with several values needs one that holds, and none that is met when it is negated', () => {
    expect(tested(clause('x EQUALS', 'a', 'b'), 'b')).toMatchObject({
      holds: true,
      text: 'Title x EQUALS a, b',
    });
    expect(tested(clause('x NOT EQUALS', 'a', 'b'), 'b').holds).toBe(false);
    expect(tested(clause('x NOT EQUALS', 'a', 'b'), 'c').holds).toBe(true);
    expect(tested(clause('x REGEX MATCH', 'a', 'b'), 'b').holds).toBe(true);
    expect(tested(clause('x NOT REGEX MATCH', 'a', 'b'), 'b').holds).toBe(false);
    expect(tested(clause('x EQUALS', 'a', 'b'), 'b').tip).toContain('not documented');
  });

  it('compares integers as numbers, whatever their size', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

    fc.assert(
      fc.property(int64, int64, (value, limit) => {
        expect(tested(clause('x GREATER_THAN', String(limit)), String(value)).holds).toBe(value > limit);
        expect(tested(clause('x GREATER_THAN_OR_EQUALS', String(limit)), String(value)).holds).toBe(
          value >= limit,
        );
      }),
    );
  });

  it('and its negation never agree on a value that is there', () => {
    const pairs = [
      ['EQUALS', 'NOT EQUALS'],
      ['&', '!&'],
      ['REGEX MATCH', 'NOT REGEX MATCH'],
    ] as const;

    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.stringMatching(/^[a-c]{1,3}$/),
        fc.stringMatching(/^[a-c]{1,3}$/),
        (pair, value, operand) => {
          const [positive, negative] = pair.map(
            (operator) => tested(clause(`x ${operator}`, operand), value).holds,
          );
          expect(positive).toBe(!negative);
        },
      ),
    );
  });
});

describe('the verdict on a clause', () => {
  it('carries title, attribute, operator, operands and the tested value with its type', () => {
    expect(tested(clause('grade EQUALS', '8'), 7)).toEqual({
      text: 'Title grade EQUALS 8',
      title: 'Title',
      attribute: 'grade',
      operator: 'EQUALS',
      operands: ['8'],
      actual: '7',
      actualType: 'number',
      holds: false,
    });
  });

  it.each<[AttributeValue | undefined, string]>([
    [undefined, 'absent'],
    ['', 'empty'],
    ['a', 'text'],
    [7, 'number'],
    [false, 'boolean'],
    [['a', 'b'], 'list'],
  ])('says of %j that it is %s', (value, actualType) => {
    expect(tested(clause('x IS NULL'), value).actualType).toBe(actualType);
  });

  it.each<[string, string, AttributeValue, string]>([
    ['EQUALS', 'Sales', 'sales', 'only the case differs'],
    ['INCLUDES', 'ENG', 'engineer', 'only the case differs'],
    ['GREATER_THAN', '5', 'high', 'the value is not an integer'],
    ['GREATER_THAN', 'abc', 5, 'the filter value is not an integer'],
    ['REGEX MATCH', '[1-9][0-9]', '100', 'only a part of the value'],
    ['NOT REGEX MATCH', '[1-9][0-9]', '100', 'only a part of the value'],
    ['IS TRUE', '', 'yes', 'not a boolean'],
    ['EQUALS', 'a', ['a', 'b'], 'several values'],
  ])('of %s %j on %j tells why it is no plain mismatch', (operator, operand, value, because) => {
    expect(tested(clause(`x ${operator}`, operand), value).because).toContain(because);
  });

  it('leaves an empty title out', () => {
    const verdict = verdictOf(single(clause('x EQUALS', 'a'), ''), { x: 'a' });

    expect(verdict.groups[0]?.clauses[0]?.text).toBe('x EQUALS a');
  });

  it('names the attribute that was probably meant', () => {
    const verdict = evaluated(single(clause('departmnet EQUALS', 'Sales')), {}, [definition('department')]);

    expect(verdict).toMatchObject({
      ok: true,
      value: { groups: [{ clauses: [{ tip: expect.stringContaining('did you mean "department"?') }] }] },
    });
  });

  it('survives JSON, as every event has to', () => {
    const verdict = verdictOf(single(clause('x EQUALS', 'a')), { x: ['a', 'b'] });

    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});
