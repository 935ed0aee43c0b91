import { unreachable } from '../../domain/result.ts';
import { coreAttributeAt } from './attribute-names.ts';
import { isJsonObject, type Json, valueOfKey } from './json.ts';
import type { CompareOperator, FilterValue, ScimPath } from './syntax.ts';

type Comparison = {
  readonly path: ScimPath;
  readonly operator: CompareOperator;
  readonly value: FilterValue;
};

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Whether one of the values stands in the given relation to the literal. Texts compare without regard to case unless
 * the attribute is case-exact; `True` and `"true"` equal the boolean; `eq null` asks for an absent value;
 * `ne` also holds for an absent value.
 */
export function compareValues(comparison: Comparison, values: readonly Json[]): boolean {
  const { operator, value } = comparison;
  if (value === null) return (values.length === 0) === (operator === 'eq');
  if (values.length === 0) return operator === 'ne';
  const exact = isCaseExact(comparison.path);
  return values.some((item) => holds(operator, sortable(principal(item), exact), sortable(value, exact)));
}

/** Whether values differ by case: keys, references and secrets do (RFC 7643 section 8.7.1). */
function isCaseExact(path: ScimPath): boolean {
  const definition = coreAttributeAt(path);
  const value = coreAttributeAt({ ...path, sub: path.sub ?? 'value' });
  return (value ?? definition)?.caseExact ?? false;
}

/** A complex value is compared by its `value` sub-attribute (RFC 7643 section 2.4). */
function principal(item: Json): Json {
  return isJsonObject(item) ? (valueOfKey(item, 'value') ?? null) : item;
}

type Sortable = string | number | undefined;

function sortable(value: Json, exact: boolean): Sortable {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  if (DATE_TIME.test(value)) return Date.parse(value);
  return exact ? value : value.toLowerCase();
}

function holds(operator: CompareOperator, left: Sortable, right: Sortable): boolean {
  if (left === undefined || right === undefined) return operator === 'ne';
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'co':
      return String(left).includes(String(right));
    case 'sw':
      return String(left).startsWith(String(right));
    case 'ew':
      return String(left).endsWith(String(right));
    default:
      return typeof left === typeof right && inOrder(operator, left, right);
  }
}

function inOrder(
  operator: 'gt' | 'ge' | 'lt' | 'le',
  left: string | number,
  right: string | number,
): boolean {
  switch (operator) {
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    default:
      return unreachable(operator);
  }
}
