import { Buffer } from 'node:buffer';
import {
  type CodeHits,
  type CodeMatch,
  codeLength,
  codeMatch,
  collectHits,
  type Fragments,
} from './fragments.ts';
import { firstWhere } from './vocabulary.ts';

/** The codes of `Fragments` in the order of their bytes: exact ids and beginnings of ids by binary search. */
export type Ids = { readonly fragments: Fragments; readonly order: Uint32Array };

export function buildIds(fragments: Fragments): Ids {
  const order = Uint32Array.from({ length: fragments.size }, (_, entry) => entry);
  order.sort((a, b) => compareCodes(fragments, a, b));
  return { fragments, order };
}

/** Numbers of the listings one of whose codes has exactly this key. */
export function ownersOf(ids: Ids, key: string): readonly number[] {
  const needle = Buffer.from(key);
  const [from, to] = prefixed(ids, needle);
  const owners: number[] = [];
  for (let at = from; at < to; at++) {
    const entry = ids.order[at] ?? 0;
    // Of all codes with one beginning the beginning itself comes first.
    if (codeLength(ids.fragments, entry) !== needle.length) break;
    owners.push(ids.fragments.owners[entry] ?? 0);
  }
  return owners;
}

/** Listings one of whose codes begins with `code`, for codes that are too short to be looked for everywhere. */
export function findBeginning(ids: Ids, code: string): CodeHits {
  const needle = Buffer.from(code);
  const [from, to] = prefixed(ids, needle);
  const matches: CodeMatch[] = [];
  for (let at = from; at < to; at++) {
    matches.push(codeMatch(ids.fragments, ids.order[at] ?? 0, { at: 0, length: needle.length }));
  }
  return collectHits(matches.sort((a, b) => a.owner - b.owner));
}

function prefixed({ fragments, order }: Ids, needle: Buffer): readonly [from: number, to: number] {
  const compare = (at: number): number => compareBeginning(fragments, order[at] ?? 0, needle);
  return [
    firstWhere(order.length, (at) => compare(at) >= 0),
    firstWhere(order.length, (at) => compare(at) > 0),
  ];
}

function compareBeginning({ bytes, starts }: Fragments, entry: number, needle: Buffer): number {
  const start = starts[entry] ?? 0;
  // The line feed that ends a code is smaller than all that a code contains.
  for (let at = 0; at < needle.length; at++) {
    const difference = (bytes[start + at] ?? 0) - (needle[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareCodes({ bytes, starts }: Fragments, a: number, b: number): number {
  const startOfA = starts[a] ?? 0;
  const startOfB = starts[b] ?? 0;
  const length = (starts[a + 1] ?? 0) - startOfA;
  for (let at = 0; at < length; at++) {
    const difference = (bytes[startOfA + at] ?? 0) - (bytes[startOfB + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a - b;
}
