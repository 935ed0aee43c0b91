import { Buffer } from 'node:buffer';
import type { Listing, SearchField, SubjectKind } from '../../domain/model/subject.ts';
import { present } from '../../domain/present.ts';
import { fieldNumber, searchFields } from '../text/fields.ts';
import { growingUint32 } from './growing.ts';

/**
 * All listings of a directory in one buffer: a million objects would need five times the memory, and no cache file
 * could be read at the speed of the disk. A listing is decoded only when it is shown.
 *
 *   record   kind | item item item ...                 kind: 0 user, 1 group
 *   item     header | length | bytes                   UTF-8; UTF-16 where a value is no well-formed text
 *            header | place                            the same text as the item at that place of the record
 *   header   what the item is, 5 bits | REPEATED | UTF_16
 *
 * Keys belong to the index and not to the listing: the folded form of the display name, or of the code in a field, where
 * it is more than ASCII letters in lower case.
 */
export type PeopleRecords = {
  readonly bytes: Buffer;
  /** The record of listing i is `bytes[starts[i], starts[i + 1])`. */
  readonly starts: Uint32Array;
};

/** A text within `Records.bytes`. */
export type ValueSpan = { readonly at: number; readonly length: number };

const FIELDS = searchFields.length;
const items = {
  id: FIELDS,
  displayName: FIELDS + 1,
  note: FIELDS + 2,
  hidden: FIELDS + 3,
  nameKey: FIELDS + 4,
};
/** The key of field n is n more than this. */
const FIRST_KEY = FIELDS + 5;
const WHAT = 0x1f;
const REPEATED = 0x20;
const UTF_16 = 0x40;
const MOST_PLACES = 255;

export type RecordWriter = {
  /** Starts the record of the next listing. */
  readonly begin: (kind: SubjectKind) => void;
  /** Writes a field; the answer is where its bytes are. */
  readonly field: (field: SearchField, value: string) => ValueSpan;
  /** Writes what is not in the fields. */
  readonly other: (what: 'id' | 'displayName' | 'note' | 'hidden', text: string) => ValueSpan;
  /** Writes a text that only the index needs, in UTF-8: of a field, or of the display name. */
  readonly key: (of: SearchField | undefined, text: string) => ValueSpan;
  readonly end: () => void;
  /** What was written so far; valid until the next writing. */
  readonly bytes: () => Buffer;
  /** The whole, copied to its exact size. */
  readonly take: () => PeopleRecords;
};

export function createRecordWriter(): RecordWriter {
  let bytes = Buffer.allocUnsafe(1 << 16);
  let at = 0;
  const starts = growingUint32();
  starts.push(0);
  /** The items of the record that is being written; a key is never repeated. */
  let texts: (string | undefined)[] = [];
  let spans: ValueSpan[] = [];

  const reserve = (room: number): void => {
    if (at + room <= bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + room));
    bytes.copy(wider, 0, 0, at);
    bytes = wider;
  };
  const append = (what: number, text: string): ValueSpan => {
    reserve(text.length * 3 + 6);
    const span = writeText(bytes, at, what, text);
    at = span.at + span.length;
    spans.push(span);
    return span;
  };
  const repeat = (what: number, place: number, span: ValueSpan): ValueSpan => {
    reserve(2);
    bytes[at++] = what | REPEATED;
    bytes[at++] = place;
    spans.push(span);
    return span;
  };
  const write = (what: number, text: string): ValueSpan => {
    const place = texts.indexOf(text);
    const earlier = place < MOST_PLACES ? spans[place] : undefined;
    texts.push(text);
    return earlier === undefined ? append(what, text) : repeat(what, place, earlier);
  };

  return {
    begin: (kind) => {
      texts = [];
      spans = [];
      reserve(1);
      bytes[at++] = kind === 'group' ? 1 : 0;
    },
    field: (field, value) => write(fieldNumber(field), value),
    other: (what, text) => write(items[what], text),
    key: (of, text) => {
      texts.push(undefined);
      return append(of === undefined ? items.nameKey : FIRST_KEY + fieldNumber(of), text);
    },
    end: () => starts.push(at),
    bytes: () => bytes,
    take: () => ({ bytes: Buffer.from(bytes.subarray(0, at)), starts: starts.take() }),
  };
}

/** Nearly all texts are short and of the basic plane: those are quicker encoded here than by the runtime. */
function writeText(bytes: Buffer, from: number, what: number, text: string): ValueSpan {
  const start = from + 2;
  const end = text.length * 3 < 0x80 ? encodeShort(bytes, start, text) : -1;
  if (end >= 0) {
    bytes[from] = what;
    bytes[from + 1] = end - start;
    return { at: start, length: end - start };
  }
  // Keys are compared as UTF-8 with what is typed.
  const encoding = what >= items.nameKey || text.isWellFormed() ? 'utf8' : 'utf16le';
  bytes[from] = what | (encoding === 'utf8' ? 0 : UTF_16);
  const encoded = Buffer.byteLength(text, encoding);
  const at = writeLength(bytes, from + 1, encoded);
  bytes.write(text, at, encoding);
  return { at, length: encoded };
}

