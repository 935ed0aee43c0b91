import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { createContext, type ReactElement, useContext } from 'react';
import type { AppItem } from '../screens/apps/apps-page.ts';
import { span } from '../text/line.ts';
import { paint } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

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
