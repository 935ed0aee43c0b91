import type { Listing, SearchField } from '../domain/model/subject.ts';
import { orderTexts } from './byte-order.ts';
import { createCodeList } from './code-order.ts';
import { codeKey, isCodeField, isRandomField, plainIds } from './codes.ts';
import { nameKey } from './display-order.ts';
import { type FieldSet, fieldBit } from './fields.ts';
import { fold, isPlainAscii } from './fold.ts';
import { buildGrams } from './grams.ts';
import { growingUint8, growingUint16, growingUint32 } from './growing.ts';
import { createListingWords } from './listing-words.ts';
import { createPostingList } from './postings.ts';
import { createRecordWriter, isGroup, type Records, type Span } from './records.ts';
import { GROUP, HIDDEN, type Segment } from './segment.ts';
import { countPieces } from './words.ts';

/** Collects listings and makes a segment of them. */
export type SegmentBuilder = {
  readonly add: (listing: Listing) => void;
  readonly size: () => number;
  /** Pauses between its stages, so that a search may come between. The builder must not be used afterwards. */
  readonly build: () => Generator<void, Segment, void>;
};

type Code = { readonly key: string; readonly span: Span; fields: FieldSet; random: boolean };

const MOST_NAME_WORDS = 255;

export function createSegmentBuilder(): SegmentBuilder {
  const writer = createRecordWriter();
  const words = createListingWords();
  const postings = createPostingList();
  const codes = createCodeList();
  const randomCodes = createCodeList();
  const traits = growingUint8();
  const nameLengths = growingUint8();
  const names = createSpans();
  const ids = createSpans();

  /** In lower case, the bytes of a plain text are its key. */
  const keySpan = (of: SearchField | undefined, value: string, key: string, written: Span): Span =>
    isPlainAscii(value) && key === value.toLowerCase() ? written : writer.key(of, key);

  const addCodes = (listing: Listing, spans: readonly Span[], idSpan: Span): void => {
    const own: Code[] = [];
    const addCode = (field: SearchField, value: string, span: Span): void => {
      const key = codeKey(value);
      if (key === '') return;
      const known = own.find((code) => code.key === key);
      if (known === undefined) {
        own.push({ key, span: keySpan(field, value, key, span), fields: fieldBit(field), random: isRandomField(field) });
      } else {
        known.fields |= fieldBit(field);
        known.random &&= isRandomField(field);
      }
    };
    for (const [at, { field, value }] of listing.fields.entries()) {
      const span = spans[at];
      if (span !== undefined && isCodeField(field)) addCode(field, value, span);
    }
    if (!own.some(({ key }) => key === codeKey(listing.id))) addCode('objectId', listing.id, idSpan);
    for (const { span, fields, random } of own) {
      (random ? randomCodes : codes).add({ ...span, owner: traits.length(), fields });
    }
  };

  const add = (listing: Listing): void => {
    writer.begin(listing.kind);
    const spans = listing.fields.map(({ field, value }) => writer.field(field, value));
    const idSpan = writer.other('id', listing.id);
    const nameSpan = writer.other('displayName', listing.displayName);
    if (listing.note !== undefined) writer.other('note', listing.note);
    if (listing.hiddenBecause !== undefined) writer.other('hidden', listing.hiddenBecause);
    addCodes(listing, spans, idSpan);
    const name = fold(listing.displayName);
    names.push(keySpan(undefined, listing.displayName, nameKey(name), nameSpan));
    ids.push(idSpan);
    nameLengths.push(Math.min(MOST_NAME_WORDS, countPieces(name)));
    if (listing.hiddenBecause === undefined) {
      words.read(listing, (word, fields) => postings.add(word, traits.length(), fields));
    }
    writer.end();
    traits.push((listing.kind === 'group' ? GROUP : 0) | (listing.hiddenBecause === undefined ? 0 : HIDDEN));
  };

  function* build(): Generator<void, Segment, void> {
    const records = writer.take();
    yield;
    const sortedWords = postings.sorted(words.all());
    yield;
    const sorted = codes.sorted(records.bytes);
    yield;
    const random = randomCodes.sorted(records.bytes);
    yield;
    const grams = buildGrams(sorted, plainIds);
    yield;
    const byName = orderByName(records, names, ids);
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

type Spans = {
  readonly push: (span: Span) => void;
  readonly take: () => { readonly at: Uint32Array; readonly lengths: Uint32Array };
};

function createSpans(): Spans {
  const at = growingUint32();
  const lengths = growingUint32();
  return {
    push: (span) => {
      at.push(span.at);
      lengths.push(span.length);
    },
    take: () => ({ at: at.take(), lengths: lengths.take() }),
  };
}

function orderByName(records: Records, names: Spans, ids: Spans): Uint32Array {
  const { bytes } = records;
  const { at, lengths } = ids.take();
  return orderTexts({ bytes, ...names.take() }, (a, b) => {
    const [startOfA, startOfB] = [at[a] ?? 0, at[b] ?? 0];
    const [endOfA, endOfB] = [startOfA + (lengths[a] ?? 0), startOfB + (lengths[b] ?? 0)];
    const byId = bytes.compare(bytes, startOfB, endOfB, startOfA, endOfA);
    return byId || Number(isGroup(records, a)) - Number(isGroup(records, b)) || a - b;
  });
}
