import { scalarText } from '../model/value.ts';
import type { ClauseVerdict, FilterVerdict, ScopeDecision } from './verdict.ts';

function clauseKey({ title, attribute, operator, operands }: ClauseVerdict): string {
  const tested = title === '' ? attribute : `${title}.${attribute}`;
  return operands.length === 0 ? `${tested} ${operator}` : `${tested} ${operator} '${operands.join(', ')}'`;
}

/**
 * The details of the step entry `EntrySynchronizationScoping` in the vocabulary of provisioning logs since 2022:
 * conditions as "True" and "False", and all clauses as one JSON text under ScopeEvaluationResult, `{}` without any.
 */
export function scopeDetails(decision: ScopeDecision, verdict: FilterVerdict): Record<string, string> {
  const conditions = decision.conditions.flatMap(({ wireKey, holds }) =>
    wireKey === undefined ? [] : [[wireKey, scalarText(holds)]],
  );
  const clauses = verdict.groups.flatMap((group) =>
    group.clauses.map((clause) => [clauseKey(clause), clause.holds]),
  );
  // Two equal keys are the same clause on the same object, so their results are equal, too.
  const evaluation = JSON.stringify(Object.fromEntries(clauses));
  return Object.fromEntries([...conditions, ['ScopeEvaluationResult', evaluation]]);
}
