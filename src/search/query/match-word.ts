import type { MatchKind } from '../answer.ts';
import { unitsOf } from '../index/vocabulary.ts';
import { isSounded, latinWord } from '../text/latin.ts';
import { FILLER, isSign, isSpaceless, PLACE } from '../text/words.ts';
import { compilePattern, type Distance, mayHaveTypo, type Pattern } from './typo.ts';

/**
 * When does a typed word mean a word of a name, and how well? The one place with these rules. `expand.ts` asks them for
 * all words of a directory at once, `explain.ts` for one name, to highlight it.
 *
 * A strength is one byte: from 98 exact, from 70 prefix, from 40 inside, below that a typo. Within a kind, the more of
 * the name was typed the better.
 */
export type Strength = number;
export const EXACT: Strength = 100;
/** The whole word, but typed in another script than it is stored in. */
const EXACT_SOUND: Strength = 98;
export const PREFIX: Strength = 70;
const INSIDE: Strength = 40;

/**
 * `usual` allows one error from the fifth letter on. `patient` is asked only when the usual search found nobody at
 * all: two errors from the sixth letter, and one in a whole name of about four.
 */
export type Patience = 'usual' | 'patient';

/** What a match must be at least: quotation marks ask for whole words, an open one for words as they are typed. */
export type Demand = 'any' | 'begins' | 'exact';

/** A word of the query with what is computed from it once. */
export type TypedWord = {
  readonly text: string;
  readonly demand: Demand;
  /** Whether it is long enough to be looked for in the middle of names, and among places. */
  readonly inside: boolean;
  readonly place: boolean;
  /** Absent when the word must be typed right (short words, numbers, scripts without an alphabet). */
  readonly pattern?: Pattern;
  /** The same word in Latin letters, where it was typed in others. */
  readonly sound?: TypedWord;
};

/** Short pieces are inside of nearly everything, except where one character is a whole name. */
const SHORTEST_INSIDE = 3;
const SHORTEST_PLACE = 4;

export function typedWord(text: string, demand: Demand = 'any'): TypedWord {
  const sign = isSign(text);
  const loose = demand === 'any' && !sign;
  const sound = isSounded(text) ? latinWord(text) : '';
  return {
    text,
    demand,
    inside: loose && (text.length >= SHORTEST_INSIDE || isSpaceless(text)),
    place: !sign && text.length >= SHORTEST_PLACE,
    ...(loose && mayHaveTypo(text) ? { pattern: compilePattern(text) } : {}),
    ...(sound === '' ? {} : { sound: typedWord(sound, demand) }),
  };
}

export function kindOf(strength: Strength): MatchKind {
  if (strength >= EXACT_SOUND) return 'exact';
  if (strength >= PREFIX) return 'prefix';
  return strength >= INSIDE ? 'inside' : 'typo';
}

/** What was typed in the directory's own letters goes before what only sounds the same. */
export const asSound = (strength: Strength): Strength => Math.min(strength, EXACT_SOUND);

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

/** How many errors the search for similar words has to allow, for a right and for a wrong first letter. */
export function mostErrors(
  typed: number,
  patience: Patience,
): { readonly sameFirst: number; readonly otherFirst: number } {
  const usual = typed >= 5 ? 1 : 0;
  if (patience === 'usual') return { sameFirst: usual, otherFirst: usual };
  return { sameFirst: typed >= 6 ? 2 : 1, otherFirst: usual };
}

export type WordMatch = {
  readonly strength: Strength;
  /** Which units of the name's word matched. */
  readonly from: number;
  readonly to: number;
};

/** How a typed word matches one word of a name, or undefined. */
export const matchWord = (typed: TypedWord, word: string, patience: Patience): WordMatch | undefined =>
  matchRight(typed, word) ?? matchWrong(typed, word, patience);

/** The match that needs no typo. It is always better than one that does. */
export function matchRight(typed: TypedWord, word: string): WordMatch | undefined {
  const own = matchSpelling(typed, word);
  if (typed.sound === undefined) return own;
  const sounding = matchSpelling(typed.sound, word);
  return betterOf(own, sounding);
}

/** The match that needs a typo, for a word that matches in no other way. */
export function matchWrong(typed: TypedWord, word: string, patience: Patience): WordMatch | undefined {
  if (word.startsWith(FILLER) || word.startsWith(PLACE)) return undefined;
  const own = matchTypo(typed, word, patience);
  if (typed.sound === undefined) return own;
  const sounding = matchTypo(typed.sound, word, patience);
  return betterOf(own, sounding);
}

function betterOf(own: WordMatch | undefined, sounding: WordMatch | undefined): WordMatch | undefined {
  if (sounding === undefined || (own?.strength ?? 0) >= asSound(sounding.strength)) return own;
  return { ...sounding, strength: asSound(sounding.strength) };
}

function matchSpelling(typed: TypedWord, word: string): WordMatch | undefined {
  const { text } = typed;
  if (word.startsWith(FILLER)) return undefined;
  if (word.startsWith(PLACE)) {
    const bare = word.slice(PLACE.length);
    return typed.place && isAtBeginning(typed, bare) ? beginningOf(text, bare) : undefined;
  }
  if (isAtBeginning(typed, word)) return beginningOf(text, word);
  const at = typed.inside ? word.indexOf(text) : -1;
  if (at < 0) return undefined;
  return { strength: insideStrength(text.length, word.length), from: at, to: at + text.length };
}

const isAtBeginning = ({ text, demand }: TypedWord, word: string): boolean =>
  demand === 'exact' ? word === text : word.startsWith(text);

const beginningOf = (text: string, word: string): WordMatch => ({
  strength: prefixStrength(text.length, word.length),
  from: 0,
  to: text.length,
});

function matchTypo(typed: TypedWord, word: string, patience: Patience): WordMatch | undefined {
  if (typed.pattern === undefined) return undefined;
  const units = unitsOf(word);
  const distance = typed.pattern.measure(units, 0, word.length);
  const strength = typoStrength(typed.text.length, word.length, distance, {
    sameFirst: word.charCodeAt(0) === typed.text.charCodeAt(0),
    patience,
  });
  if (strength === 0) return undefined;
  return { strength, from: 0, to: distance.nearestLength };
}
