import { translatePattern } from '../../../src/domain/expressions/dotnet-pattern.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import type { Attributes, AttributeValue } from '../../../src/domain/model/value.ts';
import type { Result } from '../../../src/domain/result.ts';
import { plainAttribute } from '../../../src/domain/schema/plain-attribute.ts';
import type { AttributeDefinition, FilterClause, ScopeFilter } from '../../../src/domain/schema/types.ts';
import { evaluateFilter } from '../../../src/domain/scoping/evaluate-filter.ts';
import type { FilterVerdict, ScopeProblem } from '../../../src/domain/scoping/verdict.ts';

export const person = (attributes: Readonly<Record<string, AttributeValue>>): Attributes =>
  new Map(Object.entries(attributes));

export function definition(name: string, over: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return { ...plainAttribute(name), ...over };
}

/** `clause('department EQUALS', 'Sales')`: attribute, operator, values. */
export function clause(words: string, ...values: readonly string[]): FilterClause {
  const [sourceOperandName = '', ...operator] = words.split(' ');
  return { sourceOperandName, operatorName: operator.join(' '), values };
}

export const filterOf = (over: Partial<ScopeFilter>): ScopeFilter => ({
  groups: [],
  inputFilterGroups: [],
  categoryFilterGroups: [],
  ...over,
});

/** A filter of one group with one clause. */
export const single = (one: FilterClause, name = 'Title'): ScopeFilter =>
  filterOf({ groups: [{ name, clauses: [one] }] });

export function evaluated(
  filter: ScopeFilter | undefined,
  source: Readonly<Record<string, AttributeValue>>,
  definitions: readonly AttributeDefinition[] = [],
): Result<FilterVerdict, ScopeProblem> {
  return evaluateFilter({
    filter,
    attributes: person(source),
    definitions,
    runPattern: runUnlimited,
    compilePattern: translatePattern,
  });
}

/** The verdict of a filter that is known to be right. */
export function verdictOf(
  filter: ScopeFilter | undefined,
  source: Readonly<Record<string, AttributeValue>> = {},
): FilterVerdict {
  const verdict = evaluated(filter, source);
  if (!verdict.ok) throw new Error(verdict.error.message);
  return verdict.value;
}
