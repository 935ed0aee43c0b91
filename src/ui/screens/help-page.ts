import type { Screen } from '../../session/state.ts';
import { type DetailsPaper, heading, pairs } from '../details/paper.ts';
import { keyHelp, tableTitle } from '../keys/reference.ts';
import { bodySize } from '../layout/body.ts';
import { paperOf, type View } from '../layout/view.ts';
import { lastOffset } from '../layout/window.ts';
import { type Row, wrapLines } from '../text/lay.ts';
import { blank, type Line, span } from '../text/line.ts';
import { warningLine } from './warning-line.ts';

function keyLines(paper: DetailsPaper, screen: Screen): readonly Line[] {
  const rows = keyHelp(screen.at, paper.theme.glyphs).map(
    ({ keys, help }) => [keys.join(', '), span(help)] as const,
  );
  return [heading(`Keys: ${tableTitle(screen.at)}`), blank, ...pairs(paper, rows)];
}

/** Every key of the screen below, from the same table that the keys are pressed by. */
export function helpRows(view: View): readonly Row[] {
  const { wizard, size, theme } = view;
  const { warnings } = wizard.workspace;
  const lines = [
    ...keyLines(paperOf(view), wizard.screen),
    ...(warnings.length === 0 ? [] : [blank, heading('Warnings'), ...warnings.map(warningLine(theme))]),
  ];
  return wrapLines(lines, size.columns, theme);
}

export function helpMetrics(view: View) {
  const height = bodySize(view).rows;
  return { height, last: lastOffset(helpRows(view).length, height) };
}
