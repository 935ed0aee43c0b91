import { parseExpression } from '../../expressions/syntax/expression.ts';
import { print } from '../../expressions/syntax/print.ts';
import type { AttributeMapping, FilterClause, FilterGroup, ObjectMapping } from '../types.ts';

/** The source of a mapping without the noise: blanks and the two spellings of a number do not count. */
export function canonicalSource({ source }: AttributeMapping): string | undefined {
  if (source === undefined) return undefined;
  const parsed = parseExpression(source.expression);
  return parsed.ok ? print(parsed.value.tree) : source.expression.trim();
}

/** An empty default is none: it fills nothing. */
export const defaultText = ({ defaultValue }: AttributeMapping): string | undefined =>
  defaultValue === '' ? undefined : defaultValue;

/** Operator names are compared without case, blanks and underscores; the portal and Graph spell them differently. */
const operatorKey = (name: string): string => name.toUpperCase().replace(/[\s_]+/g, '');

const takesNoValue = /^IS(?:NOT)?NULL$|^IS(?:TRUE|FALSE)$/;

/** The clause as the portal words it, with its operator in one spelling. */
export function clauseText({ operatorName, sourceOperandName, values }: FilterClause): string {
  const operator = operatorName.toUpperCase().replace(/\s+/g, ' ').trim();
  const operands = takesNoValue.test(operatorKey(operatorName)) ? [] : values.toSorted();
  return [sourceOperandName, operator, operands.join(', ')].filter((part) => part !== '').join(' ');
}

/** Equal for clauses that mean the same. */
export function clauseKey({ operatorName, sourceOperandName, values }: FilterClause): string {
  const operator = operatorKey(operatorName);
  const operands = takesNoValue.test(operator) ? [] : [...new Set(values)].toSorted();
  return JSON.stringify([sourceOperandName, operator, operands]);
}

/** Equal for groups that mean the same: the title and the order of clauses do not count. */
export const groupKey = ({ clauses }: FilterGroup): string =>
  JSON.stringify([...new Set(clauses.map(clauseKey))].toSorted());

/** Equal for object mappings with the same attribute mappings. */
export const contentKey = ({ attributeMappings }: ObjectMapping): string =>
  JSON.stringify(
    attributeMappings
      .map((mapping) => [
        mapping.targetAttributeName,
        mapping.source?.expression ?? '',
        mapping.matchingPriority,
      ])
      .toSorted(),
  );
