import { Buffer } from 'node:buffer';
import { beginningWith, type Codes, equalTo } from '../index/code-order.ts';
import { forEachWithPiece, SHORTEST_PIECE } from '../index/grams.ts';
import type { Segment } from '../index/segment.ts';
import { plainIds } from '../text/codes.ts';
import type { FieldSet } from '../text/fields.ts';
import { tallyFragment, type Worth } from './fragments.ts';
import { idVariants, ONE_DIGIT_OFF } from './id-typo.ts';
import { type Demand, insideStrength, type Patience, prefixStrength } from './match-word.ts';
import { type HitTally, raise } from './tally.ts';

/** What is looked for among ids and addresses. */
export type TypedCode = {
  readonly code: string;
  readonly fields: FieldSet;
  readonly demand: Demand;
  readonly worth: Worth;
};

/** A shorter beginning of a random id is somebody's by chance. */
const SHORTEST_RANDOM = 3;

/** Everybody with a code that is the typed one, begins with it, or has it inside. */
export function tallyCode(
  segment: Segment,
  typed: TypedCode,
  patience: Patience,
  tally: HitTally,
  scratch: { readonly candidates: HitTally; readonly next: HitTally },
): void {
  const needle = Buffer.from(typed.code);
  if (needle.length === 0) return;
  tallyBeginnings(segment.codes, needle, typed, tally);
  if (needle.length >= SHORTEST_RANDOM) tallyBeginnings(segment.randomCodes, needle, typed, tally);
  if (typed.demand !== 'any') return;
  if (needle.length >= SHORTEST_PIECE) {
    tallyPieces(segment, needle, typed, tally);
    tallyFragment(segment, typed, tally, scratch);
  }
  if (patience === 'patient') tallyTypos(segment, typed, tally);
}

function tallyBeginnings(
  codes: Codes,
  needle: Uint8Array,
  { fields, demand, worth }: TypedCode,
  tally: HitTally,
): void {
  const [from, to] = demand === 'exact' ? equalTo(codes, needle) : beginningWith(codes, needle);
  // Codes of one length are worth the same, and there may be a million of them.
  const worths = new Map<number, number>();
  let lastLength = -1;
  let lastWorth = 0;
  for (let place = from; place < to; place++) {
    if (((codes.fields[place] ?? 0) & fields) === 0) continue;
    const length = codes.lengths[place] ?? 0;
    if (length !== lastLength) {
      lastWorth = worths.get(length) ?? worth(prefixStrength(needle.length, length));
      lastLength = length;
      worths.set(length, lastWorth);
    }
    raise(tally, codes.owners[place] ?? 0, lastWorth);
  }
}

function tallyPieces(
  { codes, grams }: Segment,
  needle: Uint8Array,
  { fields, worth }: TypedCode,
  tally: HitTally,
): void {
  if ((fields & plainIds) === 0) return;
  forEachWithPiece(codes, grams, needle, (place) => {
    if (((codes.fields[place] ?? 0) & fields & plainIds) === 0) return;
    // One that begins with it is raised higher already.
    raise(tally, codes.owners[place] ?? 0, worth(insideStrength(needle.length, codes.lengths[place] ?? 0)));
  });
}

function tallyTypos({ codes }: Segment, { code, fields, worth }: TypedCode, tally: HitTally): void {
  for (const variant of idVariants(code)) {
    const [from, to] = equalTo(codes, Buffer.from(variant));
    for (let place = from; place < to; place++) {
      if (((codes.fields[place] ?? 0) & fields & plainIds) === 0) continue;
      raise(tally, codes.owners[place] ?? 0, worth(ONE_DIGIT_OFF));
    }
  }
}

/** How many codes begin so: what walking them costs. */
export function countBeginnings({ codes }: Segment, code: string): number {
  const [from, to] = beginningWith(codes, Buffer.from(code));
  return to - from;
}
