import type { Row } from '../text/lay.ts';
import { span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { lastOffset } from './window.ts';

/**
 * The visible part of a page in exactly `height` rows or fewer. Where the page is longer, the last row says which part
 * is seen. The offset may come from a larger terminal: it is brought back into range.
 */
export function scrolledRows(options: {
  readonly rows: readonly Row[];
  readonly offset: number;
  readonly height: number;
  readonly theme: Theme;
}): readonly Row[] {
  const { rows, height, theme } = options;
  if (height <= 0) return [];
  if (rows.length <= height) return rows;
  const last = lastOffset(rows.length, height);
  const start = Math.max(0, Math.min(options.offset, last));
  const room = Math.max(1, height - 1);
  const end = Math.min(rows.length, start + room);
  const arrows = `${start > 0 ? theme.glyphs.up : ' '}${end < rows.length ? theme.glyphs.down : ' '}`;
  const remark: Row = [span(`${arrows} ${start + 1}-${end} of ${rows.length}`, { tone: 'muted' })];
  return height === 1 ? [remark] : [...rows.slice(start, end), remark];
}
