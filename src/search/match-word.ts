import type { MatchKind } from './answer.ts';
import { compilePattern, type Distance, mayHaveTypo, type Pattern } from './typo.ts';
import { isSign, isSpaceless, PLACE } from './words.ts';

/**
 * When does a typed word mean a word of a name, and how well? The one place with these rules. `expand.ts` asks them for
 * all words of a directory at once, `explain.ts` for one name, to highlight it.
 *
 * A strength is one byte: 100 exact, from 70 prefix, from 40 inside, below that a typo. Within a kind, the more of the
 * name was typed the better.
 */
export type Strength = number;
export const EXACT: Strength = 100;
const PREFIX: Strength = 70;
const INSIDE: Strength = 40;

/**
 * `usual` allows one error from the fifth letter on. `patient` is asked only when the usual search found nobody at
 * all: two errors from the sixth letter, and one in a whole name of about four.
 */
export type Patience = 'usual' | 'patient';

/** A word of the query with what is computed from it once. */
export type TypedWord = {
  readonly text: string;
  /** Whether it is long enough to be looked for in the middle of names, and among places. */
  readonly inside: boolean;
  readonly place: boolean;
  /** Absent when the word must be typed right (short words, numbers, scripts without an alphabet). */
  readonly pattern?: Pattern;
};

/** Short pieces are inside of nearly everything, except where one character is a whole name. */
const SHORTEST_INSIDE = 3;
const SHORTEST_PLACE = 4;

export function typedWord(text: string): TypedWord {
  const sign = isSign(text);
  return {
    text,
    inside: !sign && (text.length >= SHORTEST_INSIDE || isSpaceless(text)),
    place: !sign && text.length >= SHORTEST_PLACE,
    ...(mayHaveTypo(text) ? { pattern: compilePattern(text) } : {}),
  };
}

export function kindOf(strength: Strength): MatchKind {
  if (strength >= EXACT) return 'exact';
  if (strength >= PREFIX) return 'prefix';
  return strength >= INSIDE ? 'inside' : 'typo';
}

export const prefixStrength = (typed: number, whole: number): Strength =>
  typed === whole ? EXACT : PREFIX + Math.floor((typed / whole) * 20);

export const insideStrength = (typed: number, whole: number): Strength =>
  INSIDE + Math.floor((typed / whole) * 15);

/** 0 = too far. A wrong first letter is rare, so a right one counts; a whole name counts more than its beginning. */
export function typoStrength(
  typed: number,
  whole: number,
  distance: Distance,
  by: { readonly sameFirst: boolean; readonly patience: Patience },
): Strength {
  const errors = allowedErrors(typed, distance, by);
  if (errors === 0) return 0;
  const first = by.sameFirst ? 5 : 0;
  const share = Math.min(typed, whole) / Math.max(typed, whole);
  const complete = distance.whole === errors ? 4 : 0;
  return (errors === 1 ? 16 : 2) + first + complete + Math.floor(share * 5);
}

function allowedErrors(
  typed: number,
  distance: Distance,
  by: { readonly sameFirst: boolean; readonly patience: Patience },
): number {
  if (typed >= 5 && distance.nearest <= 1) return 1;
  if (by.patience === 'usual' || !by.sameFirst) return 0;
  if (typed >= 6) return distance.nearest <= 2 ? 2 : 0;
  return typed === 4 && distance.whole <= 1 ? 1 : 0;
}

export type WordMatch = {
  readonly strength: Strength;
  /** Which units of the name's word matched. */
  readonly from: number;
  readonly to: number;
};

/** How a typed word matches one word of a name, or undefined. */
export function matchWord(typed: TypedWord, word: string, patience: Patience): WordMatch | undefined {
  const { text } = typed;
  if (word.startsWith(PLACE)) {
    const bare = word.slice(PLACE.length);
    if (!typed.place || !bare.startsWith(text)) return undefined;
    return { strength: prefixStrength(text.length, bare.length), from: 0, to: text.length };
  }
  if (word.startsWith(text)) {
    return { strength: prefixStrength(text.length, word.length), from: 0, to: text.length };
  }
  const at = typed.inside ? word.indexOf(text) : -1;
  if (at >= 0) {
    return { strength: insideStrength(text.length, word.length), from: at, to: at + text.length };
  }
  return matchTypo(typed, word, patience);
}

function matchTypo(typed: TypedWord, word: string, patience: Patience): WordMatch | undefined {
  if (typed.pattern === undefined) return undefined;
  const units = Uint16Array.from(word, (_, at) => word.charCodeAt(at));
  const distance = typed.pattern.measure(units, 0, word.length);
  const strength = typoStrength(typed.text.length, word.length, distance, {
    sameFirst: word.charCodeAt(0) === typed.text.charCodeAt(0),
    patience,
  });
  if (strength === 0) return undefined;
  return { strength, from: 0, to: distance.nearestLength };
}
