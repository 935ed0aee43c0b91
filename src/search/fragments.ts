import { Buffer } from 'node:buffer';
import type { Listing, SearchField } from '../domain/model/subject.ts';
import { codeKey, codesOf, isRandomField } from './codes.ts';
import { insideStrength, prefixStrength, type Strength } from './match-word.ts';
import { firstWhere } from './vocabulary.ts';

/**
 * All ids and addresses of a directory in one buffer, in which a piece of one is found by a single pass of the
 * runtime's own byte search.
 *
 *   bytes   21451 \n ada.byron@contoso.com \n 21452 \n ...
 *   starts  0        6                        28          of each code
 *   owners  0        0                        1           number of its listing
 */
export type Fragments = {
  readonly size: number;
  readonly bytes: Buffer;
  readonly starts: Uint32Array;
  readonly owners: Uint32Array;
  readonly fields: readonly SearchField[];
};

/** The listings, ascending, of which a code matched, with the best strength of each. */
export type CodeHits = { readonly owners: Uint32Array; readonly strengths: Uint8Array };
export const noCodeHits: CodeHits = { owners: new Uint32Array(0), strengths: new Uint8Array(0) };

export const SHORTEST_PIECE = 3;
const SHORTEST_RANDOM_PREFIX = 3;
const SHORTEST_RANDOM_PIECE = 6;

export function buildFragments(listings: readonly Listing[]): Fragments {
  const keys: string[] = [];
  const owners: number[] = [];
  const fields: SearchField[] = [];
  for (const [owner, listing] of listings.entries()) {
    const seen = new Set<string>();
    for (const { field, value } of codesOf(listing)) {
      const key = codeKey(value);
      if (seen.has(key)) continue;
      seen.add(key);
      keys.push(key);
      owners.push(owner);
      fields.push(field);
    }
  }
  return { size: keys.length, ...joined(keys), owners: Uint32Array.from(owners), fields };
}

function joined(keys: readonly string[]): { readonly bytes: Buffer; readonly starts: Uint32Array } {
  const starts = new Uint32Array(keys.length + 1);
  for (const [entry, key] of keys.entries()) {
    starts[entry + 1] = (starts[entry] ?? 0) + Buffer.byteLength(key) + 1;
  }
  const bytes = Buffer.alloc(starts[keys.length] ?? 0, '\n');
  for (const [entry, key] of keys.entries()) bytes.write(key, starts[entry] ?? 0);
  return { bytes, starts };
}

/** Every listing with a code that contains `code`. */
export function findFragment(fragments: Fragments, code: string): CodeHits {
  const needle = Buffer.from(code);
  if (needle.length < SHORTEST_PIECE) return noCodeHits;
  const { bytes, starts, size } = fragments;
  const hits: CodeMatch[] = [];
  let at = bytes.indexOf(needle);
  while (at >= 0) {
    const found = at;
    const entry = firstWhere(size, (candidate) => (starts[candidate] ?? 0) > found) - 1;
    hits.push(codeMatch(fragments, entry, { at: found - (starts[entry] ?? 0), length: needle.length }));
    at = bytes.indexOf(needle, starts[entry + 1]);
  }
  return collectHits(hits);
}

export type CodeMatch = { readonly owner: number; readonly strength: Strength };

export function codeMatch(
  fragments: Fragments,
  entry: number,
  piece: { readonly at: number; readonly length: number },
): CodeMatch {
  const owner = fragments.owners[entry] ?? 0;
  const length = codeLength(fragments, entry);
  const random = isRandomField(fragments.fields[entry] ?? 'objectId') && piece.length < length;
  if (piece.at === 0) {
    const tooShort = random && piece.length < SHORTEST_RANDOM_PREFIX;
    return { owner, strength: tooShort ? 0 : prefixStrength(piece.length, length) };
  }
  const tooShort = random && piece.length < SHORTEST_RANDOM_PIECE;
  return { owner, strength: tooShort ? 0 : insideStrength(piece.length, length) };
}

export const codeLength = ({ starts }: Fragments, entry: number): number =>
  (starts[entry + 1] ?? 0) - (starts[entry] ?? 0) - 1;

/** One hit a listing, the strongest; `matches` come in ascending order of their owners. */
export function collectHits(matches: readonly CodeMatch[]): CodeHits {
  const owners: number[] = [];
  const strengths: number[] = [];
  for (const { owner, strength } of matches) {
    if (strength === 0) continue;
    const last = owners.length - 1;
    if (owners[last] === owner) strengths[last] = Math.max(strengths[last] ?? 0, strength);
    else {
      owners.push(owner);
      strengths.push(strength);
    }
  }
  return { owners: Uint32Array.from(owners), strengths: Uint8Array.from(strengths) };
}

/** 0 when no code of that listing matched. */
export function strengthFor(hits: CodeHits, owner: number): Strength {
  const at = firstWhere(hits.owners.length, (place) => (hits.owners[place] ?? 0) >= owner);
  return hits.owners[at] === owner ? (hits.strengths[at] ?? 0) : 0;
}
