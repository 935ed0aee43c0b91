import { unreachable } from '../../result.ts';
import type { CallNode, Node } from './tree.ts';

/**
 * The text of a tree, with blanks the way the service prints them: `Replace([a], "-", , , "_", , )`.
 * Parsing the text again gives the same tree.
 * Source: Graph `synchronization-synchronizationschema-parseexpression`, the sample answer.
 */
export function print(node: Node): string {
  return printWith(node, print);
}

/** The text of every node of a tree, for callers that show sub-expressions again and again. */
export function printAll(root: Node): ReadonlyMap<Node, string> {
  const printed = new Map<Node, string>();
  const visit = (node: Node): string => {
    const text = printWith(node, visit);
    printed.set(node, text);
    return text;
  };
  visit(root);
  return printed;
}

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
