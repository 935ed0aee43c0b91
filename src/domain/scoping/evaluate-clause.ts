import type { PatternRunner } from '../expressions/pattern-runner.ts';
import { type AttributeValue, displayText, isEmptyValue, isList, scalarText } from '../model/value.ts';
import { fail, ok, type Result, unreachable } from '../result.ts';
import type { CompiledClause } from './compile-filter.ts';
import type { OperatorResult, Tested } from './operators.ts';
import type { ActualType, ClauseVerdict } from './verdict.ts';

const withoutValue: OperatorResult = {
  holds: false,
  because: 'the attribute has no value, and a filter on an empty value does not hold',
  tip: 'attribute has no value; add a second filter with IS NULL',
};

const severalValues: OperatorResult = {
  holds: false,
  because: 'the attribute holds several values, which scoping filters do not support',
};

/** A list of one is what a multi-valued protocol makes of a single value. */
function testedOf(value: AttributeValue): Tested | undefined {
  if (!isList(value)) return { raw: value, text: scalarText(value) };
  const [first, second] = value;
  if (first === undefined || second !== undefined || typeof first === 'object') return undefined;
  return { raw: first, text: scalarText(first) };
}

function typeOf(value: AttributeValue | undefined): ActualType {
  if (value === undefined) return 'absent';
  if (isEmptyValue(value)) return 'empty';
  if (isList(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

/** The pattern anchored at both ends of the value, whatever its flags make of `^` and `$`. */
function wholeValue(pattern: RegExp): RegExp {
  return new RegExp(`(?<![\\s\\S])(?:${pattern.source})(?![\\s\\S])`, searching(pattern).flags);
}

/** The flags g and y would begin where an earlier match ended. */
const searching = ({ source, flags }: RegExp): RegExp => new RegExp(source, flags.replace(/[gy]/g, ''));

/**
 * Patterns search the value, as .NET's `Regex.IsMatch` does: those of real filters bring their own `^`. The
 * documentation does not say so, and one of its examples ("([1-9][0-9])" for the numbers 10 to 99) reads as if the
 * whole value was meant. Where that would decide otherwise, the result says so.
 */
function matchPattern(pattern: RegExp, text: string, run: PatternRunner): Result<OperatorResult, 'too-slow'> {
  const search = run(searching(pattern), text, (free) => free.test(text));
  if (!search.ok || !search.value) return search.ok ? ok({ holds: false }) : search;
  const whole = run(wholeValue(pattern), text, (anchored) => anchored.test(text));
  if (!whole.ok) return whole;
  if (whole.value) return ok({ holds: true });
  return ok({
    holds: true,
    because:
      'the pattern matches only a part of the value; it would not match if the service compared the whole value',
    tip: 'write the pattern so that it says what it means: ^ and $ for the whole value, .* before or after for a part',
  });
}

/** Several operands: one that holds is enough; of a negated operator every one has to hold. */
function combine(findings: readonly OperatorResult[], negated: boolean): OperatorResult {
  const holds = negated ? findings.every((one) => one.holds) : findings.some((one) => one.holds);
  const telling = findings.find((one) => one.holds === holds && one.because !== undefined);
  return telling ?? { holds };
}

function findPatterns(
  { patterns }: CompiledClause,
  { negated, text, run }: { readonly negated: boolean; readonly text: string; readonly run: PatternRunner },
): Result<OperatorResult, 'too-slow'> {
  const findings: OperatorResult[] = [];
  for (const pattern of patterns) {
    const finding = matchPattern(pattern, text, run);
    if (!finding.ok) return finding;
    findings.push(finding.value);
  }
  const matched = combine(findings, false);
  return ok({ ...matched, holds: matched.holds !== negated });
}

function find(
  compiled: CompiledClause,
  value: AttributeValue | undefined,
  run: PatternRunner,
): Result<OperatorResult, 'too-slow'> {
  const { operator, operands } = compiled;
  const empty = value === undefined || isEmptyValue(value);
  if (operator.form === 'presence') return ok({ holds: operator.holdsWhenEmpty === empty });
  if (empty) return ok(withoutValue);
  const tested = testedOf(value);
  if (tested === undefined) return ok(severalValues);
  switch (operator.form) {
    case 'unary':
      return ok(operator.test(tested));
    case 'binary': {
      const findings = operands.map((operand) => operator.test(tested, operand));
      return ok(combine(findings, operator.negated));
    }
    case 'pattern':
      return findPatterns(compiled, { negated: operator.negated, text: tested.text, run });
    default:
      return unreachable(operator);
  }
}

/** Title, attribute, operator and values as the portal puts them; an empty title is left out. */
function clauseText({ title, clause, operands }: CompiledClause): string {
  return [title, clause.sourceOperandName, clause.operatorName, operands.join(', ')]
    .filter((part) => part !== '')
    .join(' ');
}

/** Tests one clause on one value. The only failure is a pattern that takes longer than its limit allows. */
export function evaluateClause(
  compiled: CompiledClause,
  value: AttributeValue | undefined,
  run: PatternRunner,
): Result<ClauseVerdict, 'too-slow'> {
  const found = find(compiled, value, run);
  if (!found.ok) return fail(found.error);
  const { holds, because } = found.value;
  const actual = displayText(value);
  const tip = compiled.tip ?? found.value.tip;
  return ok({
    text: clauseText(compiled),
    title: compiled.title,
    attribute: compiled.clause.sourceOperandName,
    operator: compiled.clause.operatorName,
    operands: compiled.operands,
    ...(actual !== undefined && actual !== '' && { actual }),
    actualType: typeOf(value),
    holds,
    ...(because !== undefined && { because }),
    ...(tip !== undefined && { tip }),
  });
}
