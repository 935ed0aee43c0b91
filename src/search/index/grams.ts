import type { FieldSet } from '../text/fields.ts';
import { indexOfBytes } from './byte-order.ts';
import type { Codes } from './code-order.ts';

/**
 * Which ids have these three characters in them? Ids of people are many, short, and all different, so their pieces
 * are found by what few ids share: "4512" is looked for among the ids with 451, or with 512, whichever are fewer.
 *
 *   starts   of gram 0, gram 1, ...       a gram is three bytes, mixed into a small number
 *   codes    places in `Codes`
 */
export type Grams = { readonly starts: Uint32Array; readonly codes: Uint32Array };

export const SHORTEST_PIECE = 3;
const SIZE = 4_096;

const gramOf = (a: number, b: number, c: number): number => (a * 961 + b * 31 + c) % SIZE;
const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** Of the codes in these fields. */
export function buildGrams(codes: Codes, fields: FieldSet): Grams {
  const starts = new Uint32Array(SIZE + 1);
  forEachGram(codes, fields, (gram) => {
    starts[gram + 1] = (starts[gram + 1] ?? 0) + 1;
  });
  for (let gram = 0; gram < SIZE; gram++) starts[gram + 1] = (starts[gram + 1] ?? 0) + (starts[gram] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(starts[SIZE] ?? 0);
  forEachGram(codes, fields, (gram, place) => {
    const at = next[gram] ?? 0;
    places[at] = place;
    next[gram] = at + 1;
  });
  return { starts, codes: places };
}

/** Each gram of a code once. */
function forEachGram(codes: Codes, fields: FieldSet, found: (gram: number, place: number) => void): void {
  const seen = new Int32Array(SIZE).fill(-1);
  for (let place = 0; place < codes.at.length; place++) {
    if (((codes.fields[place] ?? 0) & fields) === 0) continue;
    const start = codes.at[place] ?? 0;
    const last = start + (codes.lengths[place] ?? 0) - SHORTEST_PIECE;
    for (let at = start; at <= last; at++) {
      const gram = gramAt(codes.bytes, at);
      if (seen[gram] === place) continue;
      seen[gram] = place;
      found(gram, place);
    }
  }
}

const gramAt = (bytes: Uint8Array, at: number): number =>
  gramOf(lower(bytes[at] ?? 0), lower(bytes[at + 1] ?? 0), lower(bytes[at + 2] ?? 0));

/** Calls `found` with every code that holds these bytes, each once. */
export function forEachWithPiece(
  codes: Codes,
  grams: Grams,
  needle: Uint8Array,
  found: (place: number) => void,
): void {
  const gram = rarestGram(grams, needle);
  const to = grams.starts[gram + 1] ?? 0;
  for (let at = grams.starts[gram] ?? 0; at < to; at++) {
    const place = grams.codes[at] ?? 0;
    const start = codes.at[place] ?? 0;
    if (indexOfBytes(codes.bytes, start, start + (codes.lengths[place] ?? 0), needle) >= 0) found(place);
  }
}

function rarestGram({ starts }: Grams, needle: Uint8Array): number {
  const count = (gram: number): number => (starts[gram + 1] ?? 0) - (starts[gram] ?? 0);
  let rarest = gramAt(needle, 0);
  for (let at = 1; at <= needle.length - SHORTEST_PIECE; at++) {
    const gram = gramAt(needle, at);
    if (count(gram) < count(rarest)) rarest = gram;
  }
  return rarest;
}
