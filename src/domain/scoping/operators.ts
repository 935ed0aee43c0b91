import { fail, ok, type Result } from '../result.ts';

/** Translates a .NET pattern; `position` counts UTF-16 units from 0 and may be absent. */
export type CompilePattern = (
  source: string,
) => Result<RegExp, { readonly message: string; readonly position?: number }>;

/** The non-empty value of an attribute, as it came and as text. */
export type Tested = { readonly raw: string | number | boolean; readonly text: string };

/** What an operator says of one value and one operand. */
export type OperatorResult = { readonly holds: boolean; readonly because?: string; readonly tip?: string };

export type Operator =
  | { readonly form: 'presence'; readonly holdsWhenEmpty: boolean }
  | { readonly form: 'unary'; readonly test: (tested: Tested) => OperatorResult }
  | {
      readonly form: 'binary';
      /** Several operands: a positive operator needs one that holds, a negated one none that is met. */
      readonly negated: boolean;
      readonly test: (tested: Tested, operand: string) => OperatorResult;
    }
  | { readonly form: 'pattern'; readonly negated: boolean };

const caseDiffers = 'only the case differs, and filters are case-sensitive';

/** A text comparison that also notices when it would hold without regard to case. */
const textual =
  (compare: (value: string, operand: string) => boolean) =>
  ({ text }: Tested, operand: string): OperatorResult => {
    if (compare(text, operand)) return { holds: true };
    const folded = compare(text.toLowerCase(), operand.toLowerCase());
    return folded ? { holds: false, because: caseDiffers } : { holds: false };
  };

const opposite =
  (test: (tested: Tested, operand: string) => OperatorResult) =>
  (tested: Tested, operand: string): OperatorResult => {
    const finding = test(tested, operand);
    return { ...finding, holds: !finding.holds };
  };

const equals = textual((value, operand) => value === operand);
const existsIn = textual((value, operand) => operand.includes(value));

/** Integers of 64 bits at most; longer digits are no number that any directory holds. */
function integerOf(text: string): bigint | undefined {
  return /^\s*[+-]?\d{1,19}\s*$/.test(text) ? BigInt(text.trim().replace(/^\+/, '')) : undefined;
}

const integersOnly = 'use this operator with whole numbers (0, 1, 2, …) on both sides only';

const numeric =
  (compare: (value: bigint, operand: bigint) => boolean) =>
  ({ text }: Tested, operand: string): OperatorResult => {
    const value = integerOf(text);
    const limit = integerOf(operand);
    if (value === undefined)
      return { holds: false, because: 'the value is not an integer', tip: integersOnly };
    if (limit === undefined)
      return { holds: false, because: 'the filter value is not an integer', tip: integersOnly };
    return { holds: compare(value, limit) };
  };

const truth =
  (wanted: boolean) =>
  ({ raw, text }: Tested): OperatorResult => {
    if (typeof raw === 'boolean') return { holds: raw === wanted };
    const folded = text.toLowerCase();
    if (folded === 'true' || folded === 'false') return { holds: (folded === 'true') === wanted };
    return { holds: false, because: 'the value is not a boolean' };
  };

const binary = (negated: boolean, test: (tested: Tested, operand: string) => OperatorResult): Operator => ({
  form: 'binary',
  negated,
  test,
});

/** Keys are the names without case, blanks and underscores: the portal and Graph spell them differently. */
const operators: ReadonlyMap<string, Operator> = new Map([
  ['EQUALS', binary(false, equals)],
  ['NOTEQUALS', binary(true, opposite(equals))],
  [
    'INCLUDES',
    binary(
      false,
      textual((value, operand) => value.includes(operand)),
    ),
  ],
  [
    'ENDSWITH',
    binary(
      false,
      textual((value, operand) => value.endsWith(operand)),
    ),
  ],
  [
    'GREATERTHAN',
    binary(
      false,
      numeric((value, operand) => value > operand),
    ),
  ],
  [
    'GREATERTHANOREQUALS',
    binary(
      false,
      numeric((value, operand) => value >= operand),
    ),
  ],
  ['&', binary(false, existsIn)],
  ['!&', binary(true, opposite(existsIn))],
  ['REGEXMATCH', { form: 'pattern', negated: false }],
  ['NOTREGEXMATCH', { form: 'pattern', negated: true }],
  ['ISTRUE', { form: 'unary', test: truth(true) }],
  ['ISFALSE', { form: 'unary', test: truth(false) }],
  ['ISNULL', { form: 'presence', holdsWhenEmpty: true }],
  ['ISNOTNULL', { form: 'presence', holdsWhenEmpty: false }],
]);

const undocumented = 'the portal offers it, but no documentation says what it does';

const unsupported: ReadonlyMap<string, string> = new Map([
  ['ISMEMBEROF', 'the provisioning service does not support it in scoping filters'],
  ['PRESENT', undocumented],
  ['VALIDCERTMATCH', undocumented],
  ['!&L', undocumented],
]);

export const operatorNames =
  'EQUALS, NOT EQUALS, INCLUDES, ENDS_WITH, REGEX MATCH, NOT REGEX MATCH, GREATER_THAN, GREATER_THAN_OR_EQUALS, ' +
  'IS TRUE, IS FALSE, IS NULL, IS NOT NULL, &, !&';

/**
 * The operator of that name, without regard to case, blanks and underscores.
 * Source: entra-docs `define-conditional-rules-for-provisioning-user-accounts`.
 */
export function findOperator(
  name: string,
): Result<Operator, { readonly code: 'UnknownOperator' | 'UnsupportedOperator'; readonly message: string }> {
  const key = name.toUpperCase().replace(/[\s_]+/g, '');
  const operator = operators.get(key);
  if (operator !== undefined) return ok(operator);
  const why = unsupported.get(key);
  if (why !== undefined) {
    return fail({
      code: 'UnsupportedOperator',
      message: `The operator "${name}" cannot be evaluated: ${why}.`,
    });
  }
  return fail({
    code: 'UnknownOperator',
    message: `There is no operator "${name}"; the operators are ${operatorNames}.`,
  });
}
