import { ASK } from '../../../src/ui/terminal/pace.ts';
import { createPainter, type Painter } from '../../../src/ui/terminal/painter.ts';

type Due = { readonly at: number; readonly work: () => void };

/** A terminal at the end of a thin line, in a time of its own: nothing waits, the next thing that is due happens. */
export type ThinLine = {
  readonly painter: Painter;
  readonly at: (ms: number, work: () => void) => void;
  /** Lets everything happen that is due. */
  readonly run: () => void;
  readonly now: () => number;
  /** What the terminal has drawn so far, each piece with the time at which its last byte arrived. */
  readonly arrived: () => readonly { readonly ms: number; readonly text: string }[];
  readonly sentBytes: () => number;
};

/**
 * `bytesPerSecond` is what the line carries, `delayMs` the way there (and back). A terminal that does not answer takes
 * everything and says nothing.
 */
export function thinLine(options: {
  readonly bytesPerSecond: number;
  readonly delayMs: number;
  readonly answers: boolean;
  /** Absent: the terminal is reached over a network. */
  readonly isLocal?: true;
  /** From then on nothing arrives, and what was sent meanwhile arrives afterwards. */
  readonly hangs?: { readonly from: number; readonly until: number };
  readonly columns?: number;
  readonly rows?: number;
}): ThinLine {
  let clock = 0;
  let busyUntil = 0;
  let sent = 0;
  const queue: Due[] = [];
  const arrived: { readonly ms: number; readonly text: string }[] = [];
  const at = (ms: number, work: () => void): void => {
    queue.push({ at: ms, work });
    queue.sort((one, other) => one.at - other.at);
  };
  const carry = (bytes: string): void => {
    sent += bytes.length;
    busyUntil = Math.max(clock, busyUntil) + (bytes.length / options.bytesPerSecond) * 1000;
    const { from, until } = options.hangs ?? { from: Number.POSITIVE_INFINITY, until: 0 };
    if (busyUntil > from && busyUntil < until) busyUntil = until;
    const there = busyUntil + options.delayMs;
    at(there, () => arrived.push({ ms: there, text: bytes }));
    if (options.answers && bytes.endsWith(ASK)) at(there + options.delayMs, () => painter.answered());
  };
  const painter = createPainter({
    write: carry,
    size: () => ({ columns: options.columns ?? 80, rows: options.rows ?? 24 }),
    setTimer: (strike, ms) => {
      let isOn = true;
      at(clock + ms, () => isOn && strike());
      return () => {
        isOn = false;
      };
    },
    clock: () => clock,
    isRemote: options.isLocal !== true,
  });
  return {
    painter,
    at,
    now: () => clock,
    arrived: () => arrived,
    sentBytes: () => sent,
    run: () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        clock = Math.max(clock, next.at);
        next.work();
      }
    },
  };
}
