import type { TraceNode } from '../expressions/trace.ts';

type Fate = 'null' | 'skipped' | 'error';

function fateOf(node: TraceNode): Fate | undefined {
  if (node.error !== undefined) return 'error';
  if (node.skipped !== undefined) return 'skipped';
  return node.null === true ? 'null' : undefined;
}

/**
 * The deepest nodes to which a null, a skipped attribute or an error goes back; none for a value. A node that has no
 * part with the same fate decided it itself: an attribute without a value, a Switch without a fitting key.
 * There are several where several parts are null.
 */
export function decisiveNodes(trace: TraceNode): readonly TraceNode[] {
  const fate = fateOf(trace);
  if (fate === undefined) return [];
  const guilty = trace.children.filter((child) => fateOf(child) === fate);
  return guilty.length === 0 ? [trace] : guilty.flatMap(decisiveNodes);
}
