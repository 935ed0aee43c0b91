import { REDACTED } from '../model/value.ts';
import type { ExpressionError } from './errors.ts';
import { itemText, type Value } from './value.ts';

/**
 * What every node of an expression gave. Plain JSON, ready to be stored and shown: exactly one of `value`, `null`,
 * `error`, `skipped` and `notEvaluated` is there. Where `redacted` is set, `value` holds the word that the service's
 * logs show, never the real value.
 */
export type TraceNode = {
  readonly expression: string;
  readonly value?: string | readonly string[];
  readonly null?: true;
  readonly error?: ExpressionError;
  /** The attribute or the whole object does not flow, and why. */
  readonly skipped?: string;
  /** A branch of IIF or Switch that was not chosen, or an argument after one that failed. */
  readonly notEvaluated?: true;
  readonly redacted?: true;
  readonly children: readonly TraceNode[];
};

export function valueTrace(
  expression: string,
  value: Value,
  redacted: boolean,
  children: readonly TraceNode[],
): TraceNode {
  const mark = redacted ? { redacted: true as const } : {};
  if (value === undefined) return { expression, null: true, ...mark, children };
  if (redacted) return { expression, value: REDACTED, ...mark, children };
  return { expression, value: typeof value === 'string' ? value : value.map(itemText), children };
}
