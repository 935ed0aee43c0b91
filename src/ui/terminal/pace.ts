/**
 * How much may be on its way to the terminal. Between us and a screen behind SSH lie buffers that take megabytes without
 * complaint; what fills them is seen seconds later. So the terminal is asked after what we send ("are you there?", DSR 5,
 * ECMA-48 section 8.3.35), and its answer tells when that has been drawn:
 *
 *   rows, rows, ask ----> buffers ----> screen
 *              <-- answer -------------------    as long as too much is unanswered, further rows wait
 *
 * On a fast line the answer comes at once and nothing ever waits. A terminal that never answers is sent everything.
 */
export type Pace = {
  /** Whether more may be sent now. */
  readonly hasRoom: () => boolean;
  /** How many bytes may be sent at once. */
  readonly room: () => number;
  /** Bytes were written. True when the terminal should be asked now. */
  readonly sent: (bytes: number) => boolean;
  readonly asked: () => void;
  /** An answer came. */
  readonly answered: () => void;
  /** Whether an answer is still on its way. */
  readonly isWaiting: () => boolean;
};

/** The question, and what a terminal answers to it. */
export const ASK = '\x1b[5n';

/** What is sent should be seen so soon. */
const SOON_MS = 150;
/** An answer that takes longer will not come; a line that is this slow is nobody's. */
const LOST_MS = 5_000;
const SMALLEST_WINDOW = 96;
const FIRST_WINDOW = 4_096;
const LARGEST_WINDOW = 65_536;
/** Less than this is not worth a question of four bytes. */
const WORTH_ASKING = 64;

type Flight = { readonly bytes: number; readonly at: number };

/** `now` is in milliseconds and only ever goes forward. */
export function createPace(now: () => number): Pace {
  const flights: Flight[] = [];
  let unasked = 0;
  let window = FIRST_WINDOW;
  let answers = false;
  /** The quickest answer so far: what the way there and back takes, whatever is sent. */
  let quickest = Number.POSITIVE_INFINITY;

  const forgetLost = (): void => {
    const [oldest] = flights;
    if (oldest === undefined || now() - oldest.at < LOST_MS) return;
    flights.length = 0;
    answers = false;
  };
  const under = (): number => flights.reduce((sum, { bytes }) => sum + bytes, unasked);

  return {
    hasRoom: () => {
      forgetLost();
      return !answers || flights.length === 0 || under() < window;
    },
    room: () => (answers ? Math.max(SMALLEST_WINDOW, window - under()) : Number.POSITIVE_INFINITY),
    sent: (bytes) => {
      unasked += bytes;
      return unasked >= WORTH_ASKING;
    },
    asked: () => {
      flights.push({ bytes: unasked, at: now() });
      unasked = 0;
    },
    answered: () => {
      const flight = flights.shift();
      if (flight === undefined) return;
      answers = true;
      const took = now() - flight.at;
      quickest = Math.min(quickest, took);
      const drawing = took - quickest;
      if (drawing > 2 * SOON_MS) window = Math.max(SMALLEST_WINDOW, (flight.bytes * SOON_MS) / drawing);
      else if (drawing < SOON_MS) window = Math.min(LARGEST_WINDOW, window * 2);
    },
    isWaiting: () => {
      forgetLost();
      return flights.length > 0;
    },
  };
}
