import type { TraceNode } from '../../domain/expressions/trace.ts';
import { traceLines } from '../details/trace-lines.ts';
import { cutEnd } from '../text/cells.ts';
import type { Line } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

/** The whole expression stands in the field above: in the tree, its parts are only named. */
const NARROWEST = 16;

function named(node: TraceNode, width: number, ellipsis: string): TraceNode {
  return {
    ...node,
    expression: cutEnd(node.expression, width, ellipsis),
    children: node.children.map((child) => named(child, Math.max(NARROWEST, width - 2), ellipsis)),
  };
}

/** The value of every part. Long parts are cut, so that their values are seen. */
export function treeLines(trace: TraceNode, width: number, { ellipsis }: Theme): readonly Line[] {
  return traceLines(named(trace, Math.max(NARROWEST, Math.floor(width * 0.6)), ellipsis));
}
