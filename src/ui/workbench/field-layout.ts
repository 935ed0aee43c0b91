import type { TextFieldState } from '../../session/state.ts';
import { cells, cutEnd, graphemes } from '../text/cells.ts';
import type { Row } from '../text/lay.ts';
import { span, type TextSpan, type TextStyle } from '../text/line.ts';
import { safeText } from '../text/safe-text.ts';
import type { Theme } from '../theme/theme.ts';

/** A row of the field: graphemes from `start` up to `end`. */
type FieldRow = { readonly start: number; readonly end: number };

/**
 * A long text in rows. Every grapheme is in exactly one row, blanks at a break too, so the cursor has a place on
 * each; one blank follows the text, for the cursor behind it.
 */
export type FieldLayout = {
  /** As they are shown, made safe. */
  readonly parts: readonly string[];
  /** UTF-16 units of each grapheme as it was typed. */
  readonly units: readonly number[];
  readonly rows: readonly FieldRow[];
};

/** A row ends behind its last blank where it has one, else where it is full. */
function rowEnd(parts: readonly string[], start: number, width: number): number {
  let used = 0;
  let behindBlank = start;
  for (let at = start; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    used += cells(part);
    if (used > width) return behindBlank > start ? behindBlank : Math.max(at, start + 1);
    if (part === ' ') behindBlank = at + 1;
  }
  return parts.length;
}

/** Where the terminal cannot invert, the cursor is drawn as an underscore and takes a cell of its own. */
const cursorCells = ({ emphasis }: Theme): number => (emphasis ? 0 : 1);

export function layOutField(text: string, width: number, theme: Theme): FieldLayout {
  const room = Math.max(2, width - cursorCells(theme));
  const typed = graphemes(text);
  // An emoji of many code points, spelled out where only ASCII can be shown, may be wider than a whole row.
  const shown = typed.map((part) => cutEnd(safeText(part, theme.alphabet), room, theme.ellipsis));
  const parts = [...shown, ' '];
  const rows: FieldRow[] = [];
  for (let start = 0; start < parts.length; ) {
    const end = rowEnd(parts, start, room);
    rows.push({ start, end });
    start = end;
  }
  return { parts, units: typed.map(({ length }) => length), rows };
}

/** The row that the cursor is on. */
export function rowOfCursor({ rows }: FieldLayout, cursor: number): number {
  const at = rows.findIndex(({ end }) => cursor < end);
  return at === -1 ? rows.length - 1 : at;
}

const widthUpTo = ({ parts }: FieldLayout, start: number, end: number): number =>
  parts.slice(start, end).reduce((sum, part) => sum + cells(part), 0);

/** The cursor so many rows further down, as near to its column as it can be; beyond the text, at that end of it. */
export function cursorRowsAway(layout: FieldLayout, cursor: number, by: number): number {
  const { rows, parts } = layout;
  const from = rowOfCursor(layout, cursor);
  const target = rows[from + by];
  if (target === undefined) return by < 0 ? 0 : parts.length - 1;
  const column = widthUpTo(layout, rows[from]?.start ?? 0, cursor);
  let used = 0;
  for (let at = target.start; at < target.end; at += 1) {
    used += cells(parts[at] ?? '');
    if (used > column) return at;
  }
  return target.end - 1;
}

/** A part of the text to underline, in UTF-16 units; nothing long is shown as one character. */
export type FieldMark = { readonly position: number; readonly length: number; readonly tone: 'bad' | 'warn' };

type MarkedParts = { readonly start: number; readonly end: number; readonly tone: FieldMark['tone'] };

function markedParts({ units, parts }: FieldLayout, mark: FieldMark): MarkedParts {
  let at = 0;
  let offset = 0;
  const forward = (until: number): number => {
    while (at < units.length && offset + (units[at] ?? 0) <= until) {
      offset += units[at] ?? 0;
      at += 1;
    }
    return at;
  };
  const start = Math.min(forward(mark.position), parts.length - 1);
  return { start, end: Math.max(start + 1, forward(mark.position + mark.length)), tone: mark.tone };
}

function styleAt(index: number, cursor: number, all: readonly MarkedParts[]): TextStyle {
  const marked = all.find(({ start, end }) => index >= start && index < end);
  return {
    ...(marked !== undefined ? { tone: marked.tone, underline: true } : {}),
    ...(index === cursor ? { inverse: true } : {}),
  };
}

const isSameStyle = (one: TextStyle, other: TextStyle): boolean =>
  one.tone === other.tone && one.inverse === other.inverse && one.underline === other.underline;

function rowSpans(
  layout: FieldLayout,
  { start, end }: FieldRow,
  styleOf: (index: number) => TextStyle,
): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  for (let index = start; index < end; index += 1) {
    const style = styleOf(index);
    const last = spans.at(-1);
    const text = layout.parts[index] ?? '';
    if (last !== undefined && isSameStyle(last, style))
      spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push(span(text, style));
  }
  return spans;
}

const withUnderscore = (row: Row): Row =>
  row.flatMap((piece) => (piece.inverse === true ? [span('_'), piece] : [piece]));

/** Rows `from` up to `to`, with the cursor and the marked parts; of two marks on one place the first counts. */
export function drawnRows(
  layout: FieldLayout,
  { cursor }: TextFieldState,
  options: {
    readonly from: number;
    readonly to: number;
    readonly marks: readonly FieldMark[];
    readonly theme: Theme;
  },
): readonly Row[] {
  const marked = options.marks.map((mark) => markedParts(layout, mark));
  return layout.rows.slice(options.from, options.to).map((row) => {
    const spans = rowSpans(layout, row, (index) => styleAt(index, cursor, marked));
    return options.theme.emphasis ? spans : withUnderscore(spans);
  });
}
