/** What may go wrong with one request between a client and a server. */
export const faults = [
  /** The server has done the work, and the client sees no byte of the answer. */
  'cut-after',
  /** The connection ends before the server sees the request. */
  'cut-before',
  /** The connection ends in the middle of the answer. */
  'cut-answer',
  /** The connection is reset (RST) before the server sees the request. */
  'reset',
  /** The whole answer comes, too late. */
  'delay',
  /** The answer comes in small pieces. */
  'dribble',
  /** The answer comes twice. */
  'duplicate',
  /** Bytes that are no HTTP in the place of the answer. */
  'garbage',
  /** Content-Length says less than there is. */
  'length-short',
  /** Content-Length says more than there is. */
  'length-long',
  /** A redirect to another host; the server does not see the request. */
  'redirect',
  /** 429 with Retry-After; the server does not see the request. */
  'throttle',
  /** 503; the server does not see the request. */
  'unavailable',
  /** 502 of a gateway, after the server has done the work. */
  'bad-gateway',
] as const;

export type Fault = (typeof faults)[number];

/** The fault of the n-th request, counted from 0, or none. */
export type Plan = (
  n: number,
  request: { readonly method: string; readonly path: string },
) => Fault | undefined;

/** How many requests a storm of 429 takes. */
const STORM = 3;

/** A number from 0 to 1 that depends on nothing but its arguments (mulberry32). */
export function chance(seed: number, n: number): number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)) + 0x6d2b79f5;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}

/**
 * The fault of the n-th request of a seeded run: the same for ever. `rate` is the share of requests that get one,
 * `among` the faults that may come. A 429 is a storm: the next two requests get it as well.
 */
export function faultFor(
  seed: number,
  n: number,
  { rate = 0.3, among = faults }: { readonly rate?: number; readonly among?: readonly Fault[] } = {},
): Fault | undefined {
  const drawn = (at: number): Fault | undefined => {
    const roll = chance(seed, at);
    return at >= 0 && roll < rate ? among[Math.floor((roll / rate) * among.length)] : undefined;
  };
  const storms = Array.from({ length: STORM }, (_, back) => drawn(n - back));
  return storms.includes('throttle') ? 'throttle' : drawn(n);
}

/** The same fault for every n-th request: `everyNth(3, 'reset')` resets the third, the sixth, ... */
export const everyNth =
  (nth: number, fault: Fault): Plan =>
  (n) =>
    (n + 1) % nth === 0 ? fault : undefined;
