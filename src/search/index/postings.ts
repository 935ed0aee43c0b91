import type { SearchField } from '../../domain/model/subject.ts';
import { type FieldSet, fieldBit, searchFields } from '../text/fields.ts';
import { growingUint16, growingUint32 } from './growing.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * Who has a word, and in which fields. `starts[w]` to `starts[w + 1]` are the places of word w in the other arrays;
 * neighbours in the vocabulary are neighbours here, so all words with one beginning are one range.
 */
export type Postings = {
  readonly starts: Uint32Array;
  /** Numbers of listings, ascending within a word. */
  readonly owners: Uint32Array;
  readonly fields: Uint16Array;
};

/** Names of people first: a word in a surname tells more than the same word in a mail address. */
const fieldBonuses: readonly (readonly [SearchField, number])[] = [
  ['surname', 6],
  ['givenName', 5],
  ['displayName', 4],
  ['userPrincipalName', 3],
  ['samAccountName', 3],
  ['mail', 2],
  ['distinguishedName', 1],
  // Below a name even when that only begins with what was typed.
  ['description', -32],
];
export const PLACE_BONUS = -36;

/** What a word is worth more in the best of the fields of a set. */
export const bonusOfFields: Int8Array = Int8Array.from({ length: 1 << searchFields.length }, (_, set) => {
  const best = fieldBonuses.find(([field]) => (set & fieldBit(field)) !== 0);
  return best?.[1] ?? 0;
});

export type PostingList = {
  /** Owners come in ascending order. */
  readonly add: (word: number, owner: number, fields: FieldSet) => void;
  /** `words`: by the ids that were added. */
  readonly sorted: (words: readonly string[]) => {
    readonly vocabulary: Vocabulary;
    readonly postings: Postings;
  };
};

export function createPostingList(): PostingList {
  const ids = growingUint32();
  const owners = growingUint32();
  const fields = growingUint16();
  return {
    add: (word, owner, set) => {
      ids.push(word);
      owners.push(owner);
      fields.push(set);
    },
    sorted: (words) => {
      const order = words.map((word, id) => ({ word, id })).sort((a, b) => compareUnits(a.word, b.word));
      const place = new Uint32Array(words.length);
      for (const [sortedId, { id }] of order.entries()) place[id] = sortedId;
      const pairs = {
        words: ids.take().map((id) => place[id] ?? 0),
        owners: owners.take(),
        fields: fields.take(),
      };
      return {
        vocabulary: buildVocabulary(order.map(({ word }) => word)),
        postings: byWord(pairs, words.length),
      };
    },
  };
}

function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Counting sort: how often, from where, then every pair to its place. */
function byWord(
  pairs: { readonly words: Uint32Array; readonly owners: Uint32Array; readonly fields: Uint16Array },
  size: number,
): Postings {
  const starts = new Uint32Array(size + 1);
  for (const word of pairs.words) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  for (let word = 0; word < size; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const next = starts.slice();
  const owners = new Uint32Array(pairs.words.length);
  const fields = new Uint16Array(pairs.words.length);
  for (let pair = 0; pair < pairs.words.length; pair++) {
    const word = pairs.words[pair] ?? 0;
    const place = next[word] ?? 0;
    owners[place] = pairs.owners[pair] ?? 0;
    fields[place] = pairs.fields[pair] ?? 0;
    next[word] = place + 1;
  }
  return { starts, owners, fields };
}

/** The postings of several segments, whose words are renamed by `ids` and whose listings are numbered on. */
export function joinPostings(
  segments: readonly { readonly size: number; readonly postings: Postings }[],
  ids: readonly Uint32Array[],
  size: number,
): Postings {
  const starts = new Uint32Array(size + 1);
  const lists = segments.map(({ postings }, place) => ({ postings, ids: ids[place] ?? new Uint32Array(0) }));
  for (const list of lists) countOwners(list, starts);
  for (let word = 0; word < size; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const owners = new Uint32Array(starts[size] ?? 0);
  const fields = new Uint16Array(starts[size] ?? 0);
  const next = starts.slice();
  let firstOwner = 0;
  for (const [place, list] of lists.entries()) {
    copyOwners(list, { starts: next, owners, fields }, firstOwner);
    firstOwner += segments[place]?.size ?? 0;
  }
  return { starts, owners, fields };
}

type Renamed = { readonly postings: Postings; readonly ids: Uint32Array };

function countOwners({ postings: { starts }, ids }: Renamed, counts: Uint32Array): void {
  for (const [word, id] of ids.entries()) {
    counts[id + 1] = (counts[id + 1] ?? 0) + (starts[word + 1] ?? 0) - (starts[word] ?? 0);
  }
}

/** `to.starts`: where the next owner of each word goes. */
function copyOwners({ postings, ids }: Renamed, to: Postings, firstOwner: number): void {
  for (const [word, id] of ids.entries()) {
    const [from, end] = [postings.starts[word] ?? 0, postings.starts[word + 1] ?? 0];
    let at = to.starts[id] ?? 0;
    to.fields.set(postings.fields.subarray(from, end), at);
    for (let place = from; place < end; place++) to.owners[at++] = (postings.owners[place] ?? 0) + firstOwner;
    to.starts[id] = at;
  }
}
