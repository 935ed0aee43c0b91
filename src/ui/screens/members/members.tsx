import { Box } from 'ink';
import type { ReactElement } from 'react';
import { MAX_MEMBERS } from '../../../domain/model/subject.ts';
import { tipFor } from '../../../engine/tips.ts';
import { type MemberRow, memberRows } from '../../../session/member-rows.ts';
import type { MembersScreen } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useWindow } from '../../components/use-window.ts';
import { bodySize, isRoomy } from '../../layout/body.ts';
import type { View } from '../../layout/view.ts';
import { fitLine, type Row, wrapAtMost, wrapLines } from '../../text/lay.ts';
import { hanging, type Line, line, span, type TextSpan } from '../../text/line.ts';
import type { Theme } from '../../theme/theme.ts';
import { idLine, listingRow } from '../search/hit-row.ts';
import { tabsRow } from '../tabs.ts';

/** "2 of 5 selected: Ada Lovelace, Grace Hopper". */
function chosenLine({ chosen }: MembersScreen): Line {
  const count = span(`${chosen.length} of ${MAX_MEMBERS} selected`, { bold: true });
  if (chosen.length === 0)
    return line(count, span('  None: only the group itself is provisioned.', { tone: 'muted' }));
  return line(count, `: ${chosen.map(({ displayName }) => displayName).join(', ')}`);
}

function failureLines(screen: MembersScreen, theme: Theme): readonly Line[] {
  if (screen.members.state !== 'failed') return [];
  const { failure } = screen.members;
  return [
    hanging(
      2,
      span(`${theme.glyphs.failure} Failure  `, { tone: 'bad' }),
      "Can't read the members of this group.",
    ),
    line(failure.message),
    line(span(`Tip: ${tipFor('import', failure.code)}`, { tone: 'accent' })),
  ];
}

function emptyLines(screen: MembersScreen): readonly Line[] {
  if (screen.field.text !== '') return [line(`Nobody found for "${screen.field.text}".`)];
  if (screen.view === 'all') return [line(span('Type to search.', { tone: 'muted' }))];
  return [
    line('This group has no direct members.'),
    line(span('Continue, and the group is provisioned without members.', { tone: 'muted' })),
  ];
}

/** What stands where the rows would be when there are none. */
function withoutMembers(screen: MembersScreen, spinner: string, theme: Theme): readonly Line[] {
  if (screen.members.state === 'failed') return failureLines(screen, theme);
  const isWaiting =
    screen.members.state === 'loading' || (screen.view === 'all' && screen.pending !== undefined);
  if (isWaiting) return [line(span(`${spinner} `, { tone: 'accent' }), 'Reading the source')];
  return emptyLines(screen);
}

function boxSpan(row: MemberRow, screen: MembersScreen, { glyphs }: Theme): TextSpan {
  if (screen.chosen.some(({ id }) => id === row.listing.id))
    return span(`${glyphs.chosen} `, { tone: 'good' });
  if (row.refusedBecause !== undefined) return span(`${glyphs.unavailable} `, { tone: 'muted' });
  return span(`${glyphs.unchosen} `);
}

function remarks(row: MemberRow, screen: MembersScreen): readonly TextSpan[] {
  if (row.refusedBecause !== undefined) return [span(`${row.refusedBecause}  `, { tone: 'warn' })];
  return row.inGroup && screen.view === 'all' ? [span('MEMBER  ', { tone: 'good' })] : [];
}

/** The id of the highlighted row, and why it cannot be selected where that is so. */
function currentRows(view: View, row: MemberRow | undefined): readonly Row[] {
  if (row === undefined || !isRoomy(bodySize(view))) return [];
  const { size, theme } = view;
  const why = row.refusedBecause === undefined ? [] : [line(span(row.refusedBecause, { tone: 'warn' }))];
  return [idLine(row.listing), ...why].flatMap((one) => wrapAtMost(one, 2, size.columns, theme));
}

function headRows({ size, theme }: View, screen: MembersScreen): readonly Row[] {
  return [
    tabsRow(['View members only', 'View all users'], screen.view === 'members' ? 0 : 1, size.columns, theme),
  ];
}

function chosenRows({ size, theme }: View, screen: MembersScreen): readonly Row[] {
  return wrapAtMost(chosenLine(screen), isRoomy(size) ? 4 : 2, size.columns, theme);
}

function countText(shown: number, total: number, screen: MembersScreen): string {
  if (total === 0) return '';
  const asked = screen.view === 'all' ? screen.hits?.total : screen.found?.total;
  const found = Math.max(total, asked ?? 0);
  return shown < found ? `${found} in all` : '';
}

/** How many rows fit: tabs, field and status are always there. */
export function membersHeight(view: View, screen: MembersScreen): number {
  const current = currentRows(view, memberRows(screen).at(screen.cursor));
  const fixed = headRows(view, screen).length + chosenRows(view, screen).length + current.length + 2;
  return Math.max(1, bodySize(view).rows - fixed);
}

type Props = { readonly view: View; readonly screen: MembersScreen; readonly spinner: string };

export function MembersView({ view, screen, spinner }: Props): ReactElement {
  const { theme, size } = view;
  const all = memberRows(screen);
  const height = membersHeight(view, screen);
  const { start, shown } = useWindow({ total: all.count, cursor: screen.cursor, height });
  const list = all
    .slice(start, start + shown)
    .map((row, index) =>
      listingRow(
        row.listing,
        { before: boxSpan(row, screen, theme), remark: remarks(row, screen) },
        { isCurrent: start + index === screen.cursor, width: size.columns, theme },
      ),
    );
  const rows =
    all.count === 0
      ? wrapLines(withoutMembers(screen, spinner, theme), size.columns, theme).slice(0, height)
      : list;
  const status = fitLine(
    line(span(countText(shown, all.count, screen), { tone: 'muted' })),
    size.columns,
    theme,
  );
  return (
    <Box flexDirection="column">
      <Rows rows={headRows(view, screen)} theme={theme} />
      <TextField
        label="Filter"
        field={screen.field}
        placeholder="type to filter"
        width={size.columns}
        theme={theme}
      />
      <Rows
        rows={[...chosenRows(view, screen), ...rows, status, ...currentRows(view, all.at(screen.cursor))]}
        theme={theme}
      />
    </Box>
  );
}
