import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ExpressionCase, readExpressionCases } from '../../../src/domain/cases/expression-case.ts';
import { runExpressionCase } from '../../../src/domain/cases/run-expression-case.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import { countingBytes } from './run-case.ts';

const cases = readExpressionCases(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));
if (!cases.ok) throw new Error(JSON.stringify(cases.error));

const firm = cases.value.filter((one) => one.ambiguous !== true);
const row = (one: ExpressionCase) => [one.id, one] as const;

const differences = (one: ExpressionCase) =>
  runExpressionCase(one, {
    now: new Date('2026-01-02T03:04:05Z'),
    runPattern: runUnlimited,
    random: countingBytes(),
  }).differences;

describe('every documented example of the expression language', () => {
  it.each(firm.map(row))('gives what the documentation says: %s', (_, one) => {
    expect(differences(one)).toEqual([]);
  });

  it('leaves out nothing but the ambiguous ones', () => {
    expect(firm).toHaveLength(281);
  });
});
