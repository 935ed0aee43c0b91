import type { TraceNode } from '../../domain/expressions/trace.ts';

/**
 * The part of an expression that a null comes from: a null is followed down as long as one single part below gave it.
 * Where several parts are null, or none is, the node itself decided (Coalesce, Switch without a default).
 */
export function nullCause(node: TraceNode): TraceNode {
  const [only, ...others] = node.children.filter((child) => child.null === true);
  return only === undefined || others.length > 0 ? node : nullCause(only);
}
