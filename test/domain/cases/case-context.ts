import type { ExpressionCase } from '../../../src/domain/cases/expression-case.ts';
import { readExpressionCases } from '../../../src/domain/cases/expression-case.ts';
import {
  type CaseContext,
  type ExpressionCaseResult,
  runExpressionCase,
} from '../../../src/domain/cases/run-expression-case.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import { countingBytes } from '../expressions/run-case.ts';

export const caseContext = (over: Partial<CaseContext> = {}): CaseContext => ({
  now: new Date('2026-01-02T03:04:05Z'),
  runPattern: runUnlimited,
  random: countingBytes(),
  ...over,
});

/** The case as a file would give it: `source` is the attribute a with the value "x". */
export function expressionCase(expression: string, over: Readonly<Record<string, unknown>>): ExpressionCase {
  const read = readExpressionCases(JSON.stringify([{ id: 'c', expression, source: { a: 'x' }, ...over }]));
  const one = read.ok ? read.value[0] : undefined;
  if (one === undefined) throw new Error(JSON.stringify(read));
  return one;
}

export const ran = (
  expression: string,
  over: Readonly<Record<string, unknown>>,
  context: Partial<CaseContext> = {},
): ExpressionCaseResult => runExpressionCase(expressionCase(expression, over), caseContext(context));
