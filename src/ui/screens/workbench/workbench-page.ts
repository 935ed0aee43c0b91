import { completionRows } from '../../../session/rows.ts';
import type { WorkbenchScreen } from '../../../session/state.ts';
import { cursorOffset } from '../../../session/text-field.ts';
import { cursorPlaceIn } from '../../../session/workbench/place.ts';
import { heading } from '../../details/paper.ts';
import type { PageMetrics } from '../../keys/bindings/binding.ts';
import { bodySize, isRoomy } from '../../layout/body.ts';
import type { View } from '../../layout/view.ts';
import { lastOffset } from '../../layout/window.ts';
import { fitLine, type Row, wrapAtMost, wrapLines } from '../../text/lay.ts';
import { blank, type Line, line, span } from '../../text/line.ts';
import { callHelp } from '../../workbench/call-help.ts';
import {
  cursorRowsAway,
  type FieldLayout,
  type FieldMark,
  layOutField,
} from '../../workbench/field-layout.ts';
import { highlightedHelp, nameRows } from '../../workbench/names-list.ts';
import { trialLines } from '../../workbench/outcome-lines.ts';
import { circumstances } from '../../workbench/person-line.ts';
import { treeLines } from '../../workbench/tree-lines.ts';

/** Person and label: always there. */
const HEAD = 2;

/** The parts of the screen between its head and the footer, and how many rows each has. */
export type WorkbenchParts = {
  readonly layout: FieldLayout;
  readonly fieldHeight: number;
  /** Names to choose from, or help on the call around the cursor. */
  readonly helper: readonly Row[];
  readonly page: readonly Row[];
  readonly pageHeight: number;
};

/** A list is cut where it does not fit, help is not: of that a small terminal shows the two lines that count. */
function helperRows(view: View, screen: WorkbenchScreen): readonly Row[] {
  const { size, theme } = view;
  const hasRoom = isRoomy(bodySize(view));
  if (completionRows(screen).length > 0) {
    const names = nameRows(screen, { height: hasRoom ? 6 : 3, width: size.columns, theme });
    return hasRoom ? [...names, ...highlightedHelp(screen, size.columns, theme)] : names;
  }
  const { calls } = cursorPlaceIn(screen.field.text, cursorOffset(screen.field));
  const innermost = calls.at(-1);
  const lines = innermost === undefined ? [] : callHelp(innermost);
  if (!hasRoom) return lines.slice(0, 2).map((one) => fitLine(one, size.columns, theme));
  return lines.flatMap((one) => wrapAtMost(one, 2, size.columns, theme));
}

const nothingTyped: readonly Line[] = [
  line('Type an expression: a function such as Join( or an attribute such as [mail].'),
  line(
    span('Tab lists what there is. The result and the value of every part appear here.', { tone: 'muted' }),
  ),
];

function pageLines(view: View, screen: WorkbenchScreen): readonly Line[] {
  const { size, theme } = view;
  const { trial } = screen;
  const known = circumstances(screen, theme);
  if (trial === undefined) return [...(screen.field.text.trim() === '' ? nothingTyped : []), ...known];
  const { trace } = trial;
  const hasParts = trace !== undefined && trace.children.length > 0;
  return [
    ...trialLines(trial, theme),
    ...known,
    ...(hasParts && isRoomy(bodySize(view)) ? [blank] : []),
    ...(hasParts ? [heading('Value of every part'), ...treeLines(trace, size.columns, theme)] : []),
  ];
}

type Heights = Omit<WorkbenchParts, 'page'>;

function heightsOf(view: View, screen: WorkbenchScreen): Heights {
  const body = bodySize(view);
  const layout = layOutField(screen.field.text, view.size.columns, view.theme);
  const fieldHeight = Math.min(layout.rows.length, Math.max(2, Math.floor(body.rows * 0.3)));
  const helper = helperRows(view, screen);
  const pageHeight = Math.max(1, body.rows - HEAD - fieldHeight - helper.length);
  return { layout, fieldHeight, helper, pageHeight };
}

const pageRows = (view: View, screen: WorkbenchScreen): readonly Row[] =>
  wrapLines(pageLines(view, screen), view.size.columns, view.theme);

/** Everything but the spinner and the offset of the field, which depend on time and on the frame before. */
export const workbenchParts = (view: View, screen: WorkbenchScreen): WorkbenchParts => ({
  ...heightsOf(view, screen),
  page: pageRows(view, screen),
});

/** The parts of the text that a trial finds fault with, as long as the text up to there is the one that was tried. */
export function marksOf({ trial, field }: WorkbenchScreen): readonly FieldMark[] {
  if (trial === undefined) return [];
  const { outcome, remarks, text } = trial;
  const isSame = (end: number): boolean => field.text.slice(0, end) === text.slice(0, end);
  const faults = outcome.kind === 'error' ? [outcome.error] : remarks;
  const tone = outcome.kind === 'error' ? 'bad' : 'warn';
  return faults.flatMap(({ position, length = 0 }) =>
    position === undefined || !isSame(position + Math.max(1, length)) ? [] : [{ position, length, tone }],
  );
}

/**
 * A page of a thousand parts is laid out only for keys that scroll it, and not for every letter; the rows of the field
 * only for Up and Down.
 */
export function workbenchMetrics(view: View, screen: WorkbenchScreen): PageMetrics {
  const { layout, pageHeight } = heightsOf(view, screen);
  return {
    height: pageHeight,
    get last() {
      return lastOffset(pageRows(view, screen).length, pageHeight);
    },
    caretAway: (rows) => cursorRowsAway(layout, screen.field.cursor, rows),
  };
}
