import { unitsOf, type Vocabulary } from '../index/vocabulary.ts';

/**
 * Which words begin with something that is at most so many letters away from a typed word? A sorted vocabulary is a
 * tree of beginnings, and whole branches are left as soon as they are too far:
 *
 *   typed  maritn          m          0 errors so far
 *   one error allowed        a        0
 *                              r      0
 *                                t    1, "rt" for "rit"
 *                                  i  1, "ti" for "it"
 *                                  n  1: every word that begins with "martin" is near enough
 *                              x      1 ... left two letters later
 *
 * The rows are those of the classical table (optimal string alignment), of which only the diagonal band can stay
 * within the limit.
 */
export type Nearness = { readonly typed: string; readonly errors: number };

/** Calls `found` with ranges of ids in [from, to): ascending and without overlap. */
export function findSimilar(
  vocabulary: Vocabulary,
  { typed, errors }: Nearness,
  within: readonly [from: number, to: number],
  found: (from: number, to: number) => void,
): void {
  const pattern = unitsOf(typed);
  const width = pattern.length + 2;
  const depths = pattern.length + errors + 2;
  const rows = new Uint8Array(width * depths).fill(FAR);
  for (let column = 0; column <= Math.min(pattern.length, errors); column++) rows[column] = column;
  const letters = new Uint16Array(depths);
  walk({ vocabulary, pattern, errors, width, rows, letters, found }, within[0], within[1], 0);
}

const FAR = 99;

type Walk = {
  readonly vocabulary: Vocabulary;
  readonly pattern: Uint16Array;
  readonly errors: number;
  /** One row a depth, one column a beginning of the pattern. */
  readonly rows: Uint8Array;
  readonly width: number;
  /** The letters on the way to where the walk is. */
  readonly letters: Uint16Array;
  readonly found: (from: number, to: number) => void;
};

/** The words [from, to) share their first `depth` letters. */
function walk(state: Walk, from: number, to: number, depth: number): void {
  const { units, starts } = state.vocabulary;
  let at = from;
  while (at < to && (starts[at + 1] ?? 0) - (starts[at] ?? 0) === depth) at++;
  while (at < to) {
    const letter = units[(starts[at] ?? 0) + depth] ?? 0;
    const end = endOfBranch(state.vocabulary, { from: at, to, depth, letter });
    enter(state, { from: at, to: end, depth: depth + 1, letter });
    at = end;
  }
}

type Branch = { readonly from: number; readonly to: number; readonly depth: number; readonly letter: number };

function enter(state: Walk, { from, to, depth, letter }: Branch): void {
  state.letters[depth] = letter;
  const least = fillRow(state, depth);
  const { rows, width, pattern, errors } = state;
  if ((rows[depth * width + pattern.length] ?? FAR) <= errors) state.found(from, to);
  else if (least <= errors) walk(state, from, to, depth);
}

/** The smallest error that a word below can still come down to. */
function fillRow(state: Walk, depth: number): number {
  const { rows, width, pattern, errors, letters } = state;
  const row = depth * width;
  const first = Math.max(1, depth - errors);
  const last = Math.min(pattern.length, depth + errors);
  const before = first === 1 ? depth : FAR;
  rows[row + first - 1] = before;
  let least = before;
  for (let column = first; column <= last; column++) {
    const error = cellError(state, row, column, depth);
    rows[row + column] = error;
    // Of two exchanged letters the first looks wrong until the second is seen.
    const exchanged = pattern[column] === letters[depth] ? (rows[row - width + column - 1] ?? FAR) + 1 : FAR;
    least = Math.min(least, error, exchanged);
  }
  if (last < pattern.length) rows[row + last + 1] = FAR;
  return least;
}

function cellError(
  { rows, width, pattern, letters }: Walk,
  row: number,
  column: number,
  depth: number,
): number {
  const above = row - width;
  const letter = letters[depth];
  const same = pattern[column - 1] === letter ? 0 : 1;
  const error = Math.min(
    (rows[above + column - 1] ?? FAR) + same,
    (rows[above + column] ?? FAR) + 1,
    (rows[row + column - 1] ?? FAR) + 1,
  );
  const isExchanged =
    column > 1 && depth > 1 && pattern[column - 1] === letters[depth - 1] && pattern[column - 2] === letter;
  return isExchanged ? Math.min(error, (rows[above - width + column - 2] ?? FAR) + 1) : error;
}

/** Where the words of [from, to) stop having `letter` at `depth`: in doubling steps, then by halving. */
function endOfBranch({ units, starts }: Vocabulary, { from, to, depth, letter }: Branch): number {
  const has = (id: number): boolean => units[(starts[id] ?? 0) + depth] === letter;
  let inside = from;
  let step = 1;
  while (inside + step < to && has(inside + step)) {
    inside += step;
    step *= 2;
  }
  let outside = Math.min(to, inside + step);
  while (outside - inside > 1) {
    const middle = (inside + outside) >>> 1;
    if (has(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}
