import { unreachable } from '../../result.ts';
import type { CallNode, Node } from './tree.ts';

/**
 * The one text of a tree, however it was written: numbers are quoted. Parsing it again gives the same tree.
 */
export function print(node: Node): string {
  return printWith(node, print);
}

/**
 * The text of every node of a tree as Graph prints it, with blanks as in `Replace([a], "-", , , "_", , )`: in a call a
 * number stands as it was written, `Mid([a], 1, 8)`, and as a node of its own in quotes, `"1"`.
 * Source: Graph `synchronization-synchronizationschema-parseexpression`, the sample answer.
 */
export function printAll(root: Node): ReadonlyMap<Node, string> {
  const printed = new Map<Node, string>();
  const visit = (node: Node): string => {
    const text = printWith(node, visit);
    printed.set(node, text);
    return asPart(node, text);
  };
  visit(root);
  return printed;
}

const asPart = (node: Node, alone: string): string =>
  node.kind === 'constant' ? (node.bare ?? alone) : alone;

function printWith(node: Node, inner: (child: Node) => string): string {
  switch (node.kind) {
    case 'constant':
      return quoted(node.value);
    case 'attribute':
      return `[${node.name}]`;
    case 'word':
      return node.word;
    case 'call':
      return printCall(node, inner);
    case 'concat':
      return node.parts.map(inner).join(' & ');
    case 'comparison':
      return `${inner(node.left)} ${node.operator} ${inner(node.right)}`;
    default:
      return unreachable(node);
  }
}

function printCall(node: CallNode, inner: (child: Node) => string): string {
  const printed = node.arguments.map((argument) => (argument === undefined ? '' : inner(argument)));
  return `${node.name}(${printed.join(', ')})`;
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
