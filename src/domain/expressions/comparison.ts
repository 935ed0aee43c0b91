import { unreachable } from '../result.ts';
import type { ComparisonSign } from './syntax/tree.ts';
import { isNullOrEmpty } from './value.ts';

/**
 * Compares two texts: as numbers when both are numbers, else character by character, case-sensitive. A null or empty
 * side makes every comparison false, `<>` too.
 * Source: entra-docs `functions-for-customizing-application-data`, IIF, known limitations.
 */
export function compare(
  left: string | undefined,
  operator: ComparisonSign,
  right: string | undefined,
): boolean {
  if (left === undefined || right === undefined || isNullOrEmpty(left) || isNullOrEmpty(right)) return false;
  const order = isNumber(left) && isNumber(right) ? compareNumbers(left, right) : compareOrdinal(left, right);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return unreachable(operator);
  }
}

/** Longer ones are texts of digits, and turning them into numbers would take quadratic time. */
const MAX_DIGITS = 400;

const isNumber = (text: string): boolean =>
  text.length <= MAX_DIGITS && /^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(text);

/** Exact at any size: file times have more digits than a JavaScript number. */
function compareNumbers(left: string, right: string): number {
  const digits = Math.max(decimals(left), decimals(right));
  const difference = scaled(left, digits) - scaled(right, digits);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

const decimals = (text: string): number => (text.split('.')[1] ?? '').length;

function scaled(text: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = text.replace(/^\+/, '').split('.');
  return BigInt(whole + fraction.padEnd(digits, '0'));
}

function compareOrdinal(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
