import type { Writable } from 'node:stream';

/** One line on the terminal that tells how far a long command is. It never mixes with what else is printed. */
export type ProgressLine = {
  /** Draws the line anew, but not more often than a person can see. */
  readonly show: (done: number, people: number) => void;
  /** Takes the line away, so that other output can be printed. */
  readonly clear: () => void;
};

const BAR_CELLS = 24;
const REDRAW_MS = 100;
const ERASE_LINE = '\r\u001b[K';

const count = new Intl.NumberFormat('en-US');

function barText(share: number, people: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_CELLS);
  const bar = '#'.repeat(full) + '.'.repeat(BAR_CELLS - full);
  return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)}%  ${count.format(people)} people  (Ctrl+C stops)`;
}

type Terminal = Pick<Writable, 'write'> & { readonly isTTY?: boolean };

/** `total` is in the unit of `done`. Nothing is drawn where nobody looks: into a file, or on a dumb terminal. */
export function createProgress(
  terminal: Terminal,
  { total, isDumb }: { readonly total: number; readonly isDumb: boolean },
): ProgressLine {
  if (terminal.isTTY !== true || isDumb) return { show: () => {}, clear: () => {} };
  let drawnAt = 0;
  let isDrawn = false;
  return {
    show: (done, people) => {
      const now = performance.now();
      if (now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      isDrawn = true;
      terminal.write(`${ERASE_LINE}${barText(total === 0 ? 1 : done / total, people)}`);
    },
    clear: () => {
      if (isDrawn) terminal.write(ERASE_LINE);
      isDrawn = false;
    },
  };
}
