import { isSpaceless } from '../text/words.ts';

/**
 * How many letters a typed word is away from the beginning of a name: insertion, deletion, substitution, and two
 * neighbours swapped count one each (optimal string alignment).
 *
 *            m a r t i n s s o n        Each column is one letter of the name, the whole column of the classical
 *        0 1 2 3 4 5 6 7 8 9 10 11      table is one 32-bit word. The last row gives, after each letter, the distance
 *   m a r i t n                         to that beginning of the name: the smallest is the distance of a half-typed
 *        6 5 4 3 2 2 1 2 3 4 5 ...      word ("maritn" -> "martin|sson": 1), the last that of the whole word.
 *
 * Source: H. Hyyro, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003.
 */
export type Pattern = {
  readonly length: number;
  /** Compares with the word `units[from, to)`. The answer is good until the next call. */
  readonly measure: (units: Uint16Array, from: number, to: number) => Distance;
};
export type Distance = {
  /** Errors to the nearest beginning of the word, and how long that beginning is. */
  readonly nearest: number;
  readonly nearestLength: number;
  /** Errors to the whole word. */
  readonly whole: number;
};

/** One machine word holds this many letters; what is typed beyond them is not compared. */
const MAX_PATTERN = 32;

const alphabetic =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]+$/u;

/**
 * Typos are for alphabets. In a Chinese, Korean or Arabic name another character is another name, and a number with
 * another digit is another number.
 */
export const mayHaveTypo = (word: string): boolean =>
  word.length >= 4 && alphabetic.test(word) && !isSpaceless(word);

export function compilePattern(word: string): Pattern {
  const length = Math.min(word.length, MAX_PATTERN);
  const rows = new Map<number, number>();
  for (let at = 0; at < length; at++) {
    const unit = word.charCodeAt(at);
    rows.set(unit, (rows.get(unit) ?? 0) | (1 << at));
  }
  const answer = { nearest: 0, nearestLength: 0, whole: 0 };
  return { length, measure: (units, from, to) => measure({ rows, length, answer }, units, from, to) };
}

type Compiled = {
  /** In which rows of the table a letter stands, one bit each. */
  readonly rows: ReadonlyMap<number, number>;
  readonly length: number;
  /** Filled again by every call: a directory has too many words for an object each. */
  readonly answer: { nearest: number; nearestLength: number; whole: number };
};

function measure({ rows, length, answer }: Compiled, units: Uint16Array, from: number, to: number): Distance {
  let up = -1;
  let down = 0;
  let diagonal = 0;
  let previous = 0;
  answer.nearest = length;
  answer.nearestLength = 0;
  answer.whole = length;
  for (let at = from; at < to; at++) {
    const equal = rows.get(units[at] ?? 0) ?? 0;
    const swapped = ((~diagonal & equal) << 1) & previous;
    diagonal = (((equal & up) + up) ^ up) | equal | down | swapped;
    const rises = down | ~(diagonal | up);
    const falls = diagonal & up;
    answer.whole += ((rises >>> (length - 1)) & 1) - ((falls >>> (length - 1)) & 1);
    const shifted = (rises << 1) | 1;
    up = (falls << 1) | ~(diagonal | shifted);
    down = shifted & diagonal;
    previous = equal;
    if (answer.whole < answer.nearest) {
      answer.nearest = answer.whole;
      answer.nearestLength = at + 1 - from;
    }
  }
  return answer;
}
