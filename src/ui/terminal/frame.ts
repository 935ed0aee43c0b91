import { cells, graphemes } from '../text/cells.ts';
import { type CellStyle, PLAIN, restyled } from './style.ts';

/** One cell of the screen. The second cell of a wide character has an empty text. */
export type Cell = { readonly text: string; readonly style: CellStyle };

/** One row, exactly as many cells as the terminal has columns. */
export type FrameRow = {
  readonly cells: readonly Cell[];
  /**
   * Every cell holds one character of one cell whose width no terminal doubts. Other rows are always written whole:
   * where a terminal takes an emoji for narrower than we do, only the rest of that row is shifted.
   */
  readonly isEven: boolean;
  /** The row as it was drawn: rows with an equal source are equal. */
  readonly source: string;
};

export type Frame = readonly FrameRow[];

const blank: Cell = { text: ' ', style: PLAIN };
const sequence = /\x1b\[([\d;:]*)([@-~])/y;
/** Latin, Greek and Cyrillic letters, punctuation, arrows, lines, and the signs of our theme. */
const even =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25ff\u2713\u2717\u276f\u2800-\u28ff]*$/;

/** A frame as Ink draws it, one line a row with SGR sequences, as cells. What lies outside the screen is cut off. */
export function parseFrame(drawn: string, columns: number, rows: number, before: Frame = []): Frame {
  const lines = drawn.split('\n');
  return Array.from({ length: rows }, (_, index) => {
    const source = lines[index] ?? '';
    const known = before[index];
    return known?.source === source && known.cells.length === columns ? known : parseRow(source, columns);
  });
}

function parseRow(source: string, columns: number): FrameRow {
  const row: Cell[] = [];
  let style: CellStyle = PLAIN;
  let isEven = true;
  let at = 0;
  while (at < source.length) {
    sequence.lastIndex = at;
    const found = sequence.exec(source);
    if (found !== null) {
      if (found[2] === 'm') style = restyled(style, found[1] ?? '');
      at = sequence.lastIndex;
      continue;
    }
    const next = source.indexOf('\x1b', at + 1);
    const text = source.slice(at, next < 0 ? source.length : next);
    isEven &&= even.test(text);
    for (const one of graphemes(text)) put(row, one, style);
    at += text.length;
  }
  while (row.length < columns) row.push(blank);
  return { cells: row.slice(0, columns), isEven, source };
}

function put(row: Cell[], text: string, style: CellStyle): void {
  const width = cells(text);
  if (width === 0) return;
  row.push({ text, style });
  for (let more = 1; more < width; more += 1) row.push({ text: '', style });
}
