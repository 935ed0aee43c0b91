import { functions } from '../registry.ts';
import type { Expression } from './expression.ts';
import type { CallNode, Node } from './tree.ts';

/** The tree as Graph shows it in `attributeMappingSource` and in the answer of parseExpression. */
type ParsedForm = {
  readonly expression: string;
  readonly name: string;
  readonly type: 'Attribute' | 'Constant' | 'Function';
  readonly parameters: readonly { readonly key: string; readonly value: ParsedForm }[];
};

/**
 * Left-out arguments are absent. Of a repeated parameter each argument has a number after its key.
 * Source: Graph `synchronization-synchronizationschema-parseexpression`, `synchronization-attributemappingsource`.
 */
export function parsedForm({ tree, printed }: Expression): ParsedForm {
  return formOf(tree, printed);
}

type Printed = ReadonlyMap<Node, string>;

function formOf(node: Node, printed: Printed): ParsedForm {
  const expression = printed.get(node) ?? '';
  const form = (name: string, type: ParsedForm['type'], parameters: ParsedForm['parameters'] = []) => ({
    expression,
    name,
    type,
    parameters,
  });
  if (node.kind === 'attribute') return form(node.name, 'Attribute');
  if (node.kind === 'constant') return form(node.value, 'Constant');
  if (node.kind === 'word') return form(node.word, 'Constant');
  if (node.kind === 'call') return form(node.name, 'Function', callParameters(node, printed));
  if (node.kind === 'concat') return form('&', 'Function', numbered(node.parts, printed));
  return form(node.operator, 'Function', numbered([node.left, node.right], printed));
}

const numbered = (nodes: readonly Node[], printed: Printed): ParsedForm['parameters'] =>
  nodes.map((node, index) => ({ key: `source${index + 1}`, value: formOf(node, printed) }));

function callParameters(node: CallNode, printed: Printed): ParsedForm['parameters'] {
  return node.arguments.flatMap((argument, index) =>
    argument === undefined ? [] : [{ key: keyOf(node.name, index), value: formOf(argument, printed) }],
  );
}

function keyOf(name: string, index: number): string {
  const parameters = functions.get(name)?.parameters ?? [];
  const position = Math.min(index, parameters.length - 1);
  const at = parameters[position];
  if (at === undefined) return `parameter${index + 1}`;
  if (at.parameter.presence === 'repeated') return `${at.name}${index - position + 1}`;
  return at.parameter.graphKey ?? at.name;
}
