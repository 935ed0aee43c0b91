import { describe, expect, it } from 'vitest';
import { decisiveNodes } from '../../../src/domain/cases/decisive-nodes.ts';
import { unknownAttributes } from '../../../src/domain/cases/unknown-attributes.ts';
import { parseExpression } from '../../../src/domain/expressions/syntax/expression.ts';
import { evaluateText } from '../expressions/run-case.ts';

describe('the nodes that decided', () => {
  const decisive = (expression: string) =>
    decisiveNodes(evaluateText(expression, { a: 'x', e: '' }).trace).map((node) => node.expression);

  it.each([
    ['[a]', []],
    ['[none]', ['[none]']],
    ['Append(ToLower([none]), "x")', ['[none]']],
    ['Switch([a], , "y", "z")', ['Switch([a], , "y", "z")']],
    ['IIF([a] = "x", ToLower([none]), [other])', ['[none]']],
    ['Coalesce([none], [other])', ['[none]', '[other]']],
    ['IgnoreFlowIfNullOrEmpty([e])', ['IgnoreFlowIfNullOrEmpty([e])']],
    ['IIF([a] = "x", IgnoreAttributeFlow, "y")', ['IgnoreAttributeFlow']],
    ['Join(" ", Mid([a], 0, 1), [none])', ['Mid([a], 0, 1)']],
  ])('%s', (expression, nodes) => {
    expect(decisive(expression)).toEqual(nodes);
  });
});

describe('names that the source object does not have', () => {
  function unknown(text: string, ...known: readonly string[]) {
    const expression = parseExpression(text);
    return expression.ok ? unknownAttributes(expression.value, known) : [];
  }

  it('are told with their place and the nearest name, each once', () => {
    expect(unknown('Append([departmnt], Append([a], [departmnt]))', 'department', 'a')).toEqual([
      {
        code: 'UnknownAttribute',
        message:
          'The source object has no attribute [departmnt], which gives null. Did you mean [department]?',
        position: 7,
        length: 11,
        suggestion: 'department',
      },
    ]);
  });

  it('have no suggestion when no name is near', () => {
    expect(unknown('[mail]', 'department')[0]).not.toHaveProperty('suggestion');
  });

  it('are none where every name is known, one without a value included', () => {
    expect(unknown('Append([a], [b])', 'a', 'b')).toEqual([]);
  });
});
