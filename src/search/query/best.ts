/** A listing by its number, and how well it matched. */
export type Scored = { readonly number: number; readonly score: number };

export type Best = {
  readonly offer: (number: number, score: number) => void;
  /** Below this no score is kept. */
  readonly lowest: () => number;
  /** Best first; equals in the order of their numbers. */
  readonly sorted: () => readonly Scored[];
};

/** Better first: the higher score, then the smaller number, which is display order. */
export const byScore = (a: Scored, b: Scored): number => b.score - a.score || a.number - b.number;

/**
 * Keeps the `limit` best of any number of listings in a heap whose root is the worst kept one, so a common first
 * letter does not sort a whole directory.
 */
export function createBest(limit: number): Best {
  const heap: Scored[] = [];

  const offer = (number: number, score: number): void => {
    const worst = heap[0];
    if (heap.length < limit) {
      heap.push({ number, score });
      rise(heap, heap.length - 1);
    } else if (
      worst !== undefined &&
      (score > worst.score || (score === worst.score && number < worst.number))
    ) {
      heap[0] = { number, score };
      sink(heap);
    }
  };
  const lowest = (): number =>
    heap.length < limit ? Number.NEGATIVE_INFINITY : (heap[0]?.score ?? Number.POSITIVE_INFINITY);
  return { offer, lowest, sorted: () => heap.toSorted(byScore) };
}

function rise(heap: Scored[], from: number): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!swapWhenWorse(heap, at, parent)) return;
    at = parent;
  }
}

function sink(heap: Scored[]): void {
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (left === undefined) return;
    const child = right !== undefined && byScore(right, left) > 0 ? 2 * at + 2 : 2 * at + 1;
    if (!swapWhenWorse(heap, child, at)) return;
    at = child;
  }
}

function swapWhenWorse(heap: Scored[], below: number, above: number): boolean {
  const lower = heap[below];
  const upper = heap[above];
  if (lower === undefined || upper === undefined || byScore(lower, upper) <= 0) return false;
  heap[below] = upper;
  heap[above] = lower;
  return true;
}
