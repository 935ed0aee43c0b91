import type { DetailsScreen } from '../../../session/state.ts';
import { type DetailsTab, detailsTabs, stepHead } from '../../details/details.ts';
import { bodySize } from '../../layout/body.ts';
import { paperOf, runOf, type View } from '../../layout/view.ts';
import { lastOffset } from '../../layout/window.ts';
import { type Row, wrapLines } from '../../text/lay.ts';
import { tabsRow } from '../tabs.ts';

const TABS = 1;

function openTab(screen: DetailsScreen, tabs: readonly DetailsTab[]): number {
  return ((screen.tab % tabs.length) + tabs.length) % tabs.length;
}

/** The row of tabs and every row of the open one. Nothing but the tab row when there is no run. */
export function detailsRows(
  view: View,
  screen: DetailsScreen,
): { readonly tabs: Row; readonly page: readonly Row[] } {
  const record = runOf(view.wizard)?.record;
  if (record === undefined) return { tabs: [], page: [] };
  const { size, theme } = view;
  const paper = paperOf(view);
  const tabs = detailsTabs(record, screen.step);
  const open = openTab(screen, tabs);
  const titles = tabs.map(({ title }) => title);
  const lines = [...stepHead(paper, record, screen.step), ...(tabs[open]?.lines(paper) ?? [])];
  return { tabs: tabsRow(titles, open, size.columns, theme), page: wrapLines(lines, size.columns, theme) };
}

export const detailsHeight = (view: View): number => Math.max(1, bodySize(view).rows - TABS);

export function detailsMetrics(view: View, screen: DetailsScreen) {
  const height = detailsHeight(view);
  return { height, last: lastOffset(detailsRows(view, screen).page.length, height) };
}
