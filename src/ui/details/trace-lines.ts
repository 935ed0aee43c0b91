import type { TraceNode } from '../../domain/expressions/trace.ts';
import { hanging, type Line, span, type TextSpan } from '../text/line.ts';

function outcome(node: TraceNode): TextSpan {
  if (node.error !== undefined) return span(node.error.message, { tone: 'bad' });
  if (node.skipped !== undefined) return span(node.skipped, { tone: 'warn' });
  if (node.notEvaluated === true) return span('not evaluated', { tone: 'muted' });
  if (node.value === undefined) return span('no value', { tone: 'muted' });
  return span(typeof node.value === 'string' ? `"${node.value}"` : JSON.stringify(node.value));
}

/** Deeper parts stand no further right: a margin must not become wider than a terminal. */
const DEEPEST_MARGIN = 10;

function addLines(lines: Line[], node: TraceNode, depth: number): void {
  const margin = '  '.repeat(Math.min(depth, DEEPEST_MARGIN));
  lines.push(
    hanging(margin.length + 4, margin, span(`${node.expression} `, { tone: 'muted' }), '= ', outcome(node)),
  );
  for (const child of node.children) addLines(lines, child, depth + 1);
}

/** What every part of an expression gave, the whole first, its parts further right below it. */
export function traceLines(node: TraceNode): readonly Line[] {
  const lines: Line[] = [];
  addLines(lines, node, 0);
  return lines;
}
