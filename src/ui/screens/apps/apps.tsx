import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { createContext, type ReactElement, useContext } from 'react';
import { appRows } from '../../../session/rows.ts';
import type { AppsScreen } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useWindow } from '../../components/use-window.ts';
import type { View } from '../../layout/view.ts';
import { span } from '../../text/line.ts';
import { paint } from '../../theme/paint.ts';
import type { Theme } from '../../theme/theme.ts';
import { type AppItem, appsField, appsListHeight, appsPage } from './apps-page.ts';

const ThemeOfList = createContext<Theme | undefined>(undefined);

type Chosen = { readonly isSelected?: boolean };

/** Our pointer instead of the package's, which has no ASCII form. */
function Pointer({ isSelected = false }: Chosen): ReactElement {
  const theme = useContext(ThemeOfList);
  const text =
    theme === undefined || !isSelected
      ? '  '
      : paint([span(`${theme.glyphs.pointer} `, { tone: 'accent' })], theme);
  return (
    <Box flexShrink={0}>
      <Text>{text}</Text>
    </Box>
  );
}

function Item({ label }: { readonly label: string }): ReactElement {
  return <Text wrap="truncate">{label}</Text>;
}

/**
 * A short list with a pointer, drawn by ink-select-input. The package only draws (`isFocused={false}`): it takes digits
 * for choices and loses keys that come in one chunk. It keeps its own cursor, so it is mounted anew for each of ours.
 */
export function AppList(props: {
  readonly items: readonly AppItem[];
  readonly cursor: number;
  readonly theme: Theme;
}): ReactElement {
  const { items, cursor, theme } = props;
  const drawn = items.map(({ key, rows }) => ({
    key,
    value: key,
    label: rows.map((row) => paint(row, theme)).join('\n'),
  }));
  const identity = JSON.stringify([cursor, ...items.map(({ key }) => key)]);
  return (
    <ThemeOfList value={theme}>
      <SelectInput
        key={identity}
        items={drawn}
        initialIndex={cursor}
        isFocused={false}
        indicatorComponent={Pointer}
        itemComponent={Item}
      />
    </ThemeOfList>
  );
}

/** How many apps fit. */
export function appsHeight(view: View, screen: AppsScreen): number {
  return appsListHeight(view, screen, appRows(view.wizard.workspace, screen.filter.text));
}

export function AppsView({
  view,
  screen,
}: {
  readonly view: View;
  readonly screen: AppsScreen;
}): ReactElement {
  const { theme, size, wizard } = view;
  const apps = appRows(wizard.workspace, screen.filter.text);
  const height = appsListHeight(view, screen, apps);
  const window = useWindow({ total: apps.length, cursor: screen.cursor, height });
  const { warnings, gap, empty, items, cursor, below } = appsPage(view, screen, { apps, window });
  return (
    <Box flexDirection="column">
      <Rows rows={warnings} theme={theme} />
      <TextField
        label={appsField.label}
        field={screen.filter}
        placeholder={appsField.placeholder}
        width={size.columns}
        theme={theme}
      />
      <Rows rows={gap} theme={theme} />
      {items.length === 0 ? (
        <Rows rows={empty} theme={theme} />
      ) : (
        <AppList items={items} cursor={cursor} theme={theme} />
      )}
      <Rows rows={below} theme={theme} />
    </Box>
  );
}
