import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../src/domain/expressions/syntax/expression.ts';
import { givesEmptyText } from '../../../../src/domain/schema/review/mappings/results.ts';

const culprit = (expression: string): string | undefined => {
  const parsed = parseExpression(expression);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const node = givesEmptyText(parsed.value.tree, (name) => name !== 'always');
  return node && expression.slice(node.at.position, node.at.position + node.at.length);
};

describe('an expression that can give ""', () => {
  it.each([
    ['""', '""'],
    ['Switch([a], "", "x", "y")', '""'],
    ['IIF([a] = "x", "", "y")', '""'],
    ['Coalesce([a], "")', '""'],
    ['Trim(Switch([a], "x", "y", ""))', '""'],
    ['Left([a], 3)', 'Left([a], 3)'],
    ['ToUpper(Left(Trim([a]), 3))', 'Left(Trim([a]), 3)'],
    ['Word([a], 2, " ")', 'Word([a], 2, " ")'],
    ['Join(",", [a])', 'Join(",", [a])'],
    ['Switch([b], Left([a], 3), "", "x")', 'Left([a], 3)'],
    ['IIF([a] = "x", "y", Left([a], 3))', 'Left([a], 3)'],
  ])('%s is told by its part', (expression, part) => {
    expect(culprit(expression)).toBe(part);
  });

  it.each([
    '[a]',
    '"x"',
    'Left([always], 3)',
    'Left("abc", 3)',
    'Left(Join(".", [a], "x"), 3)',
    'Join(" ", [a], [b])',
    'Switch([a], Left([a], 3), "", "N/A")',
    'IIF(IsPresent([a]), Left([a], 3), "N/A")',
    'IIF(IsNullOrEmpty([a]), "N/A", Left([a], 3))',
    'IIF([a] = "x", Left([a], 3), "N/A")',
    'Append(Left([a], 3), "x")',
    'Switch([a], IgnoreAttributeFlow, "x", "y")',
  ])('is not %s', (expression) => {
    expect(culprit(expression)).toBeUndefined();
  });
});
