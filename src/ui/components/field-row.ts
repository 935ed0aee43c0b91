import type { TextFieldState as Field } from '../../session/state.ts';
import { cells, graphemes, takeHead, takeTail } from '../text/cells.ts';
import type { Row } from '../text/lay.ts';
import { span, type TextSpan } from '../text/line.ts';
import { safeText } from '../text/safe-text.ts';
import type { Theme } from '../theme/theme.ts';

/** What the cursor stands on: inverse, or an underscore before it where the terminal has no inverse. */
function cursorSpans(under: string, theme: Theme): readonly TextSpan[] {
  return theme.emphasis ? [span(under, { inverse: true })] : [span('_'), span(under)];
}

/** The part of a typed text around its cursor that fits into `width` cells, cursor included. */
export function fieldRow(field: Field, options: { width: number; placeholder: string; theme: Theme }): Row {
  const { width, placeholder, theme } = options;
  const safe = graphemes(field.text).map((part) => safeText(part, theme.alphabet));
  const before = safe.slice(0, field.cursor);
  const under = safe[field.cursor] ?? ' ';
  const room = Math.max(1, width - cells(under) - (theme.emphasis ? 0 : 1));
  if (field.text === '') {
    const hint = takeHead(graphemes(placeholder), room);
    return [...cursorSpans(' ', theme), span(hint, { tone: 'muted' })];
  }
  const left = takeTail(before, room);
  const right = takeHead(safe.slice(field.cursor + 1), room - cells(left));
  return [span(left), ...cursorSpans(under, theme), span(right)];
}

/** What stands before the text of a field. */
export const fieldPrefix = (label: string): string => `${label}: `;
