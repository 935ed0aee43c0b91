import { Buffer } from 'node:buffer';
import { indexOfBytes } from '../index/byte-order.ts';
import { forEachFieldText } from '../index/records.ts';
import type { Segment } from '../index/segment.ts';
import { prefixRange, type Vocabulary, wordLength } from '../index/vocabulary.ts';
import { wordedCodes } from '../text/codes.ts';
import type { FieldSet } from '../text/fields.ts';
import { FILLER, type Piece, PLACE, plainPieces } from '../text/words.ts';
import { forEachHolding } from './expand.ts';
import { insideStrength, PREFIX, type Strength } from './match-word.ts';
import { clear, type HitTally, intersect, raise } from './tally.ts';

/**
 * A piece of an address or distinguished name that goes across its signs: "rah.con" in sarah.connor@contoso.com. Its
 * words say who may have it, their bytes who has it:
 *
 *   rah . con     somebody with a word that ends in "rah"    and one that begins with "con"
 *   @ contoso     -                                          and one that begins with "contoso"
 */
export type FragmentWord = { readonly text: string; readonly at: 'end' | 'beginning' | 'whole' };

/** One telling word at least: two letters around a dot are in nearly every address. */
const SHORTEST_WORD = 3;
/** A piece that more people may have says no more than its words do. */
const MOST_CANDIDATES = 20_000;

/** Empty when the code has no sign in it, or no telling word. */
export function fragmentWords(code: string): readonly FragmentWord[] {
  const pieces = plainPieces(code);
  const words = pieces.map(
    (piece): FragmentWord => ({ text: code.slice(piece.from, piece.to), at: placeOf(piece, code) }),
  );
  const isWhole = pieces.length === 1 && pieces[0]?.from === 0 && pieces[0].to === code.length;
  return isWhole || !words.some(({ text }) => text.length >= SHORTEST_WORD) ? [] : words;
}

function placeOf({ from, to }: Piece, code: string): FragmentWord['at'] {
  if (from === 0 && to < code.length) return 'end';
  return to === code.length && from > 0 ? 'beginning' : 'whole';
}

/** What a match is worth in the sum of its chunk, see `rank.ts`. */
export type Worth = (strength: Strength) => number;

/**
 * Raises everybody who has the fragment inside of a code of these fields. Whoever has a code that begins with it was
 * raised already.
 */
export function tallyFragment(
  segment: Segment,
  fragment: { readonly code: string; readonly fields: FieldSet; readonly worth: Worth },
  tally: HitTally,
  scratch: { readonly candidates: HitTally; readonly next: HitTally },
): void {
  const { candidates } = scratch;
  if (!findCandidates(segment, fragment.code, scratch)) return;
  if (candidates.count <= MOST_CANDIDATES) {
    const needle = Buffer.from(fragment.code);
    const begun = fragment.worth(PREFIX);
    for (let at = 0; at < candidates.count; at++) {
      const number = candidates.touched[at] ?? 0;
      if ((tally.scores[number] ?? 0) >= begun) continue;
      const strength = strengthIn(segment, number, needle, fragment.fields & wordedCodes);
      if (strength > 0) raise(tally, number, fragment.worth(strength));
    }
  }
  clear(candidates);
}

/** Everybody who has all words of the fragment, the rarest first. False when it has no telling word. */
function findCandidates(
  segment: Segment,
  code: string,
  { candidates, next }: { readonly candidates: HitTally; readonly next: HitTally },
): boolean {
  const words = fragmentWords(code).map((word) => holdersOf(segment, word));
  const [rarest, ...others] = words.toSorted((a, b) => a.count - b.count);
  if (rarest === undefined) return false;
  tallyHolders(segment, rarest.ids, candidates);
  for (const { ids } of others) {
    if (candidates.count === 0) break;
    tallyHolders(segment, ids, next, candidates.scores);
    intersect(candidates, next);
    clear(next);
  }
  return true;
}

/** The words of the directory that a word of the fragment may be, and how many people have them. */
function holdersOf(
  { vocabulary, postings }: Segment,
  { text, at }: FragmentWord,
): { readonly ids: readonly number[]; readonly count: number } {
  const ids: number[] = [];
  let count = 0;
  const add = (id: number): void => {
    ids.push(id);
    count += (postings.starts[id + 1] ?? 0) - (postings.starts[id] ?? 0);
  };
  if (at === 'end') {
    forEachHolding(vocabulary, text, [0, vocabulary.size], (id) => {
      if (endsWith(vocabulary, id, text)) add(id);
    });
    return { ids, count };
  }
  for (const mark of ['', PLACE, FILLER]) {
    const [from, to] = prefixRange(vocabulary, mark + text);
    for (let id = from; id < to; id++) {
      if (at === 'beginning' || wordLength(vocabulary, id) === mark.length + text.length) add(id);
    }
  }
  return { ids, count };
}

/** Everybody who has one of the words, in any field, and is `among` those that are wanted. */
function tallyHolders(
  { postings }: Segment,
  ids: readonly number[],
  tally: HitTally,
  among?: Uint16Array,
): void {
  for (const id of ids) {
    const to = postings.starts[id + 1] ?? 0;
    for (let place = postings.starts[id] ?? 0; place < to; place++) {
      const owner = postings.owners[place] ?? 0;
      if (among === undefined || among[owner] !== 0) raise(tally, owner, 1);
    }
  }
}

function endsWith({ units, starts }: Vocabulary, word: number, text: string): boolean {
  const from = (starts[word + 1] ?? 0) - text.length;
  if (from < (starts[word] ?? 0)) return false;
  for (let at = 0; at < text.length; at++) if (units[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

function strengthIn({ records }: Segment, number: number, needle: Uint8Array, fields: FieldSet): Strength {
  let best = 0;
  forEachFieldText(records, number, (field, start, end) => {
    if (((1 << field) & fields) === 0 || indexOfBytes(records.bytes, start, end, needle) < 0) return;
    best = Math.max(best, insideStrength(needle.length, end - start));
  });
  return best;
}
