import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Codes } from './code-order.ts';
import type { Segment } from './segment.ts';

/**
 * An index as a file: its typed arrays as they are in memory, so that it is read at the speed of the disk.
 *
 *   first   16 bytes: what it is, checksum of all that follows, length of the head
 *   head    JSON: whatever the caller says about it, and how long each array of each segment is
 *   arrays  each from a multiple of eight bytes on, in the byte order of this machine
 */
const MAGIC = 'PODINDEX';
/** Another one for every change of the arrays, of what is a word, or of how a text is folded. */
const FORMAT = 1;
const CHECKSUM = 8;
const HEAD_LENGTH = 12;
const FIRST = 16;
const ALIGNMENT = 8;
const BYTE_ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';

/** The parts of the file, in their order. `about` must be JSON. */
export function encodeIndex(segments: readonly Segment[], about: unknown): readonly Uint8Array[] {
  const arrays = segments.map(arraysOf);
  const head = Buffer.from(
    JSON.stringify({
      format: FORMAT,
      byteOrder: BYTE_ORDER,
      about,
      segments: arrays.map((list) => list.map(({ length }) => length)),
    }),
  );
  const rest = [padded(head), ...arrays.flat().map((array) => padded(bytesOf(array)))].flat();
  const first = Buffer.alloc(FIRST);
  first.write(MAGIC);
  first.writeUInt32LE(head.length, HEAD_LENGTH);
  const checked = [first.subarray(HEAD_LENGTH), ...rest];
  first.writeUInt32LE(
    checked.reduce((sum, bytes) => crc32(bytes, sum), 0),
    CHECKSUM,
  );
  return [first, ...rest];
}

type Numbers = Uint8Array | Uint16Array | Uint32Array;

const arraysOf = (segment: Segment): readonly Numbers[] => [
  segment.records.bytes,
  segment.records.starts,
  segment.traits,
  segment.nameLengths,
  segment.byName,
  segment.vocabulary.units,
  segment.vocabulary.starts,
  segment.vocabulary.masks,
  segment.postings.starts,
  segment.postings.owners,
  segment.postings.fields,
  ...codeArrays(segment.codes),
  ...codeArrays(segment.randomCodes),
  segment.grams.starts,
  segment.grams.codes,
];
const codeArrays = ({ at, lengths, owners, fields }: Codes): readonly Numbers[] => [
  at,
  lengths,
  owners,
  fields,
];

const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function padded(bytes: Uint8Array): readonly Uint8Array[] {
  const missing = (ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT;
  return missing === 0 ? [bytes] : [bytes, new Uint8Array(missing)];
}

export type StoredIndex = { readonly about: unknown; readonly segments: readonly Segment[] };

/**
 * The index in a file that was read as a whole; its arrays are the file's bytes. Undefined for anything else than an
 * undamaged index of this format.
 */
export function decodeIndex(file: Buffer): StoredIndex | undefined {
  if (file.byteOffset % ALIGNMENT !== 0 || file.length < FIRST) return undefined;
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  if (crc32(file.subarray(HEAD_LENGTH)) !== file.readUInt32LE(CHECKSUM)) return undefined;
  // The checksum holds: the head is what was written by some version of this function.
  const headLength = file.readUInt32LE(HEAD_LENGTH);
  const head = JSON.parse(file.toString('utf8', FIRST, FIRST + headLength)) as Head;
  if (head.format !== FORMAT || head.byteOrder !== BYTE_ORDER) return undefined;
  const reader = readArrays(file, aligned(FIRST + headLength));
  return { about: head.about, segments: head.segments.map((lengths) => readSegment(reader, lengths)) };
}

type Head = {
  readonly format: number;
  readonly byteOrder: string;
  readonly about: unknown;
  readonly segments: readonly (readonly number[])[];
};

const aligned = (at: number): number => Math.ceil(at / ALIGNMENT) * ALIGNMENT;

type ArrayReader = {
  readonly bytes: (length: number | undefined) => Buffer;
  readonly uint8: (length: number | undefined) => Uint8Array;
  readonly uint16: (length: number | undefined) => Uint16Array;
  readonly uint32: (length: number | undefined) => Uint32Array;
};

function readArrays(file: Buffer, from: number): ArrayReader {
  let at = from;
  const next = (length: number, width: number): number => {
    const start = file.byteOffset + at;
    at = aligned(at + length * width);
    return start;
  };
  const { buffer } = file;
  return {
    bytes: (length = 0) => Buffer.from(buffer, next(length, 1), length),
    uint8: (length = 0) => new Uint8Array(buffer, next(length, 1), length),
    uint16: (length = 0) => new Uint16Array(buffer, next(length, 2), length),
    uint32: (length = 0) => new Uint32Array(buffer, next(length, 4), length),
  };
}

/** In the order of `arraysOf`. */
function readSegment(
  { bytes: readBytes, uint8, uint16, uint32 }: ArrayReader,
  lengths: readonly number[],
): Segment {
  const left = lengths.values();
  const length = (): number | undefined => left.next().value;
  const bytes = readBytes(length());
  const readCodes = (): Codes => ({
    bytes,
    at: uint32(length()),
    lengths: uint16(length()),
    owners: uint32(length()),
    fields: uint16(length()),
  });
  const records = { bytes, starts: uint32(length()) };
  return {
    size: records.starts.length - 1,
    records,
    traits: uint8(length()),
    nameLengths: uint8(length()),
    byName: uint32(length()),
    vocabulary: readVocabulary({
      units: uint16(length()),
      starts: uint32(length()),
      masks: uint32(length()),
    }),
    postings: { starts: uint32(length()), owners: uint32(length()), fields: uint16(length()) },
    codes: readCodes(),
    randomCodes: readCodes(),
    grams: { starts: uint32(length()), codes: uint32(length()) },
  };
}

const readVocabulary = (arrays: Omit<Segment['vocabulary'], 'size'>): Segment['vocabulary'] => ({
  ...arrays,
  size: arrays.masks.length,
});
