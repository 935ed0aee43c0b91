import { cells, padEnd } from './cells.ts';
import { type Ink, wrapLine } from './lay.ts';
import { type Line, line, span, type TextSpan } from './line.ts';
import { safeText } from './safe-text.ts';

const GAP = 2;
/** A column narrower than this is not worth reading. */
const NARROWEST_COLUMN = 12;

/** A table whose cells wrap: nothing is cut. */
type Grid = {
  /** Absent: the columns need no titles. */
  readonly titles?: readonly string[];
  readonly rows: readonly (readonly TextSpan[])[];
};

/** The widest cell of each column, in cells of the terminal. */
function naturalWidths(grid: Grid, ink: Ink): readonly number[] {
  const all = [...(grid.titles === undefined ? [] : [grid.titles.map((title) => span(title))]), ...grid.rows];
  const count = Math.max(0, ...all.map((row) => row.length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(1, ...all.map((row) => cells(safeText(row[index]?.text ?? '', ink.alphabet)))),
  );
}

/**
 * Shares out a width: columns that need little get what they need, the others share the rest evenly.
 * The sum never exceeds `available` as long as there is one cell for each.
 */
export function shareWidths(natural: readonly number[], available: number): readonly number[] {
  const widths = new Map<number, number>();
  const bySize = natural.map((width, index) => ({ width, index })).sort((a, b) => a.width - b.width);
  let left = available;
  let open = natural.length;
  for (const { width, index } of bySize) {
    const given = Math.max(1, Math.min(width, Math.floor(left / open)));
    widths.set(index, given);
    left -= given;
    open -= 1;
  }
  return natural.map((_, index) => widths.get(index) ?? 1);
}

/** Whether every column of so many gets a readable width. */
export function fitsSideBySide(columns: number, width: number): boolean {
  return columns * (NARROWEST_COLUMN + GAP) - GAP <= width;
}

function rowLines(row: readonly TextSpan[], widths: readonly number[], ink: Ink): readonly Line[] {
  const columns = widths.map((width, index) => {
    const cell = row[index] ?? span('');
    return {
      cell,
      parts: wrapLine(line(cell), width, ink).map((part) => part.map(({ text }) => text).join('')),
    };
  });
  const height = Math.max(1, ...columns.map(({ parts }) => parts.length));
  return Array.from({ length: height }, (_, at) => ({
    spans: columns.map(({ cell, parts }, index) => {
      const isLast = index === columns.length - 1;
      const text = parts[at] ?? '';
      return { ...cell, text: isLast ? text : padEnd(text, (widths[index] ?? 0) + GAP) };
    }),
  }));
}

/** Lines of at most `width` cells. */
export function gridLines(grid: Grid, width: number, ink: Ink): readonly Line[] {
  const natural = naturalWidths(grid, ink);
  const widths = shareWidths(
    natural,
    Math.max(natural.length, width - GAP * Math.max(0, natural.length - 1)),
  );
  const head =
    grid.titles === undefined
      ? []
      : rowLines(
          grid.titles.map((title) => span(title, { tone: 'muted' })),
          widths,
          ink,
        );
  return [...head, ...grid.rows.flatMap((row) => rowLines(row, widths, ink))];
}
