import { cells } from '../text/cells.ts';
import { fitLine, type Row } from '../text/lay.ts';
import { type Line, line, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

/** Tabs in one row, the open one in brackets; where they do not fit, the open one with its number. */
export function tabsRow(titles: readonly string[], open: number, width: number, theme: Theme): Row {
  const all: Line = {
    spans: titles.map((title, index) =>
      index === open ? span(`[${title}] `, { bold: true }) : span(` ${title}  `, { tone: 'muted' }),
    ),
  };
  const fits = all.spans.reduce((sum, { text }) => sum + cells(text), 0) <= width;
  if (fits) return fitLine(all, width, theme);
  const count = span(`  ${open + 1} of ${titles.length}`, { tone: 'muted' });
  return fitLine(line(span(`[${titles[open] ?? ''}]`, { bold: true }), count), width, theme);
}
