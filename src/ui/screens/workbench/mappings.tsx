import { Box } from 'ink';
import type { ReactElement } from 'react';
import { mappingRows } from '../../../session/rows.ts';
import { workbenchScreen } from '../../../session/stack.ts';
import type { MappingsScreen } from '../../../session/state.ts';
import type { KnownMapping } from '../../../session/workbench/language.ts';
import { Rows } from '../../components/rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useWindow } from '../../components/use-window.ts';
import { bodySize } from '../../layout/body.ts';
import type { View } from '../../layout/view.ts';
import { fitLine, type Row, wrapLines } from '../../text/lay.ts';
import { type Line, line, span } from '../../text/line.ts';
import { pointerSpan } from '../choices.ts';

/** The field and the count are always there. */
const FIXED = 2;

export const mappingsHeight = (view: View): number => Math.max(1, bodySize(view).rows - FIXED);

function withoutMappings({ wizard }: View, screen: MappingsScreen, spinner: string): readonly Line[] {
  const language = workbenchScreen(wizard)?.language;
  if (language?.state === 'failed') return [line(span(language.failure.message, { tone: 'bad' }))];
  if (language?.state !== 'ready')
    return [line(span(`${spinner} `, { tone: 'accent' }), 'Reading the schema')];
  return screen.field.text === ''
    ? [line('This app maps no attribute by an expression.')]
    : [line(`No target attribute is called "${screen.field.text}".`)];
}

function mappingRow({ target, expression }: KnownMapping, isCurrent: boolean, { size, theme }: View): Row {
  const name = span(target, { bold: isCurrent });
  return fitLine(
    line(pointerSpan(isCurrent, theme), name, span(`  ${expression}`, { tone: 'muted' })),
    size.columns,
    theme,
  );
}

type Props = { readonly view: View; readonly screen: MappingsScreen; readonly spinner: string };

/** The mappings of the app, by the names of their target attributes. */
export function MappingsView({ view, screen, spinner }: Props): ReactElement {
  const { wizard, size, theme } = view;
  const all = mappingRows(wizard, screen);
  const height = mappingsHeight(view);
  const { start, shown } = useWindow({ total: all.length, cursor: screen.cursor, height });
  const rows =
    all.length === 0
      ? wrapLines(withoutMappings(view, screen, spinner), size.columns, theme).slice(0, height)
      : all
          .slice(start, start + shown)
          .map((mapping, index) => mappingRow(mapping, start + index === screen.cursor, view));
  const count = all.length > shown ? `${all.length} in all` : '';
  return (
    <Box flexDirection="column">
      <TextField
        label="Mapping"
        field={screen.field}
        placeholder="type to filter"
        width={size.columns}
        theme={theme}
      />
      <Rows
        rows={[...rows, fitLine(line(span(count, { tone: 'muted' })), size.columns, theme)]}
        theme={theme}
      />
    </Box>
  );
}
