import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Row } from '../text/lay.ts';
import { paint } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

/** Rows that were laid out for the width of the terminal. Truncation is only the net below the rope. */
export function Rows({
  rows,
  theme,
}: {
  readonly rows: readonly Row[];
  readonly theme: Theme;
}): ReactElement | null {
  if (rows.length === 0) return null;
  // An empty row needs a space: Ink gives no height to an empty text.
  const painted = rows.map((row) => paint(row, theme) || ' ');
  return (
    <Box flexShrink={0}>
      <Text wrap="truncate">{painted.join('\n')}</Text>
    </Box>
  );
}
