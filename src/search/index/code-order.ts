import type { FieldSet } from '../text/fields.ts';
import { compareBeginning, orderTexts, type Texts } from './byte-order.ts';
import { growingUint16, growingUint32 } from './growing.ts';
import type { ValueSpan } from './records.ts';
import { firstWhere } from './vocabulary.ts';

/**
 * Ids and addresses in the order of their folded bytes: exact ids and beginnings of ids by binary search. The bytes
 * themselves stay in the records.
 */
export type Codes = Texts & {
  /** The number of the listing a code belongs to. */
  readonly owners: Uint32Array;
  /** A code that somebody has in several fields is here once. */
  readonly fields: Uint16Array;
  readonly lengths: Uint16Array;
};

export type CodeList = {
  readonly add: (code: ValueSpan & { readonly owner: number; readonly fields: FieldSet }) => void;
  readonly sorted: (bytes: Uint8Array) => Generator<void, Codes, void>;
};

const MAX_LENGTH = 0xffff;

export function createCodeList(): CodeList {
  const at = growingUint32();
  const lengths = growingUint16();
  const owners = growingUint32();
  const fields = growingUint16();
  return {
    add: (code) => {
      at.push(code.at);
      lengths.push(Math.min(code.length, MAX_LENGTH));
      owners.push(code.owner);
      fields.push(code.fields);
    },
    sorted: (bytes) =>
      sortCodes({
        bytes,
        at: at.take(),
        lengths: lengths.take(),
        owners: owners.take(),
        fields: fields.take(),
      }),
  };
}

/** Codes in any order, in that of their bytes. */
export function* sortCodes(codes: Codes): Generator<void, Codes, void> {
  const order = yield* orderTexts(codes, (a, b) => a - b);
  return {
    bytes: codes.bytes,
    at: order.map((place) => codes.at[place] ?? 0),
    lengths: Uint16Array.from(order, (place) => codes.lengths[place] ?? 0),
    owners: order.map((place) => codes.owners[place] ?? 0),
    fields: Uint16Array.from(order, (place) => codes.fields[place] ?? 0),
  };
}

/** The places [from, to) of the codes that begin with these bytes. */
export function beginningWith(codes: Codes, needle: Uint8Array): readonly [from: number, to: number] {
  const size = codes.at.length;
  const from = firstWhere(size, (place) => compareBeginning(codes, place, needle) >= 0);
  return [from, firstWhere(size, (place) => place >= from && compareBeginning(codes, place, needle) > 0)];
}

/** The places [from, to) of the codes that are exactly these bytes. */
export function equalTo(codes: Codes, needle: Uint8Array): readonly [from: number, to: number] {
  const [from, end] = beginningWith(codes, needle);
  let to = from;
  // Of all codes with one beginning the beginning itself comes first.
  while (to < end && codes.lengths[to] === needle.length) to++;
  return [from, to];
}
