import { cells, cutEnd, cutMiddle, padEnd, type Range, wrapRanges } from './cells.ts';
import { type Line, plainText, type TextSpan } from './line.ts';
import { type Alphabet, safeText } from './safe-text.ts';

/** What the laying out has to know of a theme. */
export type Ink = { readonly alphabet: Alphabet; readonly ellipsis: string };

/** One row of the screen: safe text, never wider than the width it was laid out for. */
export type Row = readonly TextSpan[];

export const rowWidth = (row: Row): number => cells(row.map(({ text }) => text).join(''));

function safeSpans(one: Line, ink: Ink): readonly TextSpan[] {
  return one.spans.map((piece) => ({ ...piece, text: safeText(piece.text, ink.alphabet) }));
}

function slice(spans: readonly TextSpan[], range: Range): Row {
  const row: TextSpan[] = [];
  let at = 0;
  for (const piece of spans) {
    const text = piece.text.slice(Math.max(0, range.start - at), Math.max(0, range.end - at));
    if (text !== '') row.push({ ...piece, text });
    at += piece.text.length;
  }
  return row;
}

/** The whole line in as many rows as it needs. Nothing is lost. */
export function wrapLine(one: Line, width: number, ink: Ink): readonly Row[] {
  const spans = safeSpans(one, ink);
  const text = plainText({ spans });
  const hang = Math.min(one.hang ?? 0, Math.floor(width / 2));
  const margin: Row = hang === 0 ? [] : [{ text: ' '.repeat(hang) }];
  return wrapRanges(text, width, hang).map((range, index) =>
    index === 0 ? slice(spans, range) : [...margin, ...slice(spans, range)],
  );
}

export function wrapLines(lines: readonly Line[], width: number, ink: Ink): readonly Row[] {
  return lines.flatMap((one) => wrapLine(one, width, ink));
}

/** The line in one row, cut at its end where it is too long. Only for text that can be read whole elsewhere. */
export function fitLine(one: Line, width: number, ink: Ink): Row {
  const spans = safeSpans(one, ink);
  const text = plainText({ spans });
  if (cells(text) <= width) return spans;
  const kept = cutEnd(text, width, '').length;
  const room = cutEnd(text, Math.max(0, width - cells(ink.ellipsis)), '').length;
  if (cells(ink.ellipsis) > width) return slice(spans, { start: 0, end: kept });
  return [...slice(spans, { start: 0, end: room }), { text: ink.ellipsis }];
}

/** At most `most` rows; the last one says with an ellipsis that there is more. */
export function wrapAtMost(one: Line, most: number, width: number, ink: Ink): readonly Row[] {
  const rows = wrapLine(one, width, ink);
  if (rows.length <= most) return rows;
  const last = rows[most - 1] ?? [];
  return [...rows.slice(0, most - 1), fitLine({ spans: [...last, { text: ' '.repeat(width) }] }, width, ink)];
}

/** A safe text of exactly `width` cells: padded, or cut at its end. */
export function column(text: string, width: number, ink: Ink): string {
  return padEnd(cutEnd(safeText(text, ink.alphabet), width, ink.ellipsis), width);
}

/** A safe identifier of at most `width` cells, cut in its middle. */
export function identifier(text: string, width: number, ink: Ink): string {
  return cutMiddle(safeText(text, ink.alphabet), width, ink.ellipsis);
}
