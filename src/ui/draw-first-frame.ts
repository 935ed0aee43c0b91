import type { AppsScreen } from '../session/state.ts';
import { fieldPrefix, fieldRow } from './components/field-row.ts';
import { apps as appsBindings } from './keys/bindings/apps.ts';
import { hintsOf } from './keys/hints.ts';
import { bodySize } from './layout/body.ts';
import { headerRows } from './layout/header.ts';
import { hintsRow } from './layout/hints-row.ts';
import type { View } from './layout/view.ts';
import { windowAround } from './layout/window.ts';
import { type AppItem, appsField, appsListHeight, appsPage } from './screens/apps/apps-page.ts';
import { pointerSpan } from './screens/choices.ts';
import { cells } from './text/cells.ts';
import type { Row } from './text/lay.ts';
import { span } from './text/line.ts';
import { paint } from './theme/paint.ts';
import type { Theme } from './theme/theme.ts';

function itemRows({ rows }: AppItem, isCurrent: boolean, theme: Theme): readonly Row[] {
  return rows.map((row, index) => [pointerSpan(isCurrent && index === 0, theme), ...row]);
}

function bodyRows(view: View, screen: AppsScreen): readonly Row[] {
  const { wizard, size, theme } = view;
  const { apps } = wizard.workspace;
  const height = appsListHeight(view, screen, apps);
  const window = windowAround({ total: apps.length, cursor: screen.cursor, height, previousStart: 0 });
  const page = appsPage(view, screen, { apps, window });
  const prefix = fieldPrefix(appsField.label);
  const { placeholder } = appsField;
  const field = fieldRow(screen.filter, { width: size.columns - cells(prefix), placeholder, theme });
  const items = page.items.flatMap((item, index) => itemRows(item, index === page.cursor, theme));
  return [...page.warnings, [span(prefix), ...field], ...page.gap, ...items, ...page.empty, ...page.below];
}

/**
 * Choose-app with nothing typed, drawn without React, which is not loaded yet: as many lines as the terminal has rows,
 * with SGR sequences, joined by line feeds. Every row is laid out by the functions that the real screen uses, so that
 * nothing moves when that takes over; a test compares the cells.
 */
export function firstFrame(view: View, screen: AppsScreen): string {
  const { wizard, size, theme } = view;
  const body = bodySize(view).rows;
  const rows = bodyRows(view, screen).slice(0, body);
  const blank: readonly Row[] = Array.from({ length: body - rows.length }, () => []);
  const situation = { wizard, screen, page: { height: 1, last: 0 } };
  const footer = hintsRow(hintsOf(appsBindings, situation, theme.glyphs), size.columns);
  return [...headerRows(view), ...rows, ...blank, footer].map((row) => paint(row, theme)).join('\n');
}
