/**
 * How well each listing of a segment matches, by number. Kept from query to query, because clearing what was touched is
 * cheaper than making a new table of a million.
 */
export type HitTally = {
  /** 0 = does not match. */
  readonly scores: Uint16Array;
  /** The listings that were touched, in any order, each once; their score may be 0 again. */
  readonly touched: Uint32Array;
  count: number;
};

export const createTally = (size: number): HitTally => ({
  scores: new Uint16Array(size),
  touched: new Uint32Array(size),
  count: 0,
});

/** The listing matches at least so well. */
export function raise(tally: HitTally, number: number, score: number): void {
  const known = tally.scores[number] ?? 0;
  if (score <= known) return;
  if (known === 0) tally.touched[tally.count++] = number;
  tally.scores[number] = score;
}

export function clear(tally: HitTally): void {
  const { scores, touched, count } = tally;
  // Where many were touched it is quicker to clear the whole table in one go.
  if (count > scores.length >>> 4) scores.fill(0);
  else for (let at = 0; at < count; at++) scores[touched[at] ?? 0] = 0;
  tally.count = 0;
}

/** Only listings that are in both stay, with the sum of their scores. */
export function intersect(tally: HitTally, other: HitTally): void {
  let kept = 0;
  for (let at = 0; at < tally.count; at++) {
    const number = tally.touched[at] ?? 0;
    const more = other.scores[number] ?? 0;
    if (more === 0) {
      tally.scores[number] = 0;
    } else {
      tally.scores[number] = (tally.scores[number] ?? 0) + more;
      tally.touched[kept++] = number;
    }
  }
  tally.count = kept;
}
