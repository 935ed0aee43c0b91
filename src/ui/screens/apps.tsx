import { Box } from 'ink';
import type { ReactElement } from 'react';
import { traitsOf } from '../../domain/model/app.ts';
import { appRows } from '../../session/rows.ts';
import type { AppsScreen, AppView } from '../../session/state.ts';
import { AppList, type ListItem } from '../components/app-list.tsx';
import { Rows } from '../components/rows.tsx';
import { TextField } from '../components/text-field.tsx';
import { useWindow } from '../components/use-window.ts';
import { bodySize, isRoomy } from '../layout/body.ts';
import type { View } from '../layout/view.ts';
import { cells } from '../text/cells.ts';
import { column, fitLine, type Row, wrapAtMost, wrapLines } from '../text/lay.ts';
import { line, span } from '../text/line.ts';
import { safeText } from '../text/safe-text.ts';
import type { Theme } from '../theme/theme.ts';
import { warningLine } from './warning-line.ts';

/** From this width on an app is one row, below it two. */
const ONE_ROW = 72;
const POINTER = 2;

const rowsPerApp = (width: number): number => (width >= ONE_ROW ? 1 : 2);

/** Runs that were cut off and other things to know before anything else. The help page has all of them. */
function warningRows(view: View): readonly Row[] {
  const { wizard, size, theme } = view;
  const all = wrapLines(wizard.workspace.warnings.map(warningLine(theme)), size.columns, theme);
  const most = Math.max(1, Math.floor((bodySize(view).rows - 1) / 3));
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), [span(`${theme.ellipsis} press ? to read on`, { tone: 'warn' })]];
}

function systems({ source, target }: AppView, theme: Theme): string {
  return `${source.name} ${theme.glyphs.arrow} ${target.name}`;
}

function kindSpan({ app, problem }: AppView) {
  return problem === undefined
    ? span(traitsOf(app.kind).label, { tone: 'muted' })
    : span('cannot be used', { tone: 'bad' });
}

function appItem(view: AppView, width: number, nameWidth: number, theme: Theme): ListItem {
  const { app } = view;
  if (rowsPerApp(width) === 2) {
    const second = line(
      kindSpan(view),
      span(` ${theme.glyphs.dot} ${systems(view, theme)}`, { tone: 'muted' }),
    );
    return {
      key: app.id,
      rows: [fitLine(line(app.displayName), width, theme), fitLine(second, width, theme)],
    };
  }
  const name = column(app.displayName, nameWidth, theme);
  const rest = line(`${name}  `, kindSpan(view), span(`  ${systems(view, theme)}`, { tone: 'muted' }));
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

/** How many apps fit. */
export function appsHeight(view: View, screen: AppsScreen): number {
  const apps = appRows(view.wizard.workspace, screen.filter.text);
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

export function Apps({ view, screen }: { readonly view: View; readonly screen: AppsScreen }): ReactElement {
  const { theme, size, wizard } = view;
  const apps = appRows(wizard.workspace, screen.filter.text);
  const height = appsHeight(view, screen);
  const { start, shown, above, below } = useWindow({ total: apps.length, cursor: screen.cursor, height });
  const longest = Math.max(0, ...apps.map(({ app }) => cells(safeText(app.displayName, theme.alphabet))));
  const nameWidth = Math.min(longest, Math.floor(size.columns * 0.45));
  const items = apps
    .slice(start, start + shown)
    .map((app) => appItem(app, size.columns - POINTER, nameWidth, theme));
  const more: readonly Row[] =
    above + below === 0 ? [] : [[span(`${theme.ellipsis} ${above + below} more`, { tone: 'muted' })]];
  return (
    <Box flexDirection="column">
      <Rows rows={warningRows(view)} theme={theme} />
      <TextField
        label="App"
        field={screen.filter}
        placeholder="type to filter"
        width={size.columns}
        theme={theme}
      />
      <Rows rows={gapRows(view)} theme={theme} />
      {items.length === 0 ? (
        <Rows rows={emptyRows(view, screen)} theme={theme} />
      ) : (
        <AppList items={items} cursor={screen.cursor - start} theme={theme} />
      )}
      <Rows rows={[...more, ...problemRows(apps[screen.cursor], view)]} theme={theme} />
    </Box>
  );
}
