import type { SearchField } from '../../domain/model/subject.ts';
import { codeKey, isCodeField, isRandomField } from '../text/codes.ts';
import { type FieldSet, fieldBit } from '../text/fields.ts';
import type { ValueSpan } from './records.ts';

/** A value of a listing, and where its bytes are. */
export type WrittenValue = { readonly field: SearchField; readonly value: string; readonly span: ValueSpan };

/** One code of a listing, with all the fields that have it. */
export type ListingCode = WrittenValue & {
  readonly key: string;
  readonly fields: FieldSet;
  /** It is in no other field than those of random ids. */
  readonly isRandom: boolean;
};

/** The codes of a listing, each key once. An id that is in none of its fields is found as its object id. */
export function listingCodes(values: readonly WrittenValue[], id: WrittenValue): readonly ListingCode[] {
  const codes: ListingCode[] = [];
  for (const written of values) if (isCodeField(written.field)) add(codes, written);
  // The id is nearly always the value of a field, and the same text then.
  const isHeld =
    codes.some(({ value }) => value === id.value) || codes.some(({ key }) => key === codeKey(id.value));
  if (!isHeld) add(codes, id);
  return codes;
}

function add(codes: ListingCode[], { field, value, span }: WrittenValue): void {
  const same = codes.findIndex((code) => code.value === value);
  const key = codes[same]?.key ?? codeKey(value);
  if (key === '') return;
  const place = same >= 0 ? same : codes.findIndex((code) => code.key === key);
  const known = codes[place];
  const isRandom = isRandomField(field);
  if (known === undefined) codes.push({ field, value, span, key, fields: fieldBit(field), isRandom });
  else {
    codes[place] = {
      ...known,
      fields: known.fields | fieldBit(field),
      isRandom: known.isRandom && isRandom,
    };
  }
}