/** UTF-8 (RFC 3629 3). The end, or -1 for a text with a surrogate. */
function encodeShort(bytes: Buffer, from: number, text: string): number {
  let at = from;
  for (let unit = 0; unit < text.length; unit++) {
    const code = text.charCodeAt(unit);
    if (code < 0x80) {
      bytes[at++] = code;
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else if (code >= 0xd800 && code < 0xe000) {
      return -1;
    } else {
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    }
  }
  return at;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function writeLength(bytes: Buffer, from: number, length: number): number {
  let at = from;
  let rest = length;
  while (rest >= 0x80) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

/** All records of the lists, one after the other. */
export function joinRecords(lists: readonly PeopleRecords[]): PeopleRecords {
  const bytes = Buffer.concat(lists.map((records) => records.bytes));
  const starts = new Uint32Array(lists.reduce((sum, records) => sum + records.starts.length - 1, 1));
  let at = 0;
  let shift = 0;
  for (const records of lists) {
    for (const start of records.starts.subarray(1)) starts[++at] = start + shift;
    shift += records.bytes.length;
  }
  return { bytes, starts };
}

export const isGroup = ({ bytes, starts }: PeopleRecords, number: number): boolean =>
  bytes[starts[number] ?? 0] === 1;

/** Calls `visit` with the bytes of each field of a record, and with those of its key where it has one. */
export function forEachFieldText(
  records: PeopleRecords,
  number: number,
  visit: (fieldNumber: number, start: number, end: number) => void,
): void {
  forEachItem(records, number, (what, start, end) => {
    if (what < FIELDS) visit(what, start, end);
    else if (what >= FIRST_KEY) visit(what - FIRST_KEY, start, end);
  });
}

export type Spans = { readonly at: Uint32Array; readonly lengths: Uint32Array };

/** By what each listing is put into display order: the folded display name, and the id. */
export function displaySpans(records: PeopleRecords): { readonly names: Spans; readonly ids: Spans } {
  const size = records.starts.length - 1;
  const spans = (): Spans => ({ at: new Uint32Array(size), lengths: new Uint32Array(size) });
  const [names, ids] = [spans(), spans()];
  for (let number = 0; number < size; number++) {
    forEachItem(records, number, (what, start, end) => {
      // The key of a name follows the name, and is what counts.
      const of = what === items.displayName || what === items.nameKey ? names : ids;
      if (of === ids && what !== items.id) return;
      of.at[number] = start;
      of.lengths[number] = end - start;
    });
  }
  return { names, ids };
}

function forEachItem(
  { bytes, starts }: PeopleRecords,
  number: number,
  visit: (what: number, start: number, end: number) => void,
): void {
  const places: number[] = [];
  const to = starts[number + 1] ?? 0;
  for (let at = (starts[number] ?? 0) + 1; at < to; ) {
    const header = bytes[at] ?? 0;
    const isRepeated = (header & REPEATED) !== 0;
    const place = isRepeated ? (places[bytes[at + 1] ?? 0] ?? 0) : at + 1;
    places.push(place);
    const length = readLength(bytes, place);
    const start = place + lengthOfLength(length);
    visit(header & WHAT, start, start + length);
    at = isRepeated ? at + 2 : start + length;
  }
}

function readLength(bytes: Buffer, from: number): number {
  let length = 0;
  for (let at = from, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] ?? 0;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return length;
  }
}

function lengthOfLength(length: number): number {
  let bytes = 1;
  for (let rest = length; rest >= 0x80; rest >>>= 7) bytes++;
  return bytes;
}

type Item = { readonly what: number; readonly text: string };

/** The listing as it was written, to the last character. */
export function readListing({ bytes, starts }: PeopleRecords, number: number): Listing {
  const from = starts[number] ?? 0;
  const all = readItems(bytes, from + 1, starts[number + 1] ?? 0);
  const textOf = (what: number): string | undefined => all.find((item) => item.what === what)?.text;
  const hiddenBecause = textOf(items.hidden);
  const note = textOf(items.note);
  return {
    kind: bytes[from] === 1 ? 'group' : 'user',
    id: textOf(items.id) ?? '',
    displayName: textOf(items.displayName) ?? '',
    fields: all.flatMap(({ what, text }) => {
      const field = searchFields[what];
      return field === undefined ? [] : [{ field, value: text }];
    }),
    ...present({ hiddenBecause, note }),
  };
}

function readItems(bytes: Buffer, from: number, to: number): readonly Item[] {
  const found: Item[] = [];
  let at = from;
  while (at < to) {
    const header = bytes[at++] ?? 0;
    const what = header & WHAT;
    if ((header & REPEATED) !== 0) {
      found.push({ what, text: found[bytes[at++] ?? 0]?.text ?? '' });
      continue;
    }
    const length = readLength(bytes, at);
    at += lengthOfLength(length);
    const encoding = (header & UTF_16) === 0 ? 'utf8' : 'utf16le';
    found.push({ what, text: bytes.toString(encoding, at, at + length) });
    at += length;
  }
  return found;
}
