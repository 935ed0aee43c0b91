/**
 * All distinct words of a directory, sorted, in typed arrays: a million people have only about 250,000.
 *
 *   units   a d a | a d a m | b e r g | ...     UTF-16 units, word after word
 *   starts  0       3         7         11
 *   masks   pairs of neighbours in each word, one bit each (see `pairMask`)
 */
export type Vocabulary = {
  readonly size: number;
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  readonly masks: Uint32Array;
};

/** `words` are distinct; their ids are their places in the order of UTF-16 units. */
export function buildVocabulary(sorted: readonly string[]): Vocabulary {
  const starts = new Uint32Array(sorted.length + 1);
  const masks = new Uint32Array(sorted.length);
  let length = 0;
  for (const [id, word] of sorted.entries()) {
    masks[id] = pairMask(word);
    length += word.length;
    starts[id + 1] = length;
  }
  const units = new Uint16Array(length);
  let at = 0;
  for (const word of sorted) {
    for (let unit = 0; unit < word.length; unit++) units[at++] = word.charCodeAt(unit);
  }
  return { size: sorted.length, units, starts, masks };
}

/**
 * Which pairs of neighbours a word has, mixed into 32 bits: a cheap proof that one word is not inside of another. A
 * single character counts beyond ASCII only, where it may be a whole name.
 */
export function pairMask(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit >= 0x80) mask |= pairBit(unit, 0);
    if (at + 1 < word.length) mask |= pairBit(unit, word.charCodeAt(at + 1));
  }
  return mask >>> 0;
}

/** Multiplying by the golden ratio spreads neighbours over the upper bits (Knuth, vol. 3, 6.4). */
const pairBit = (a: number, b: number): number => 1 << (Math.imul(a * 31 + b, 0x9e3779b1) >>> 27);

export function unitsOf(word: string): Uint16Array {
  const units = new Uint16Array(word.length);
  for (let at = 0; at < word.length; at++) units[at] = word.charCodeAt(at);
  return units;
}

export const wordLength = (vocabulary: Vocabulary, id: number): number =>
  (vocabulary.starts[id + 1] ?? 0) - (vocabulary.starts[id] ?? 0);

export const wordAt = ({ units, starts }: Vocabulary, id: number): string =>
  String.fromCharCode(...units.subarray(starts[id], starts[id + 1]));

/** The ids [from, to) of all words that begin with `text`. */
export function prefixRange(vocabulary: Vocabulary, text: string): readonly [from: number, to: number] {
  const from = firstWhere(vocabulary.size, (id) => compareBeginning(vocabulary, id, text) >= 0);
  const to = firstWhere(vocabulary.size, (id) => compareBeginning(vocabulary, id, text) > 0);
  return [from, to];
}

/** 0 when the word begins with `text`, else its order relative to it. */
function compareBeginning(vocabulary: Vocabulary, id: number, text: string): number {
  const start = vocabulary.starts[id] ?? 0;
  const length = wordLength(vocabulary, id);
  for (let at = 0; at < text.length; at++) {
    if (at >= length) return -1;
    const difference = (vocabulary.units[start + at] ?? 0) - text.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first of 0..size-1 for which `isAfter` holds, given that it holds for all later ones; else `size`. */
export function firstWhere(size: number, isAfter: (at: number) => boolean): number {
  let from = 0;
  let to = size;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isAfter(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
