import { hanging, type Line, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

/** A sentence an administrator must not miss, with its glyph. */
export const warningLine =
  (theme: Theme) =>
  (text: string): Line =>
    hanging(2, span(`${theme.glyphs.warning} `, { tone: 'warn', bold: true }), span(text, { tone: 'warn' }));
