import { Box } from 'ink';
import TextInput from 'ink-text-input';
import type { ReactElement } from 'react';
import type { TextFieldState as Field } from '../../session/state.ts';
import { cells } from '../text/cells.ts';
import { span } from '../text/line.ts';
import { paint } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { fieldPrefix, fieldRow } from './field-row.ts';
import { Rows } from './rows.tsx';

type Props = {
  readonly label: string;
  readonly field: Field;
  readonly placeholder: string;
  readonly width: number;
  readonly theme: Theme;
};

const unused = (): void => {};

/**
 * One line of typed text. ink-text-input only draws it (`focus={false}`): its own editing loses keys that come in one
 * chunk and halves emoji, so the text and the cursor are the wizard's.
 */
export function TextField({ label, field, placeholder, width, theme }: Props): ReactElement {
  const prefix = fieldPrefix(label);
  const row = fieldRow(field, { width: width - cells(prefix), placeholder, theme });
  return (
    <Box height={1} flexShrink={0} overflow="hidden">
      <Box flexShrink={0}>
        <Rows rows={[[span(prefix)]]} theme={theme} />
      </Box>
      <TextInput value={paint(row, theme)} onChange={unused} focus={false} showCursor={false} />
    </Box>
  );
}
