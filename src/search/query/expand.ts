import { pairMask, prefixRange, unitsOf, type Vocabulary, wordLength } from '../index/vocabulary.ts';
import { FIRST_UNMARKED, PLACE } from '../text/words.ts';
import {
  asSound,
  insideStrength,
  mostErrors,
  type Patience,
  prefixStrength,
  type Strength,
  type TypedWord,
  typoStrength,
} from './match-word.ts';
import { findSimilar } from './similar.ts';

/** The words of the directory that a typed word may mean, each once, with its strength. */
export type Expansion = { readonly words: Uint32Array; readonly strengths: Uint8Array };

export type Expander = (typed: TypedWord, patience: Patience) => Expansion;

/** Typing changes the word under the cursor only, so the others are in here. */
const REMEMBERED = 64;

export function createExpander(vocabulary: Vocabulary): Expander {
  const remembered = new Map<string, Expansion>();
  return (typed, patience) => {
    const key = `${patience} ${typed.demand} ${typed.text}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const expansion = expandWord(vocabulary, typed, patience);
    const oldest = remembered.size >= REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, expansion);
    return expansion;
  };
}

/** The same rules as `matchWord`, over all words. */
export function expandWord(vocabulary: Vocabulary, typed: TypedWord, patience: Patience): Expansion {
  const own = expandSpelling(vocabulary, typed, patience);
  if (typed.sound === undefined) return own;
  const sounding = expandSpelling(vocabulary, typed.sound, patience);
  const best = new Map([...sounding.words].map((word, at) => [word, asSound(sounding.strengths[at] ?? 0)]));
  for (const [at, word] of own.words.entries()) {
    best.set(word, Math.max(best.get(word) ?? 0, own.strengths[at] ?? 0));
  }
  return { words: Uint32Array.from(best.keys()), strengths: Uint8Array.from(best.values()) };
}

type Add = (id: number, strength: Strength) => void;
type Range = readonly [from: number, to: number];

function expandSpelling(vocabulary: Vocabulary, typed: TypedWord, patience: Patience): Expansion {
  const words: number[] = [];
  const strengths: number[] = [];
  const add = (id: number, strength: Strength): void => {
    words.push(id);
    strengths.push(strength);
  };
  if (typed.place) addBeginning(vocabulary, typed, PLACE, add);
  const begun = addBeginning(vocabulary, typed, '', add);
  const names: Range = [prefixRange(vocabulary, FIRST_UNMARKED)[0], vocabulary.size];
  if (typed.inside) addInside(vocabulary, typed, { names, begun, add });
  if (typed.pattern !== undefined) addSimilar(vocabulary, typed, { names, begun, add, patience });
  return { words: Uint32Array.from(words), strengths: Uint8Array.from(strengths) };
}

function addBeginning(vocabulary: Vocabulary, { text, demand }: TypedWord, mark: string, add: Add): Range {
  const range = prefixRange(vocabulary, mark + text);
  for (let id = range[0]; id < range[1]; id++) {
    const length = wordLength(vocabulary, id) - mark.length;
    if (demand === 'exact' && length > text.length) continue;
    add(id, prefixStrength(text.length, length));
  }
  return range;
}

type Searched = {
  /** The words without a mark. */
  readonly names: Range;
  /** Those that begin with the typed word are found already. */
  readonly begun: Range;
  readonly add: Add;
};

function addInside(vocabulary: Vocabulary, { text }: TypedWord, { names, begun, add }: Searched): void {
  const found = (id: number): void => add(id, insideStrength(text.length, wordLength(vocabulary, id)));
  forEachHolding(vocabulary, text, [names[0], Math.max(names[0], begun[0])], found);
  forEachHolding(vocabulary, text, [Math.max(names[0], begun[1]), names[1]], found);
}

/** The words that hold a text anywhere. The mask throws out nearly every word before a letter is compared. */
export function forEachHolding(
  vocabulary: Vocabulary,
  text: string,
  [from, to]: Range,
  found: (id: number) => void,
): void {
  const { masks } = vocabulary;
  const wanted = pairMask(text);
  const needle = unitsOf(text);
  for (let id = from; id < to; id++) {
    if ((wanted & ~(masks[id] ?? 0)) === 0 && isInside(vocabulary, id, needle)) found(id);
  }
}

/** Typos. */
function addSimilar(
  vocabulary: Vocabulary,
  typed: TypedWord,
  { names, begun, add, patience }: Searched & { readonly patience: Patience },
): void {
  const { text } = typed;
  const compared = text.slice(0, typed.pattern?.length);
  const sameFirst = prefixRange(vocabulary, text.slice(0, 1));
  const errors = mostErrors(text.length, patience);
  const needle = unitsOf(text);
  const offer = (from: number, to: number): void => {
    for (let id = from; id < to; id++) {
      const known = (id >= begun[0] && id < begun[1]) || (typed.inside && isInside(vocabulary, id, needle));
      const strength = known ? 0 : measureTypo(vocabulary, id, typed, patience);
      if (strength > 0) add(id, strength);
    }
  };
  const search = (allowed: number, within: Range): void => {
    if (allowed > 0) findSimilar(vocabulary, { typed: compared, errors: allowed }, within, offer);
  };
  search(errors.otherFirst, [names[0], Math.max(names[0], sameFirst[0])]);
  search(errors.sameFirst, sameFirst);
  search(errors.otherFirst, [Math.max(names[0], sameFirst[1]), names[1]]);
}

function measureTypo(
  { units, starts }: Vocabulary,
  id: number,
  { text, pattern }: TypedWord,
  patience: Patience,
): Strength {
  if (pattern === undefined) return 0;
  const from = starts[id] ?? 0;
  const to = starts[id + 1] ?? 0;
  return typoStrength(text.length, to - from, pattern.measure(units, from, to), {
    sameFirst: units[from] === text.charCodeAt(0),
    patience,
  });
}

function isInside({ units, starts }: Vocabulary, id: number, needle: Uint16Array): boolean {
  const first = needle[0];
  const last = (starts[id + 1] ?? 0) - needle.length;
  for (let from = starts[id] ?? 0; from <= last; from++) {
    if (units[from] !== first) continue;
    let at = 1;
    while (at < needle.length && units[from + at] === needle[at]) at++;
    if (at === needle.length) return true;
  }
  return false;
}
