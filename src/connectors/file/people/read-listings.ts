import type { Listing } from '../../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { faultFailure } from '../failures.ts';
import { readRecords } from '../formats/read-records.ts';
import type { FileFault, FileRecord } from '../formats/record.ts';
import type { FileListing } from '../settings.ts';
import { idKey } from './identify.ts';
import { listedOf } from './listing.ts';
import { seenIds } from './seen-ids.ts';

export type ListingsRead = {
  readonly listings: readonly Listing[];
  /** Of all pieces until now. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
};

export type ListingsEnd = {
  readonly objects: number;
  /** Worth a line for people: ids that several objects have. Empty for a file as it should be. */
  readonly notes: readonly string[];
};

/** Both objects are listed; reading the id says that it is ambiguous. */
type Repeated = { count: number; first: string | undefined };

/**
 * Everybody in a file, a few milliseconds of work at a time, in the order of the file. Needs nothing but Node and the
 * domain, so that it can run in a worker thread, and `file` can be posted there. Stopped by the signal, and by
 * leaving the loop. Fails with configuration.invalid (the place in the file and what to do) or cancelled.
 */
export async function* readListings(
  file: FileListing,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<ListingsRead, Result<ListingsEnd, Failure>, undefined> {
  const records = readRecords(file, options);
  const seen = seenIds();
  const repeated: Repeated = { count: 0, first: undefined };
  const watch = (anchor: string, { line }: FileRecord): void => {
    const before = seen.lineOf(idKey(anchor), line);
    if (before === undefined) return;
    repeated.count += 1;
    repeated.first ??= `${anchor} (lines ${before} and ${line})`;
  };
  let objects = 0;
  try {
    for (let piece = await records.next(); ; piece = await records.next()) {
      if (piece.done) return piece.value.ok ? ok({ objects, notes: notesOf(file, repeated) }) : piece.value;
      const listings = listingsOf(piece.value.records, file, watch);
      if (!listings.ok) return fail(faultFailure(file.path, listings.error));
      objects += listings.value.length;
      const { bytesRead, bytesTotal } = piece.value;
      yield { listings: listings.value, bytesRead, bytesTotal };
    }
  } finally {
    await records.return(ok(undefined));
  }
}

function listingsOf(
  records: readonly FileRecord[],
  file: FileListing,
  watch: (anchor: string, record: FileRecord) => void,
): Result<readonly Listing[], FileFault> {
  const listings: Listing[] = [];
  for (const record of records) {
    const listed = listedOf(record, file);
    if (!listed.ok) return listed;
    watch(listed.value.anchor, record);
    listings.push(listed.value.listing);
  }
  return ok(listings);
}

function notesOf({ path }: FileListing, { count, first }: Repeated): readonly string[] {
  if (first === undefined) return [];
  const others = count === 1 ? '' : `, and ${count - 1} more`;
  return [`${path}: an id must be there once, and this one is there again: ${first}${others}`];
}
