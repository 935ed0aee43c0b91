import type { SearchField } from '../domain/model/subject.ts';
import { codeKey, isCodeField, isRandomField } from './codes.ts';
import { type FieldSet, fieldBit } from './fields.ts';
import type { Span } from './records.ts';

/** A value of a listing, and where its bytes are. */
export type WrittenValue = { readonly field: SearchField; readonly value: string; readonly span: Span };

/** One code of a listing, with all the fields that have it. */
export type ListingCode = WrittenValue & {
  readonly key: string;
  readonly fields: FieldSet;
  /** It is in no other field than those of random ids. */
  readonly isRandom: boolean;
};

/** The codes of a listing, each key once. An id that is in none of its fields is found as its object id. */
export function listingCodes(values: readonly WrittenValue[], id: WrittenValue): readonly ListingCode[] {
  const codes = new Map<string, ListingCode>();
  for (const written of values) if (isCodeField(written.field)) add(codes, written);
  if (!codes.has(codeKey(id.value))) add(codes, id);
  return [...codes.values()];
}

function add(codes: Map<string, ListingCode>, written: WrittenValue): void {
  const key = codeKey(written.value);
  if (key === '') return;
  const known = codes.get(key);
  const isRandom = isRandomField(written.field);
  const fields = fieldBit(written.field);
  codes.set(
    key,
    known === undefined
      ? { ...written, key, fields, isRandom }
      : { ...known, fields: known.fields | fields, isRandom: known.isRandom && isRandom },
  );
}
