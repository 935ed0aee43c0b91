import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../src/domain/expressions/expression.ts';
import { parsedForm } from '../../../src/domain/expressions/parsed-form.ts';
import cases from './cases.json' with { type: 'json' };
import { type ExpressionCase, evaluateText, readCases, runCase } from './run-case.ts';

const firm = readCases(cases).filter((one) => one.ambiguous !== true);
const row = (one: ExpressionCase) => [one.id, one] as const;

describe('every documented example of the expression language', () => {
  it.each(firm.filter((one) => one.expect !== undefined).map(row))('gives the result of %s', (_, one) => {
    const result = runCase(one);

    const wanted = one.expect;
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted) || '$drop' in wanted) {
      expect(result).toEqual(wanted);
    } else if ('$match' in wanted) {
      expect(result).toMatch(new RegExp(wanted.$match, 's'));
    } else {
      expect(result).toEqual(wanted.$contains.map((part) => expect.objectContaining(part)));
    }
  });

  it.each(firm.filter((one) => one.expectError !== undefined).map(row))('refuses %s', (_, one) => {
    const result = runCase(one);

    expect(result).toEqual({ $error: one.expectError });
  });

  it.each(firm.filter((one) => one.expectParsed !== undefined).map(row))('shows the tree of %s', (_, one) => {
    const parsed = parseExpression(one.expression);

    expect(parsed.ok && parsedForm(parsed.value)).toEqual(one.expectParsed);
  });

  it.each(firm.filter((one) => one.expectLog !== undefined).map(row))('hides the value of %s', (_, one) => {
    const { trace } = evaluateText(one.expression, one.source, one.now);

    expect(trace).toMatchObject({ value: one.expectLog, redacted: true });
  });

  it('leaves out nothing but the ambiguous ones', () => {
    expect(firm).toHaveLength(281);
  });
});
