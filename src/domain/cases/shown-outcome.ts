import type { ExpressionOutcome } from '../expressions/evaluate.ts';
import { REDACTED } from '../model/value.ts';

/**
 * An outcome as screens, logs and JSON may show it: what Redact hides is replaced by the word that the service's logs
 * show. Source: entra-docs `functions-for-customizing-application-data`, Redact.
 */
export function shownOutcome(outcome: ExpressionOutcome): ExpressionOutcome {
  if (outcome.kind === 'value' && outcome.redacted === true) return { ...outcome, value: REDACTED };
  if (outcome.kind !== 'chooseUnique' || outcome.redacted !== true) return outcome;
  const candidates = outcome.candidates.map(({ rule, value }) => ({
    rule,
    value: value === undefined ? undefined : REDACTED,
  }));
  return { ...outcome, candidates };
}
