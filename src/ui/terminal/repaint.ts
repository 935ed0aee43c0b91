import { present } from '../../domain/present.ts';
import type { Cell, Frame, FrameRow } from './frame.ts';
import { type CellStyle, PLAIN, styleChange } from './style.ts';

/**
 * The bytes that turn one frame into another: of each row only the cells that changed are written, with the shortest
 * way to move the cursor between them. Sequences: ECMA-48 (CUP, CUF, EL, ECH, SGR).
 *
 *   before   | App: mar          Martin Abel     |
 *   after    | App: mart         Marta Berg      |
 *                    ^ written   ^^^^^^^^^^^^ written, the blanks erased
 */
export type Pen = {
  /** Where the cursor stands; undefined when that is not certain, as after the last column of a row. */
  readonly at?: { readonly row: number; readonly column: number };
  readonly style: CellStyle;
};

export const unknownPen: Pen = { style: PLAIN };

export type Painted = { readonly bytes: string; readonly pen: Pen };

const ERASE_TO_END = '\x1b[K';

/** A row that changed, from one place of the screen; nothing when both rows are the same. */
export function repaintRow(before: FrameRow, after: FrameRow, row: number, pen: Pen): Painted {
  if (before === after || before.source === after.source) return { bytes: '', pen };
  const brush = createBrush(row, pen, after.cells.length);
  if (before.isEven && after.isEven) paintChanges(brush, before.cells, after.cells);
  else paintWhole(brush, after.cells);
  return brush.done();
}

/** All rows, top to bottom. */
export function repaint(before: Frame, after: Frame, pen: Pen): Painted {
  let painted: Painted = { bytes: '', pen };
  for (const [row, wanted] of after.entries()) {
    const held = before[row];
    if (held === undefined) continue;
    const next = repaintRow(held, wanted, row, painted.pen);
    painted = { bytes: painted.bytes + next.bytes, pen: next.pen };
  }
  return painted;
}

type Brush = ReturnType<typeof createBrush>;

/** Writes into one row. */
function createBrush(row: number, pen: Pen, columns: number) {
  let bytes = '';
  let { at, style } = pen;
  const restyle = (next: CellStyle): void => {
    bytes += styleChange(style, next);
    style = next;
  };
  return {
    /** Moves to a column; `over` are the cells between, which may be written again where that is shorter. */
    goTo(column: number, over: readonly Cell[]): void {
      if (at?.row === row && at.column === column) return;
      bytes += move(at, { row, column }, over, style);
      at = { row, column };
    },
    put(cell: Cell, column: number): void {
      restyle(cell.style);
      bytes += cell.text;
      // After the last column a terminal may or may not have wrapped.
      at = column + 1 < columns ? { row, column: column + 1 } : undefined;
    },
    /** What is erased gets the colours in use, so that they are switched off first. */
    eraseToEnd(): void {
      restyle(PLAIN);
      bytes += ERASE_TO_END;
    },
    eraseCells(count: number): void {
      restyle(PLAIN);
      bytes += `\x1b[${count}X`;
    },
    done: (): Painted => ({ bytes, pen: { ...present({ at }), style } }),
  };
}

type Place = { readonly row: number; readonly column: number };

function move(from: Place | undefined, to: Place, over: readonly Cell[], style: CellStyle): string {
  const absolute =
    to.column === 0 ? `\x1b[${to.row === 0 ? '' : to.row + 1}H` : `\x1b[${to.row + 1};${to.column + 1}H`;
  return ways(from, to, over, style).reduce((best, way) => (way.length < best.length ? way : best), absolute);
}

function ways(
  from: Place | undefined,
  to: Place,
  over: readonly Cell[],
  style: CellStyle,
): readonly string[] {
  if (from === undefined) return [];
  if (from.row !== to.row) {
    const down = to.row - from.row;
    return to.column === 0 && down > 0 ? ['\r\n'.repeat(down)] : [];
  }
  const by = to.column - from.column;
  if (by < 0) return [to.column === 0 ? '\r' : '\b'.repeat(-by)];
  const forward = by === 1 ? '\x1b[C' : `\x1b[${by}C`;
  const isCheap = over.length === by && over.every((cell) => cell.style === style && cell.text.length === 1);
  return isCheap ? [forward, over.map(({ text }) => text).join('')] : [forward];
}

const isSame = (one: Cell | undefined, other: Cell | undefined): boolean =>
  one?.text === other?.text && one?.style === other?.style;

const isBlank = (cell: Cell | undefined): boolean => cell?.text === ' ' && cell.style === PLAIN;

/** From which column on a row is blank. */
function blankFrom(row: readonly Cell[]): number {
  let end = row.length;
  while (end > 0 && isBlank(row[end - 1])) end -= 1;
  return end;
}

function paintWhole(brush: Brush, cells: readonly Cell[]): void {
  const end = blankFrom(cells);
  brush.goTo(0, []);
  for (const [column, cell] of cells.slice(0, end).entries()) brush.put(cell, column);
  if (end < cells.length) brush.eraseToEnd();
}

/** Shorter runs of blanks are written as they are: an erasure costs four bytes and leaves the cursor behind. */
const WORTH_ERASING = 9;

function paintChanges(brush: Brush, before: readonly Cell[], after: readonly Cell[]): void {
  const end = blankFrom(after);
  const isTailChanged = blankFrom(before) > end;
  let reached = 0;
  for (let column = 0; column < end; column += 1) {
    if (isSame(before[column], after[column])) continue;
    brush.goTo(column, after.slice(reached, column));
    const blanks = blankRun(after, column, end);
    if (blanks >= WORTH_ERASING) {
      brush.eraseCells(blanks);
      reached = column;
      column += blanks - 1;
      continue;
    }
    brush.put(after[column] ?? { text: ' ', style: PLAIN }, column);
    reached = column + 1;
  }
  if (!isTailChanged) return;
  brush.goTo(end, after.slice(reached, end));
  brush.eraseToEnd();
}

/** How many blanks stand one after the other from a column on. */
function blankRun(row: readonly Cell[], from: number, end: number): number {
  let to = from;
  while (to < end && isBlank(row[to])) to += 1;
  return to - from;
}
