import { type EvaluationContext, type ExpressionOutcome, evaluate } from '../expressions/evaluate.ts';
import type { PatternRunner } from '../expressions/pattern-runner.ts';
import { parseExpression } from '../expressions/syntax/expression.ts';
import { parsedForm } from '../expressions/syntax/parsed-form.ts';
import type { TraceNode } from '../expressions/trace.ts';
import { REDACTED } from '../model/value.ts';
import { present } from '../present.ts';
import { type Result, unreachable } from '../result.ts';
import { type CaseResult, caseStanding } from './case-result.ts';
import { type CaseDifference, caseDifferences } from './differences.ts';
import type { ExpressionCase } from './expression-case.ts';
import { shownOutcome } from './shown-outcome.ts';
import { type TriedCandidate, tryCandidates } from './unique-value.ts';

/** `now` is the clock of cases that have none of their own. */
export type CaseContext = Omit<EvaluationContext, 'attributes'>;

/** What came out of one case, with the evidence to explain it; nothing of it shows what Redact hides. */
export type ExpressionCaseResult = CaseResult & {
  readonly expression: string;
  readonly outcome: ExpressionOutcome;
  /** Absent when the expression could not be read. */
  readonly trace?: TraceNode;
  /** For SelectUniqueValue, after the look-up in the values that the case calls taken. */
  readonly candidates?: readonly TriedCandidate[];
};

/** Never throws, whatever the case holds. Patterns run under the limit of the context. */
export function runExpressionCase(one: ExpressionCase, context: CaseContext): ExpressionCaseResult {
  const parsed = parseExpression(one.expression);
  const evaluated = parsed.ok
    ? evaluate(parsed.value, { ...context, now: one.now ?? context.now, attributes: one.source })
    : { outcome: { kind: 'error', error: parsed.error } as const, trace: undefined };
  const { outcome, trace } = evaluated;
  const shown = shownOutcome(outcome);
  const got = resultOf(outcome, one.taken);
  const differences = [
    ...resultDifferences(one, got, context.runPattern),
    ...(one.expectParsed === undefined ? [] : parsedDifferences(one.expectParsed, one.expression)),
    ...(one.expectLog === undefined ? [] : logDifferences(one.expectLog, trace, got)),
  ];
  return {
    id: one.id,
    standing: caseStanding(one),
    ...present({ note: one.note }),
    expression: one.expression,
    differences,
    outcome: shown,
    ...present({ trace }),
    ...(outcome.kind === 'chooseUnique' && { candidates: shownCandidates(outcome, one.taken) }),
  };
}

/** A result in the notation of the case files. */
type Got = { readonly value: unknown; readonly redacted: boolean };

const open = (value: unknown): Got => ({ value, redacted: false });

function resultOf(outcome: ExpressionOutcome, taken: readonly string[]): Got {
  switch (outcome.kind) {
    case 'value':
      return { value: outcome.value, redacted: outcome.redacted === true };
    case 'null':
      return open(null);
    case 'skipAttribute':
      return open({ $drop: true });
    case 'skipObject':
      return open({ $dropObject: true });
    case 'chooseUnique': {
      const chosen = tryCandidates(outcome.candidates, taken).find(({ fate }) => fate === 'chosen');
      if (chosen === undefined)
        return open({ $error: 'NotUnique', message: 'Every candidate is taken or empty.' });
      return { value: chosen.value, redacted: outcome.redacted === true };
    }
    case 'error':
      return open({ $error: outcome.error.code, message: outcome.error.message });
    default:
      return unreachable(outcome);
  }
}

/** The look-up is done with the real values; what is shown of them is hidden afterwards. */
function shownCandidates(
  outcome: Extract<ExpressionOutcome, { readonly kind: 'chooseUnique' }>,
  taken: readonly string[],
): readonly TriedCandidate[] {
  const tried = tryCandidates(outcome.candidates, taken);
  if (outcome.redacted !== true) return tried;
  return tried.map((one) => (one.value === undefined ? one : { ...one, value: REDACTED }));
}

function resultDifferences(one: ExpressionCase, got: Got, run: PatternRunner): readonly CaseDifference[] {
  const found = [
    ...(one.expect === undefined ? [] : expectationDifferences(one.expect, got.value, run)),
    ...(one.expectError === undefined ? [] : errorDifferences(one.expectError, got.value)),
  ];
  if (!got.redacted) return found;
  return found.map(({ path, expected }) => ({
    path,
    expected,
    got: REDACTED,
    hint: 'the value is hidden by Redact',
  }));
}

type Expectation = NonNullable<ExpressionCase['expect']>;

function expectationDifferences(
  expected: Expectation,
  got: unknown,
  run: PatternRunner,
): readonly CaseDifference[] {
  const path = 'result';
  switch (expected.kind) {
    case 'equals':
      return caseDifferences({ path, expected: expected.value, got });
    case 'contains':
      return caseDifferences({ path, expected: expected.parts, got, partial: true });
    case 'drops': {
      const name = expected.what === 'object' ? '$dropObject' : '$drop';
      const dropped = typeof got === 'object' && got !== null && Object.hasOwn(got, name);
      return dropped ? [] : [{ path, expected: { [name]: true }, got }];
    }
    case 'matches':
      return patternDifferences(expected.pattern, got, run);
    default:
      return unreachable(expected);
  }
}

function patternDifferences(pattern: RegExp, got: unknown, run: PatternRunner): readonly CaseDifference[] {
  const expected = { $match: pattern.source };
  const matched: Result<boolean, 'too-slow'> =
    typeof got === 'string' ? run(pattern, got, (limited) => limited.test(got)) : { ok: true, value: false };
  if (matched.ok) return matched.value ? [] : [{ path: 'result', expected, got }];
  return [
    {
      path: 'result',
      expected,
      got,
      hint: 'the pattern of $match takes too long on this value; simplify it',
    },
  ];
}

function errorDifferences(code: string, got: unknown): readonly CaseDifference[] {
  const isError = typeof got === 'object' && got !== null && Reflect.get(got, '$error') === code;
  return isError ? [] : [{ path: 'result', expected: { $error: code }, got }];
}

function parsedDifferences(expected: object, expression: string): readonly CaseDifference[] {
  const parsed = parseExpression(expression);
  if (parsed.ok) return caseDifferences({ path: 'parsed', expected, got: parsedForm(parsed.value) });
  const { code, message } = parsed.error;
  return [{ path: 'parsed', expected, got: { $error: code, message } }];
}

function logDifferences(expected: string, trace: TraceNode | undefined, got: Got): readonly CaseDifference[] {
  const logged = typeof trace?.value === 'object' ? trace.value.join(', ') : trace?.value;
  return caseDifferences({ path: 'log', expected, got: logged ?? got.value });
}
