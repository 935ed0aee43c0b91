/**
 * How much may be on its way to the terminal. Between us and a screen behind SSH lie buffers that take megabytes without
 * complaint; what fills them is seen seconds later. So the terminal is asked after what we send ("are you there?", DSR 5,
 * ECMA-48 section 8.3.35), and its answer tells when that has been drawn:
 *
 *   rows, rows, ask ----> buffers ----> screen
 *              <-- answer -------------------    as long as too much is unanswered, further rows wait
 *
 * On a quick line the answer comes at once and nothing ever waits. While a line hangs it gets a row each second, which
 * asks again. A terminal that never answers is sent everything: at once where it is of this machine, and over a remote
 * line once that is certain.
 */
export type Pace = {
  /** How many bytes may be sent now; 0 while nothing may. */
  readonly room: () => number;
  /** So many bytes are written now. True when the question belongs behind them. */
  readonly send: (bytes: number) => boolean;
  /** An answer came. */
  readonly answered: () => void;
  /** How many milliseconds the answers that are still on their way may take at most; 0 when none is. */
  readonly mayTake: () => number;
};

/** The question. */
export const ASK = '\x1b[5n';

/** What is sent should be seen so soon. */
const SOON_MS = 120;
/** A line that is so late hangs. One more row may go that often anyway: what is typed stands in the uppermost. */
const TRICKLE_MS = 1_000;
/** A terminal that has said nothing for so long is taken for one that never answers, until it does. */
const LOST_MS = 5_000;
/** Whoever leaves waits for a last answer no longer than this. */
const LAST_MS = 2_000;
const SMALLEST_WINDOW = 96;
const FIRST_WINDOW = 1_024;
const LARGEST_WINDOW = 65_536;
const GROWTH = 1.5;
/** Less than this is not worth a question of four bytes. */
const WORTH_ASKING = 64;

type Flight = { readonly bytes: number; readonly at: number };

/** `now` is in milliseconds and only ever goes forward. `isRemote`: the terminal is reached over a network. */
export function createPace(now: () => number, { isRemote }: { readonly isRemote: boolean }): Pace {
  let flights: readonly Flight[] = [];
  let unasked = 0;
  let window = FIRST_WINDOW;
  let isSilent = false;
  let sentAt = Number.NEGATIVE_INFINITY;
  /** The quickest answer so far: what the way there and back takes, whatever is sent. */
  let quickest: number | undefined;

  const look = (): void => {
    // One that has answered before hangs: its answers come all at once when it goes on, and must find their questions.
    const decisive = quickest === undefined ? flights[0] : flights.at(-1);
    if (decisive === undefined || now() - decisive.at < LOST_MS) return;
    isSilent = quickest === undefined;
    window = SMALLEST_WINDOW;
    flights = [];
  };

  /** As long as nothing was ever answered. Over a network only the first frame is sent whole then. */
  const isUnlimited = (): boolean =>
    isSilent || (quickest === undefined && (!isRemote || flights.length === 0));

  const hangs = ({ at }: Flight): boolean => now() - at >= (quickest ?? 0) + TRICKLE_MS;

  const resize = ({ bytes }: Flight, took: number): void => {
    const drawing = took - (quickest ?? 0);
    const isFirst = quickest === undefined;
    quickest = Math.min(quickest ?? took, took);
    if (isFirst || drawing > 2 * SOON_MS) window = (bytes * SOON_MS) / Math.max(1, drawing);
    else if (drawing < SOON_MS) window *= GROWTH;
    window = Math.min(LARGEST_WINDOW, Math.max(SMALLEST_WINDOW, window));
  };

  return {
    room: () => {
      look();
      if (isUnlimited()) return Number.POSITIVE_INFINITY;
      const [first] = flights;
      if (first === undefined) return window;
      const under = flights.reduce((sum, { bytes }) => sum + bytes, unasked);
      if (under < window && !hangs(first)) return window - under;
      return now() - sentAt < TRICKLE_MS ? 0 : SMALLEST_WINDOW;
    },
    send: (bytes) => {
      unasked += bytes;
      sentAt = now();
      if (unasked < WORTH_ASKING || isSilent) return false;
      flights = [...flights, { bytes: unasked, at: now() }];
      unasked = 0;
      return true;
    },
    answered: () => {
      isSilent = false;
      const [flight, ...rest] = flights;
      if (flight === undefined) return;
      flights = rest;
      resize(flight, now() - flight.at);
    },
    mayTake: () => {
      look();
      const [first] = flights;
      if (first === undefined) return 0;
      return quickest === undefined ? Math.max(0, first.at + TRICKLE_MS - now()) : LAST_MS;
    },
  };
}
