import type { TraceNode } from '../../domain/expressions/trace.ts';
import { traceLines } from '../details/trace-lines.ts';
import { cutEnd } from '../text/cells.ts';
import type { Line } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

/** The whole expression stands in the field above, and the whole result below it: the tree only names them. */
const NARROWEST = 16;
const LONGEST_VALUE = 200;
const MOST_ITEMS = 10;

function shortValue({ value }: TraceNode, ellipsis: string): Pick<TraceNode, 'value'> {
  if (value === undefined) return {};
  if (typeof value === 'string') return { value: cutEnd(value, LONGEST_VALUE, ellipsis) };
  const items = value.slice(0, MOST_ITEMS).map((item) => cutEnd(item, LONGEST_VALUE, ellipsis));
  return { value: value.length > MOST_ITEMS ? [...items, ellipsis] : items };
}

function named(node: TraceNode, width: number, ellipsis: string): TraceNode {
  return {
    ...node,
    ...shortValue(node, ellipsis),
    expression: cutEnd(node.expression, width, ellipsis),
    children: node.children.map((child) => named(child, Math.max(NARROWEST, width - 2), ellipsis)),
  };
}

/** The value of every part. Long parts are cut, so that their values are seen. */
export function treeLines(trace: TraceNode, width: number, { ellipsis }: Theme): readonly Line[] {
  return traceLines(named(trace, Math.max(NARROWEST, Math.floor(width * 0.6)), ellipsis));
}
