import type { ReactElement } from 'react';
import type { WorkbenchScreen } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { useLasting } from '../../components/use-ticker.ts';
import { useWindow } from '../../components/use-window.ts';
import { scrolledRows } from '../../layout/scrolled.ts';
import type { View } from '../../layout/view.ts';
import type { Window } from '../../layout/window.ts';
import { fitLine, type Row } from '../../text/lay.ts';
import { line, span } from '../../text/line.ts';
import { drawnRows, rowOfCursor } from '../../workbench/field-layout.ts';
import { personLine } from '../../workbench/person-line.ts';
import { marksOf, workbenchParts } from './workbench-page.ts';

/** Only what lasts is worth a word. */
const EVALUATING_AFTER_MS = 150;

function labelRow({ size, theme }: View, { start, shown, above, below }: Window, isSlow: boolean): Row {
  const part = above + below === 0 ? '' : `  rows ${start + 1}-${start + shown} of ${above + shown + below}`;
  const now = isSlow ? '  Evaluating' : `  a trial: no file is changed${part}`;
  return fitLine(line('Expression', span(now, { tone: 'muted' })), size.columns, theme);
}

type Props = { readonly view: View; readonly screen: WorkbenchScreen; readonly spinner: string };

/** An expression, whose values it is tried with, help at the cursor, the result and the value of every part. */
export function WorkbenchView({ view, screen, spinner }: Props): ReactElement {
  const { size, theme } = view;
  const { layout, fieldHeight, helper, page, pageHeight } = workbenchParts(view, screen);
  const total = layout.rows.length;
  const cursor = rowOfCursor(layout, screen.field.cursor);
  const window = useWindow({ total, cursor, height: fieldHeight });
  const isSlow = useLasting(screen.pending !== undefined, EVALUATING_AFTER_MS);
  const rows = [
    fitLine(personLine(screen, spinner, theme), size.columns, theme),
    labelRow(view, window, isSlow),
    ...drawnRows(layout, screen.field, {
      from: window.start,
      to: window.start + window.shown,
      marks: marksOf(screen),
      theme,
    }),
    ...helper,
    ...scrolledRows({ rows: page, offset: screen.scroll, height: pageHeight, theme }),
  ];
  return <Rows rows={rows} theme={theme} />;
}
