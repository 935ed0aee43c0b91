import { Buffer } from 'node:buffer';
import type { Listing, SubjectKind } from '../../domain/model/subject.ts';
import { createExpander } from '../query/expand.ts';
import type { ExactCode } from '../query/parse-query.ts';
import { createRanker, type Ranker } from '../query/rank.ts';
import { codeIdentity, codeKey, codesOf } from '../text/codes.ts';
import { fieldBit } from '../text/fields.ts';
import { type Codes, equalTo } from './code-order.ts';
import { readListing } from './records.ts';
import { GONE, GROUP, HIDDEN, ranksOf, type Segment } from './segment.ts';

/** A segment with what is computed from it when it is taken into use. */
export type IndexPart = {
  readonly segment: Segment;
  readonly rank: Ranker;
  readonly listing: (number: number) => Listing;
  readonly isHidden: (number: number) => boolean;
  /** Offered, and of that kind when one is given. */
  readonly isOffered: (number: number, kind: SubjectKind | undefined) => boolean;
  /** Everybody, offered or not, one of whose codes is exactly one of these. */
  readonly exactly: (codes: readonly ExactCode[]) => readonly number[];
  readonly remove: (kind: SubjectKind, id: string) => void;
  /** How many are left. */
  readonly count: () => number;
};

export function createPart(segment: Segment): IndexPart {
  const { traits, records } = segment;
  const ranks = ranksOf(segment);
  const listing = (number: number): Listing => readListing(records, number);
  let gone = traits.reduce((sum, trait) => sum + ((trait & GONE) === 0 ? 0 : 1), 0);

  /** Case and spaces aside the id must be the typed one; accents are part of it, though they are folded in the index. */
  const exactly = (codes: readonly ExactCode[]): readonly number[] => {
    const found = new Set<number>();
    for (const { text, fields } of codes) {
      const wanted = codeIdentity(text);
      for (const number of ownersOf(segment, text)) {
        const isIt = codesOf(listing(number)).some(
          ({ field, value }) => (fieldBit(field) & fields) !== 0 && codeIdentity(value) === wanted,
        );
        if (isIt && ((traits[number] ?? 0) & GONE) === 0) found.add(number);
      }
    }
    return [...found];
  };

  return {
    segment,
    rank: createRanker({ segment, expand: createExpander(segment.vocabulary), ranks }),
    listing,
    isHidden: (number) => ((traits[number] ?? 0) & HIDDEN) !== 0,
    isOffered: (number, kind) => {
      const trait = traits[number] ?? 0;
      if ((trait & (GONE | HIDDEN)) !== 0) return false;
      return kind === undefined || ((trait & GROUP) !== 0) === (kind === 'group');
    },
    exactly,
    remove: (kind, id) => {
      for (const number of ownersOf(segment, id)) {
        const trait = traits[number] ?? 0;
        const known = listing(number);
        if ((trait & GONE) !== 0 || known.id !== id || known.kind !== kind) continue;
        traits[number] = trait | GONE;
        gone += 1;
      }
    },
    count: () => segment.size - gone,
  };
}

/** Numbers of the listings one of whose codes folds to the same. */
function ownersOf({ codes, randomCodes }: Segment, text: string): ReadonlySet<number> {
  const needle = Buffer.from(codeKey(text));
  return new Set([...ownersIn(codes, needle), ...ownersIn(randomCodes, needle)]);
}

function ownersIn(codes: Codes, needle: Uint8Array): Uint32Array {
  const [from, to] = equalTo(codes, needle);
  return codes.owners.subarray(from, to);
}
