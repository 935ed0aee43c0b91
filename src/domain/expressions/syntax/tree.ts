/** Where a node stands in the text it was parsed from, in UTF-16 code units. */
export type SourceSpan = { readonly position: number; readonly length: number };

/** The bare words of the language. They name options and flow decisions, and are not attributes or constants. */
export const words = [
  'vbTextCompare',
  'vbBinaryCompare',
  'IgnoreAttributeFlow',
  'IgnoreObjectFlow',
  'Unicode',
  'UTF8',
  'ASCII',
] as const;
export type BareWord = (typeof words)[number];

export const comparisons = ['<>', '<=', '>=', '=', '<', '>'] as const;
export type ComparisonSign = (typeof comparisons)[number];

/** An argument that was left out between two commas is undefined. */
export type Argument = Node | undefined;

export type CallNode = {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly at: SourceSpan;
};

/**
 * The tree of an expression. Numbers are constants, because the service reads `1` and `"1"` alike; `bare` keeps how
 * one was written without quotes.
 * A concatenation holds all its parts in one node, so a long one does not become a deep tree.
 */
export type Node =
  | { readonly kind: 'constant'; readonly value: string; readonly bare?: string; readonly at: SourceSpan }
  | { readonly kind: 'attribute'; readonly name: string; readonly at: SourceSpan }
  | { readonly kind: 'word'; readonly word: BareWord; readonly at: SourceSpan }
  | CallNode
  | { readonly kind: 'concat'; readonly parts: readonly Node[]; readonly at: SourceSpan }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonSign;
      readonly left: Node;
      readonly right: Node;
      readonly at: SourceSpan;
    };

/** The nodes directly below a node, left to right; left-out arguments are not among them. */
function childrenOf(node: Node): readonly Node[] {
  if (node.kind === 'call') return node.arguments.filter((argument) => argument !== undefined);
  if (node.kind === 'concat') return node.parts;
  if (node.kind === 'comparison') return [node.left, node.right];
  return [];
}

/** A node and everything below it, parents first. */
export function* allNodes(node: Node): Generator<Node, void, undefined> {
  yield node;
  for (const child of childrenOf(node)) yield* allNodes(child);
}
