import type { Listing, SearchField } from '../domain/model/subject.ts';
import { findableTexts } from './findable.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';
import { PLACE } from './words.ts';

/**
 * Who has a word, and which words somebody has, both as two typed arrays: `starts[i]` to `starts[i + 1]` are the places
 * of word (or listing) i in the other array.
 */
export type Postings = {
  readonly vocabulary: Vocabulary;
  /** word -> numbers of listings, ascending */
  readonly ownerStarts: Uint32Array;
  readonly owners: Uint32Array;
  /** listing -> words, with the fields they are in as bits */
  readonly wordStarts: Uint32Array;
  readonly words: Uint32Array;
  readonly fields: Uint16Array;
};

/** Names of people first: a word in a surname tells more than the same word in a mail address. */
const fieldBonuses: readonly (readonly [SearchField | 'place', number])[] = [
  ['surname', 6],
  ['givenName', 5],
  ['displayName', 4],
  ['userPrincipalName', 3],
  ['samAccountName', 3],
  ['mail', 2],
  ['distinguishedName', 1],
  // Below a name even when that only begins with what was typed.
  ['description', -32],
  ['place', -36],
];

const bitOf: ReadonlyMap<string, number> = new Map(fieldBonuses.map(([field], bit) => [field, 1 << bit]));

/** What a word is worth more in the best of the fields of a bit set. */
export const bonusOfFields: Int8Array = Int8Array.from({ length: 1 << fieldBonuses.length }, (_, bits) => {
  const best = fieldBonuses.find((_field, bit) => (bits & (1 << bit)) !== 0);
  return best?.[1] ?? 0;
});

/** `listings` are numbered by their place. */
export function buildPostings(listings: readonly Listing[]): Postings {
  const found = new Map<string, number>();
  const wordStarts = new Uint32Array(listings.length + 1);
  const words: number[] = [];
  const fields: number[] = [];
  for (const [number, listing] of listings.entries()) {
    for (const [word, bits] of wordsOf(listing)) {
      const id = found.get(word) ?? found.size;
      found.set(word, id);
      words.push(id);
      fields.push(bits);
    }
    wordStarts[number + 1] = words.length;
  }
  const sorted = [...found.keys()].sort();
  const place = new Uint32Array(found.size);
  for (const [sortedId, word] of sorted.entries()) place[found.get(word) ?? 0] = sortedId;
  const forward = { wordStarts, words: Uint32Array.from(words, (id) => place[id] ?? 0) };
  const backward = turnAround(forward, sorted.length);
  return { vocabulary: buildVocabulary(sorted), ...forward, ...backward, fields: Uint16Array.from(fields) };
}

function wordsOf(listing: Listing): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  for (const { field, words } of findableTexts(listing)) {
    for (const { text } of words) {
      const bit = bitOf.get(text.startsWith(PLACE) ? 'place' : field) ?? 0;
      bits.set(text, (bits.get(text) ?? 0) | bit);
    }
  }
  return bits;
}

/** Counting sort: how often, from where, then every pair to its place. */
function turnAround(
  { wordStarts, words }: Pick<Postings, 'wordStarts' | 'words'>,
  size: number,
): Pick<Postings, 'ownerStarts' | 'owners'> {
  const ownerStarts = new Uint32Array(size + 1);
  for (const word of words) ownerStarts[word + 1] = (ownerStarts[word + 1] ?? 0) + 1;
  for (let word = 0; word < size; word++) {
    ownerStarts[word + 1] = (ownerStarts[word + 1] ?? 0) + (ownerStarts[word] ?? 0);
  }
  const next = ownerStarts.slice();
  const owners = new Uint32Array(words.length);
  for (let owner = 0; owner + 1 < wordStarts.length; owner++) {
    for (let at = wordStarts[owner] ?? 0; at < (wordStarts[owner + 1] ?? 0); at++) {
      const word = words[at] ?? 0;
      const place = next[word] ?? 0;
      owners[place] = owner;
      next[word] = place + 1;
    }
  }
  return { ownerStarts, owners };
}
