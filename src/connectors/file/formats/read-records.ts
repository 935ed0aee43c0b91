import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { cancelledFailure, faultFailure } from '../failures.ts';
import { type Needle, needleFor } from '../people/needle.ts';
import type { FileListing } from '../settings.ts';
import { type FileBytes, openBytes } from './file-bytes.ts';
import { jsonArray } from './json-array.ts';
import { jsonLines } from './json-lines.ts';
import { ldif } from './ldif.ts';
import {
  type FileFault,
  type FileRecord,
  type RecordFormat,
  type RecordSpan,
  recordPlace,
} from './record.ts';

/** About a thousand people: a few milliseconds of work between two moments in which others get their turn. */
const PIECE = 256 * 1024;
/** At the end of a file, which may have grown in the meantime. */
const SMALLEST_PIECE = 4 * 1024;
/** Longer than any person or group; beyond it a bracket or a quote is missing, or it is another format. */
const LONGEST_RECORD = 20 * 1024 * 1024;

export type FileRecords = {
  readonly records: readonly FileRecord[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
};

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** When only objects with one of these ids matter: others may be left out, unseen and unchecked. */
  readonly ids?: readonly string[];
};

/** csv-parse is loaded for CSV only: a worker that reads something else starts without it. */
async function formatOf(file: FileListing): Promise<RecordFormat> {
  switch (file.format) {
    case 'json-lines':
      return jsonLines();
    case 'json':
      return jsonArray();
    case 'csv': {
      const { csv } = await import('./csv.ts');
      return csv(file);
    }
    default:
      return ldif(file);
  }
}

/**
 * The objects of a file in its order, a piece of the file at a time; memory does not grow with the file. Ends with a
 * failure at the first object that cannot be read, when the file changes meanwhile, and when it is stopped.
 */
export async function* readRecords(
  file: FileListing,
  { signal, ids }: ReadOptions,
): AsyncGenerator<FileRecords, Result<void, Failure>, undefined> {
  const opened = await openBytes(file.path);
  if (!opened.ok) return opened;
  const bytes = opened.value;
  try {
    const format = await formatOf(file);
    const needle = ids === undefined ? undefined : needleFor(ids, format.escapes);
    const read = yield* pieces({ file, bytes, format, needle, signal });
    return read.ok ? await bytes.unchanged() : read;
  } finally {
    await bytes.close();
  }
}

type Reading = {
  readonly file: FileListing;
  readonly bytes: FileBytes;
  readonly format: RecordFormat;
  readonly needle: Needle | undefined;
  readonly signal: AbortSignal | undefined;
};

/** No more than what is left: large buffers for small files keep the garbage collector busy. */
const pieceFor = (left: number): number => Math.min(PIECE, Math.max(left + 1, SMALLEST_PIECE));

async function* pieces(reading: Reading): AsyncGenerator<FileRecords, Result<void, Failure>, undefined> {
  const { bytes, file, signal } = reading;
  let rest: Buffer = Buffer.alloc(0);
  let bytesRead = 0;
  for (let isLast = false; !isLast; ) {
    if (signal?.aborted) return fail(cancelledFailure);
    const buffer = Buffer.allocUnsafe(rest.length + pieceFor(bytes.size - bytesRead));
    rest.copy(buffer);
    const filled = await bytes.next(buffer, rest.length);
    if (!filled.ok) return filled;
    isLast = filled.value === 0;
    bytesRead += filled.value;
    const taken = take(reading, buffer.subarray(0, rest.length + filled.value), isLast);
    if (!taken.ok) return fail(faultFailure(file.path, taken.error));
    rest = taken.value.rest;
    yield { records: taken.value.records, bytesRead, bytesTotal: bytes.size };
  }
  return ok(undefined);
}

type Taken = { readonly records: readonly FileRecord[]; readonly rest: Buffer };

function take({ format, needle }: Reading, bytes: Buffer, isLast: boolean): Result<Taken, FileFault> {
  const cut = format.cut(bytes, isLast);
  if (!cut.ok) return cut;
  const { spans, used } = cut.value;
  if (bytes.length - used > LONGEST_RECORD) return fail(tooLong(spans));
  const wanted = needle === undefined ? spans : holding(spans, needle.positions(bytes));
  const broken = isUtf8(bytes.subarray(0, used))
    ? undefined
    : wanted.find(({ start, stop }) => !isUtf8(bytes.subarray(start, stop)));
  if (broken !== undefined) return fail(notUtf8(bytes, broken));
  const parsed = format.parse(bytes, wanted);
  return parsed.ok ? ok({ records: parsed.value, rest: bytes.subarray(used) }) : parsed;
}

/** The spans with a position in them; both ascend. */
function holding(spans: readonly RecordSpan[], positions: readonly number[]): readonly RecordSpan[] {
  let at = 0;
  return spans.filter(({ start, stop }) => {
    while ((positions[at] ?? Number.POSITIVE_INFINITY) < start) at += 1;
    return (positions[at] ?? Number.POSITIVE_INFINITY) < stop;
  });
}

/** Where the decoder first has to put its replacement, unless that very letter is in the file too. */
function notUtf8(bytes: Buffer, span: RecordSpan): FileFault {
  const text = bytes.toString('utf8', span.start, span.stop);
  const before = Buffer.byteLength(text.slice(0, Math.max(0, text.indexOf('\uFFFD'))));
  const place = recordPlace(bytes, span, span.start + before);
  return { ...place, message: 'this is no UTF-8 text', fix: 'Save the file as UTF-8.' };
}

const tooLong = (spans: readonly RecordSpan[]): FileFault => ({
  line: spans.at(-1)?.line ?? 1,
  column: 1,
  message: 'the object that begins here or below is longer than 20 MB',
  fix: 'Look for a quote or a bracket that is not closed, and check that "format" is right.',
});
