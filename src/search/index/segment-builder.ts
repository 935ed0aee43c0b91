import type { Listing, SearchField } from '../../domain/model/subject.ts';
import { codeKey, isCodeField, isRandomField, plainIds } from '../text/codes.ts';
import { type FieldSet, fieldBit } from '../text/fields.ts';
import { fold, isPlainAscii } from '../text/fold.ts';
import { plainPieces } from '../text/words.ts';
import { createCodeList } from './code-order.ts';
import { nameKey, orderByName } from './display-order.ts';
import { buildGrams } from './grams.ts';
import { growingUint8 } from './growing.ts';
import { createListingWords } from './listing-words.ts';
import { createPostingList } from './postings.ts';
import { createRecordWriter, type ValueSpan } from './records.ts';
import { GROUP, HIDDEN, type Segment } from './segment.ts';

/** A value of a listing, and where its bytes are. */
type WrittenValue = { readonly field: SearchField; readonly value: string; readonly span: ValueSpan };

/** One code of a listing, with all the fields that have it. */
type ListingCode = WrittenValue & {
  readonly key: string;
  readonly fields: FieldSet;
  /** It is in no other field than those of random ids. */
  readonly isRandom: boolean;
};

/** The codes of a listing, each key once. An id that is in none of its fields is found as its object id. */
function listingCodes(values: readonly WrittenValue[], id: WrittenValue): readonly ListingCode[] {
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

/** Collects listings and makes a segment of them. */
export type SegmentBuilder = {
  readonly add: (listing: Listing) => void;
  readonly size: () => number;
  /** Pauses between its stages, so that a search may come between. The builder must not be used afterwards. */
  readonly build: () => Generator<void, Segment, void>;
};

const MOST_NAME_WORDS = 255;

export function createSegmentBuilder(): SegmentBuilder {
  const writer = createRecordWriter();
  const words = createListingWords();
  const postings = createPostingList();
  const codes = createCodeList();
  const randomCodes = createCodeList();
  const traits = growingUint8();
  const nameLengths = growingUint8();

  /** In lower case, the bytes of a plain text are its key. */
  const keySpan = (of: SearchField | undefined, value: string, key: string, written: ValueSpan): ValueSpan =>
    isPlainAscii(value) && key === value.toLowerCase() ? written : writer.key(of, key);

  const addCode = ({ field, value, span, key, fields, isRandom }: ListingCode): void => {
    const owner = traits.length();
    (isRandom ? randomCodes : codes).add({ ...keySpan(field, value, key, span), owner, fields });
  };

  const addName = (displayName: string, written: ValueSpan): void => {
    const folded = fold(displayName);
    keySpan(undefined, displayName, nameKey(folded), written);
    nameLengths.push(Math.min(MOST_NAME_WORDS, plainPieces(folded).length));
  };

  const add = (listing: Listing): void => {
    const { kind, id, displayName, note, hiddenBecause } = listing;
    writer.begin(kind);
    const values = listing.fields.map((each) => ({ ...each, span: writer.field(each.field, each.value) }));
    const idSpan = writer.other('id', id);
    const nameSpan = writer.other('displayName', displayName);
    if (note !== undefined) writer.other('note', note);
    if (hiddenBecause !== undefined) writer.other('hidden', hiddenBecause);
    listingCodes(values, { field: 'objectId', value: id, span: idSpan }).forEach(addCode);
    addName(displayName, nameSpan);
    if (hiddenBecause === undefined) {
      words.read(listing, (word, fields) => postings.add(word, traits.length(), fields));
    }
    writer.end();
    traits.push((kind === 'group' ? GROUP : 0) | (hiddenBecause === undefined ? 0 : HIDDEN));
  };

  function* build(): Generator<void, Segment, void> {
    const records = writer.take();
    yield;
    const sortedWords = postings.sorted(words.all());
    yield;
    const sorted = yield* codes.sorted(records.bytes);
    const random = yield* randomCodes.sorted(records.bytes);
    const grams = buildGrams(sorted, plainIds);
    yield;
    const byName = yield* orderByName(records);
    return {
      size: byName.length,
      records,
      traits: traits.take(),
      nameLengths: nameLengths.take(),
      byName,
      ...sortedWords,
      codes: sorted,
      randomCodes: random,
      grams,
    };
  }

  return { add, size: traits.length, build };
}
