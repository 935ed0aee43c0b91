import type { Expression } from '../../../expressions/syntax/expression.ts';
import { allNodes, type CallNode, type Node } from '../../../expressions/syntax/tree.ts';
import type { AttributeDefinition } from '../../types.ts';
import type { AttributeFacts, MappingFacts, ReviewOptions } from '../facts.ts';
import type { FindingCode, SchemaFinding } from '../finding.ts';

/** One parsed expression of a mapping, with what a lint may look at. */
export type Site = {
  readonly attribute: AttributeFacts;
  readonly facts: MappingFacts;
  readonly expression: Expression;
  readonly tree: Node;
  readonly options: ReviewOptions;
  readonly definitionOf: (attribute: string) => AttributeDefinition | undefined;
  /** False for required attributes and anchors, which always have a value. */
  readonly mayBeAbsent: (attribute: string) => boolean;
  readonly say: (code: FindingCode, node: Node, message: string, fix: string) => SchemaFinding;
};

/** Looks for one kind of mistake that shows in the expression itself, without any value. */
export type Lint = (site: Site) => readonly SchemaFinding[];

/** Every call of one of these functions. */
export function callsOf(root: Node, ...names: readonly string[]): readonly CallNode[] {
  return [...allNodes(root)]
    .filter((node) => node.kind === 'call')
    .filter(({ name }) => names.includes(name));
}

const contains = (outer: Node, inner: Node): boolean =>
  outer.at.position <= inner.at.position &&
  outer.at.position + outer.at.length >= inner.at.position + inner.at.length;

/** The calls that a node stands in, the nearest first. */
export const callsAround = (root: Node, wanted: Node): readonly CallNode[] =>
  [...allNodes(root)]
    .filter((node) => node.kind === 'call')
    .filter((call) => call !== wanted && contains(call, wanted))
    .reverse();
