import { traitsOf } from '../../../domain/model/app.ts';
import type { AppsScreen, AppView } from '../../../session/state.ts';
import { bodySize, isRoomy } from '../../layout/body.ts';
import type { View } from '../../layout/view.ts';
import type { Window } from '../../layout/window.ts';
import { cells } from '../../text/cells.ts';
import { column, fitLine, type Row, wrapAtMost, wrapLines } from '../../text/lay.ts';
import { line, span, type TextSpan } from '../../text/line.ts';
import { safeText } from '../../text/safe-text.ts';
import type { Theme } from '../../theme/theme.ts';
import { warningLine } from '../warning-line.ts';

/** From this width on an app is one row, below it two. */
const ONE_ROW = 72;
const POINTER = 2;

/** What the field of choose-app says in front of it, and while nothing is typed. */
export const appsField = { label: 'App', placeholder: 'type to filter' } as const;

/** One app of the list: its rows without the pointer. */
export type AppItem = { readonly key: string; readonly rows: readonly Row[] };

/** The rows of choose-app around its field and its list. The field has one row. */
export type AppsPage = {
  readonly warnings: readonly Row[];
  readonly gap: readonly Row[];
  /** What stands in place of a list without items. */
  readonly empty: readonly Row[];
  readonly items: readonly AppItem[];
  /** Where the cursor is among the items. */
  readonly cursor: number;
  readonly below: readonly Row[];
};

const rowsPerApp = (width: number): number => (width >= ONE_ROW ? 1 : 2);

/** Runs that were cut off and other things to know before anything else. The help page has all of them. */
function warningRows(view: View): readonly Row[] {
  const { wizard, size, theme } = view;
  const all = wrapLines(wizard.workspace.warnings.map(warningLine(theme)), size.columns, theme);
  const most = Math.max(1, Math.floor((bodySize(view).rows - 1) / 3));
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), [span(`${theme.ellipsis} press ? to read on`, { tone: 'warn' })]];
}

function systemsSpans(before: string, { source, target }: AppView, { glyphs }: Theme): readonly TextSpan[] {
  if (source === undefined || target === undefined) return [];
  return [span(`${before}${source.name} ${glyphs.arrow} ${target.name}`, { tone: 'muted' })];
}

function kindSpan({ app, problem }: AppView): TextSpan {
  return problem === undefined
    ? span(traitsOf(app.kind).label, { tone: 'muted' })
    : span('cannot be used', { tone: 'bad' });
}

function appItem(view: AppView, width: number, nameWidth: number, theme: Theme): AppItem {
  const { app } = view;
  if (rowsPerApp(width) === 2) {
    const second = line(kindSpan(view), ...systemsSpans(` ${theme.glyphs.dot} `, view, theme));
    return {
      key: app.id,
      rows: [fitLine(line(app.displayName), width, theme), fitLine(second, width, theme)],
    };
  }
  const name = column(app.displayName, nameWidth, theme);
  const rest = line(`${name}  `, kindSpan(view), ...systemsSpans('  ', view, theme));
  return { key: app.id, rows: [fitLine(rest, width, theme)] };
}

/** Rows of the list, and the whole problem of the highlighted app below it. */
function problemRows(current: AppView | undefined, view: View): readonly Row[] {
  if (current?.problem === undefined) return [];
  const most = isRoomy(bodySize(view)) ? 4 : 1;
  return wrapAtMost(line(span(current.problem, { tone: 'bad' })), most, view.size.columns, view.theme);
}

/** An empty row below the field, where there is one to spare. */
const gapRows = (view: View): readonly Row[] => (isRoomy(bodySize(view)) ? [[]] : []);

/** How many of the apps that match the filter fit. */
export function appsListHeight(view: View, screen: AppsScreen, apps: readonly AppView[]): number {
  const fixed =
    warningRows(view).length + 1 + gapRows(view).length + problemRows(apps[screen.cursor], view).length;
  const room = Math.max(0, bodySize(view).rows - fixed);
  const per = rowsPerApp(view.size.columns);
  const fitting = Math.floor(room / per);
  return apps.length <= fitting ? fitting : Math.max(1, Math.floor((room - 1) / per));
}

function emptyRows(view: View, screen: AppsScreen): readonly Row[] {
  const text =
    screen.filter.text === '' ? 'This workspace has no apps.' : `No app is called "${screen.filter.text}".`;
  return wrapAtMost(line(span(text, { tone: 'muted' })), 2, view.size.columns, view.theme);
}

/** Lays out choose-app. `apps` are those that match the filter, `window` is the part of them that is shown. */
export function appsPage(
  view: View,
  screen: AppsScreen,
  { apps, window }: { readonly apps: readonly AppView[]; readonly window: Window },
): AppsPage {
  const { theme, size } = view;
  const { start, shown, above, below } = window;
  const longest = Math.max(0, ...apps.map(({ app }) => cells(safeText(app.displayName, theme.alphabet))));
  const nameWidth = Math.min(longest, Math.floor(size.columns * 0.45));
  const more: readonly Row[] =
    above + below === 0 ? [] : [[span(`${theme.ellipsis} ${above + below} more`, { tone: 'muted' })]];
  return {
    warnings: warningRows(view),
    gap: gapRows(view),
    empty: apps.length === 0 ? emptyRows(view, screen) : [],
    items: apps
      .slice(start, start + shown)
      .map((app) => appItem(app, size.columns - POINTER, nameWidth, theme)),
    cursor: screen.cursor - start,
    below: [...more, ...problemRows(apps[screen.cursor], view)],
  };
}
