import type { SetTimer } from '../keys/decode.ts';
import { type Frame, parseFrame } from './frame.ts';
import { ASK, createPace } from './pace.ts';
import { type Pen, repaintRow, unknownPen } from './repaint.ts';

/** Faster than this nobody sees. */
const FRAME_MS = 33;

const CLEAR = '\x1b[m\x1b[H\x1b[2J';

export type Painter = {
  /** What the screen should show from now on. Only the newest counts: a slow terminal never gets a queue of frames. */
  readonly paint: (drawn: string) => void;
  /** The screen holds nothing that is known: after a change of its size, and at first. */
  readonly forget: () => void;
  /** The terminal answered a question of the painter. */
  readonly answered: () => void;
  /** Whether answers are still on their way; somebody has to read them before the shell does. */
  readonly isWaiting: () => boolean;
  readonly close: () => void;
};

type Options = {
  readonly write: (bytes: string) => void;
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly setTimer: SetTimer;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
};

/**
 * Draws frames on a terminal, only what changed, top to bottom: the field that is typed into stands above what is found,
 * so that on a thin line the typed letters come first and the rows follow when there is room.
 */
export function createPainter({ write, size, setTimer, clock }: Options): Painter {
  const pace = createPace(clock);
  let shown: Frame | undefined;
  let wanted: string | undefined;
  let pen: Pen = unknownPen;
  let isResting = false;
  let cancelRest = (): void => {};

  /** Rows that changed, as many as there is room for. Returns whether all of them were written. */
  function paintRows(frame: Frame): {
    readonly bytes: string;
    readonly rows: Frame;
    readonly isAll: boolean;
  } {
    const room = pace.room();
    const rows = [...(shown ?? [])];
    let bytes = '';
    for (const [index, row] of frame.entries()) {
      const before = rows[index];
      if (before === undefined || before === row) continue;
      const painted = repaintRow(before, row, index, pen);
      if (bytes !== '' && bytes.length + painted.bytes.length > room) return { bytes, rows, isAll: false };
      bytes += painted.bytes;
      pen = painted.pen;
      rows[index] = row;
    }
    return { bytes, rows, isAll: true };
  }

  function send(bytes: string): void {
    if (bytes === '') return;
    const isAsking = pace.sent(bytes.length);
    if (isAsking) pace.asked();
    write(isAsking ? bytes + ASK : bytes);
  }

  function pump(): void {
    if (wanted === undefined || isResting || !pace.hasRoom()) return;
    const { columns, rows } = size();
    const isNew = shown === undefined || shown.length !== rows || shown[0]?.cells.length !== columns;
    if (isNew) {
      shown = parseFrame('', columns, rows);
      pen = { at: { row: 0, column: 0 }, style: '' };
    }
    const painted = paintRows(parseFrame(wanted, columns, rows, shown));
    shown = painted.rows;
    if (painted.isAll) wanted = undefined;
    const bytes = isNew ? CLEAR + painted.bytes : painted.bytes;
    send(bytes);
    if (bytes !== '') rest();
  }

  function rest(): void {
    isResting = true;
    cancelRest = setTimer(() => {
      isResting = false;
      pump();
    }, FRAME_MS);
  }

  return {
    paint: (drawn) => {
      wanted = drawn;
      pump();
    },
    forget: () => {
      cancelRest();
      isResting = false;
      shown = undefined;
    },
    answered: () => {
      pace.answered();
      pump();
    },
    isWaiting: pace.isWaiting,
    close: () => {
      cancelRest();
      isResting = true;
      wanted = undefined;
    },
  };
}
