import type { Codes } from './code-order.ts';
import type { Grams } from './grams.ts';
import type { Postings } from './postings.ts';
import type { PeopleRecords } from './records.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A part of a directory, indexed: listings by number, in the order in which they were added. Typed arrays only, so that
 * it can be stored and read back as it is. Nothing in it changes but `traits`, when a listing is removed.
 */
export type Segment = {
  readonly size: number;
  readonly records: PeopleRecords;
  /** See the bits below. */
  readonly traits: Uint8Array;
  /** How many words the display name of each listing has, at most 255. */
  readonly nameLengths: Uint8Array;
  /** The numbers in display order: by the folded display name, then by id. */
  readonly byName: Uint32Array;
  readonly vocabulary: Vocabulary;
  readonly postings: Postings;
  /** Ids and addresses but for the random ones. */
  readonly codes: Codes;
  readonly randomCodes: Codes;
  /** Of the plain ids among `codes`. */
  readonly grams: Grams;
};

export const GROUP = 1;
/** Not offered; found by its exact id alone. */
export const HIDDEN = 2;
/** Removed since the segment was made. */
export const GONE = 4;

/** A segment of more listings would have ids of words and listings that do not fit. */
export const MOST_LISTINGS = 1 << 22;

/** The place of each listing in display order. */
export function ranksOf({ byName }: Segment): Uint32Array {
  const ranks = new Uint32Array(byName.length);
  for (let rank = 0; rank < byName.length; rank++) ranks[byName[rank] ?? 0] = rank;
  return ranks;
}
