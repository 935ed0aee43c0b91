import { Box } from 'ink';
import type { ReactElement } from 'react';
import { hasBothKinds } from '../../../domain/model/app.ts';
import type { SearchScreen } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useLasting } from '../../components/use-ticker.ts';
import { useWindow } from '../../components/use-window.ts';
import { bodySize, isRoomy } from '../../layout/body.ts';
import type { View } from '../../layout/view.ts';
import { fitLine, type Row, wrapAtMost, wrapLines } from '../../text/lay.ts';
import { line, span } from '../../text/line.ts';
import { tabsRow } from '../tabs.ts';
import { hitRow, idLine } from './hit-row.ts';
import { hiddenLines, hitCount, searchHint, withoutHits } from './search-state.ts';

/** Only what lasts is worth a word. */
const SEARCHING_AFTER_MS = 100;
const SLOW_AFTER_MS = 3000;

function tabRows({ size, theme }: View, { app, tab }: SearchScreen): readonly Row[] {
  if (!hasBothKinds(app.kind)) return [];
  return [tabsRow(['Users', 'Groups'], tab === 'user' ? 0 : 1, size.columns, theme)];
}

function hintRows({ size, theme }: View, screen: SearchScreen): readonly Row[] {
  return wrapAtMost(line(span(searchHint(screen), { tone: 'muted' })), 2, size.columns, theme);
}

/** The id of the highlighted object tells two people of the same name apart. */
function idRows(view: View, screen: SearchScreen): readonly Row[] {
  const current = screen.hits?.list[screen.cursor];
  if (current === undefined || !isRoomy(bodySize(view))) return [];
  return wrapAtMost(idLine(current.listing), 2, view.size.columns, view.theme);
}

function hiddenRows({ size, theme }: View, screen: SearchScreen): readonly Row[] {
  return hiddenLines(screen.hits?.hidden ?? [], { theme, forWorkbench: screen.forWorkbench !== undefined })
    .slice(0, 2)
    .flatMap((one) => wrapAtMost(one, 3, size.columns, theme));
}

/** How many hits fit: the field and the status row are always there. */
export function searchHeight(view: View, screen: SearchScreen): number {
  const fixed =
    tabRows(view, screen).length +
    hintRows(view, screen).length +
    hiddenRows(view, screen).length +
    idRows(view, screen).length +
    2;
  return Math.max(1, bodySize(view).rows - fixed);
}

function statusRow(view: View, text: string): Row {
  return fitLine(line(span(text, { tone: 'muted' })), view.size.columns, view.theme);
}

type Props = { readonly view: View; readonly screen: SearchScreen; readonly spinner: string };

export function SearchView({ view, screen, spinner }: Props): ReactElement {
  const { theme, size } = view;
  const list = screen.hits?.list ?? [];
  const height = searchHeight(view, screen);
  const { start, shown } = useWindow({ total: list.length, cursor: screen.cursor, height });
  const isSearching = useLasting(screen.pending !== undefined, SEARCHING_AFTER_MS);
  const isSlow = useLasting(screen.directory.state === 'loading', SLOW_AFTER_MS);
  const rows =
    list.length === 0
      ? wrapLines(withoutHits(screen, { spinner, isSlow }, theme), size.columns, theme).slice(0, height)
      : list
          .slice(start, start + shown)
          .map((hit, index) =>
            hitRow(hit, { isCurrent: start + index === screen.cursor, width: size.columns, theme }),
          );
  const status = isSearching && screen.directory.state !== 'loading' ? 'Searching' : hitCount(screen);
  return (
    <Box flexDirection="column">
      <Rows rows={tabRows(view, screen)} theme={theme} />
      <TextField
        label={screen.tab === 'user' ? 'User' : 'Group'}
        field={screen.field}
        placeholder="type to search"
        width={size.columns}
        theme={theme}
      />
      <Rows
        rows={[
          ...hintRows(view, screen),
          ...hiddenRows(view, screen),
          ...rows,
          statusRow(view, status),
          ...idRows(view, screen),
        ]}
        theme={theme}
      />
    </Box>
  );
}
