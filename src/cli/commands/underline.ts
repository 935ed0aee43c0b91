import { cells } from '../../ui/text/cells.ts';
import { type Alphabet, safeText } from '../../ui/text/safe-text.ts';

/** A part of a text, in UTF-16 units from 0. */
type Part = { readonly position: number; readonly length: number };

const SHOWN_BEFORE = 60;
const SHOWN_AFTER = 40;
const GAP = '...';

const isSecondHalf = (text: string, index: number): boolean =>
  /^[\udc00-\udfff]/.test(text.slice(index, index + 1));

/** The line on which a part begins, and its number; both ends in UTF-16 units of the whole text. */
function lineAround(text: string, position: number) {
  const start = position === 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
  const nextBreak = text.indexOf('\n', position);
  return { start, end: nextBreak === -1 ? text.length : nextBreak };
}

/** `character 12`, or `line 2, character 12` in a text of several lines. Both count from 1. */
export function textPosition(text: string, position: number): string {
  const { start } = lineAround(text, position);
  const column = `character ${position - start + 1}`;
  return text.includes('\n') ? `line ${text.slice(0, position).split('\n').length}, ${column}` : column;
}

/**
 * The line on which a part of a text begins, and below it one caret for each cell of the part. Of a long line only the
 * surroundings are shown. The line is safe for a terminal, and the carets stand under what it shows.
 */
export function underlined(text: string, { position, length }: Part, alphabet: Alphabet): readonly string[] {
  const { start, end } = lineAround(text, position);
  const until = Math.min(position + Math.max(length, 0), end);
  const wantedFrom = Math.max(start, position - SHOWN_BEFORE);
  const from = isSecondHalf(text, wantedFrom) ? wantedFrom + 1 : wantedFrom;
  const wantedTo = Math.min(end, position + SHOWN_BEFORE, Math.max(until, position + SHOWN_AFTER));
  const to = isSecondHalf(text, wantedTo) ? wantedTo - 1 : wantedTo;
  const safe = (part: string) => safeText(part, alphabet);
  const before = `${from > start ? GAP : ''}${safe(text.slice(from, position))}`;
  const marked = safe(text.slice(position, Math.min(until, to)));
  const after = `${safe(text.slice(Math.min(until, to), to))}${to < end ? GAP : ''}`;
  return [before + marked + after, ' '.repeat(cells(before)) + '^'.repeat(Math.max(1, cells(marked)))];
}
