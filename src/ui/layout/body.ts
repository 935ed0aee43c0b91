import { type Row, wrapAtMost } from '../text/lay.ts';
import { line, span } from '../text/line.ts';
import { headerRows } from './header.ts';
import type { Size, View } from './view.ts';

const FOOTER = 1;
const LONGEST_NOTICE = 3;

/** What happened outside, above the footer until the next key. */
export function noticeRows({ wizard, size, theme }: View): readonly Row[] {
  if (wizard.notice === undefined) return [];
  const { tone, text } = wizard.notice;
  return wrapAtMost(line(span(text, { tone })), LONGEST_NOTICE, size.columns, theme);
}

/** The space between header and notice: the fixed rows are counted first, the screen gets the rest. */
export function bodySize(view: View): Size {
  const taken = headerRows(view).length + noticeRows(view).length + FOOTER;
  return { columns: view.size.columns, rows: Math.max(0, view.size.rows - taken) };
}

export const isRoomy = ({ rows }: Size): boolean => rows >= 14;
