import type { SetTimer } from '../keys/strokes/decode.ts';
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
  /**
   * How many milliseconds the answers that are still on their way may take; 0 when none is. Somebody has to read them
   * before the shell does.
   */
  readonly mayTake: () => number;
  readonly close: () => void;
};

/** A frame that stands on the screen already. */
export type StandingFrame = {
  readonly drawn: string;
  readonly size: { readonly columns: number; readonly rows: number };
};

type Options = {
  readonly write: (bytes: string) => void;
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly setTimer: SetTimer;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
  /** The terminal is reached over a network. */
  readonly isRemote: boolean;
  /** Without it nothing is known of the screen. */
  readonly shown?: StandingFrame;
};

type Screen = { readonly rows: Frame; readonly pen: Pen };

const screenWith = ({ drawn, size }: StandingFrame): Screen | undefined => ({
  rows: parseFrame(drawn, size.columns, size.rows),
  pen: unknownPen,
});

/** Rows that changed, top to bottom, as many as there is room for, but at least one. */
function paintRows(screen: Screen, wanted: Frame, room: number) {
  const rows = [...screen.rows];
  let { pen } = screen;
  let bytes = '';
  for (const [index, row] of wanted.entries()) {
    const before = rows[index];
    if (before === undefined || before === row) continue;
    const painted = repaintRow(before, row, index, pen);
    if (bytes !== '' && bytes.length + painted.bytes.length > room)
      return { bytes, screen: { rows, pen }, isWhole: false };
    bytes += painted.bytes;
    pen = painted.pen;
    rows[index] = row;
  }
  return { bytes, screen: { rows, pen }, isWhole: true };
}

/**
 * Draws frames on a terminal, only what changed, top to bottom: the field that is typed into stands above what is found,
 * so that on a thin line the typed letters come first and the rows follow when there is room.
 */
export function createPainter({ write, size, setTimer, clock, isRemote, shown: early }: Options): Painter {
  const pace = createPace(clock, { isRemote });
  let shown = early === undefined ? undefined : screenWith(early);
  let wanted: string | undefined;
  let isResting = false;
  let cancelRest = (): void => {};

  /** What is on the screen; nothing that fits when the size is another one now. */
  function screenOf(columns: number, rows: number): Screen | undefined {
    const fits = shown?.rows.length === rows && shown.rows[0]?.cells.length === columns;
    return fits ? shown : undefined;
  }

  function pump(): void {
    if (wanted === undefined || isResting) return;
    const room = pace.room();
    if (room === 0) {
      // The answer that makes room may never come.
      rest();
      return;
    }
    const { columns, rows } = size();
    const known = screenOf(columns, rows);
    const before = known ?? { rows: parseFrame('', columns, rows), pen: unknownPen };
    const painted = paintRows(before, parseFrame(wanted, columns, rows, before.rows), room);
    shown = painted.screen;
    if (painted.isWhole) wanted = undefined;
    send(known === undefined ? CLEAR + painted.bytes : painted.bytes);
  }

  function send(bytes: string): void {
    if (bytes === '') return;
    write(pace.send(bytes.length) ? bytes + ASK : bytes);
    rest();
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
      shown = undefined;
    },
    answered: () => {
      pace.answered();
      pump();
    },
    mayTake: pace.mayTake,
    close: () => {
      cancelRest();
      isResting = true;
      wanted = undefined;
    },
  };
}
