import {
  insideStrength,
  type Patience,
  prefixStrength,
  type Strength,
  type TypedWord,
  typedWord,
  typoStrength,
} from './match-word.ts';
import { bitsSet, letterMask, type Pattern } from './typo.ts';
import { prefixRange, type Vocabulary, wordLength } from './vocabulary.ts';
import { PLACE } from './words.ts';

/** The words of the directory that a typed word may mean, each once, with its strength. */
export type Expansion = { readonly words: Uint32Array; readonly strengths: Uint8Array };

export type Expander = (word: string, patience: Patience) => Expansion;

/** Typing changes the word under the cursor only, so that the others are in here. */
const REMEMBERED = 64;

export function createExpander(vocabulary: Vocabulary): Expander {
  const remembered = new Map<string, Expansion>();
  return (word, patience) => {
    const key = `${patience} ${word}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const expansion = expandWord(vocabulary, word, patience);
    const oldest = remembered.size >= REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, expansion);
    return expansion;
  };
}

/** The same rules as `matchWord`, over all words. */
export function expandWord(vocabulary: Vocabulary, word: string, patience: Patience): Expansion {
  const words: number[] = [];
  const strengths: number[] = [];
  const add = (id: number, strength: Strength): void => {
    words.push(id);
    strengths.push(strength);
  };
  const typed = typedWord(word);
  const [, firstName] = prefixRange(vocabulary, PLACE);
  if (typed.place) addPrefixes(vocabulary, PLACE + word, PLACE.length, add);
  const prefixed = addPrefixes(vocabulary, word, 0, add);
  const scan = createScan(vocabulary, typed, patience);
  for (let id = firstName; id < prefixed[0]; id++) scan(id, add);
  for (let id = prefixed[1]; id < vocabulary.size; id++) scan(id, add);
  return { words: Uint32Array.from(words), strengths: Uint8Array.from(strengths) };
}

type Add = (id: number, strength: Strength) => void;

function addPrefixes(
  vocabulary: Vocabulary,
  text: string,
  mark: number,
  add: Add,
): readonly [number, number] {
  const range = prefixRange(vocabulary, text);
  for (let id = range[0]; id < range[1]; id++) {
    add(id, prefixStrength(text.length - mark, wordLength(vocabulary, id) - mark));
  }
  return range;
}

/** Inside and typos. The mask throws out nearly every word before a letter is compared. */
function createScan(
  vocabulary: Vocabulary,
  typed: TypedWord,
  patience: Patience,
): (id: number, add: Add) => void {
  const { masks, starts } = vocabulary;
  const { text, pattern } = typed;
  const wanted = letterMask(text);
  // Letters beyond the pattern are not compared, so they must not rule a word out either.
  const compared = pattern === undefined ? 0 : letterMask(text.slice(0, pattern.length));
  const errors = patience === 'usual' ? 1 : 2;
  return (id, add) => {
    const mask = masks[id] ?? 0;
    if (typed.inside && (wanted & ~mask) === 0 && isInside(vocabulary, id, text)) {
      add(id, insideStrength(text.length, (starts[id + 1] ?? 0) - (starts[id] ?? 0)));
    } else if (pattern !== undefined && bitsSet(compared & ~mask) <= errors) {
      const strength = measureTypo(vocabulary, id, { text, pattern, patience });
      if (strength > 0) add(id, strength);
    }
  };
}

function measureTypo(
  { units, starts }: Vocabulary,
  id: number,
  typed: { readonly text: string; readonly pattern: Pattern; readonly patience: Patience },
): Strength {
  const from = starts[id] ?? 0;
  const to = starts[id + 1] ?? 0;
  return typoStrength(typed.text.length, to - from, typed.pattern.measure(units, from, to), {
    sameFirst: units[from] === typed.text.charCodeAt(0),
    patience: typed.patience,
  });
}

function isInside({ units, starts }: Vocabulary, id: number, text: string): boolean {
  const first = text.charCodeAt(0);
  const last = (starts[id + 1] ?? 0) - text.length;
  for (let from = starts[id] ?? 0; from <= last; from++) {
    if (units[from] !== first) continue;
    let at = 1;
    while (at < text.length && units[from + at] === text.charCodeAt(at)) at++;
    if (at === text.length) return true;
  }
  return false;
}
