import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ListingsEnd,
  type ListingsRead,
  readListings,
} from '../../connectors/file/people/read-listings.ts';
import type { FileListing } from '../../connectors/file/settings.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import { createPeopleIndex, type PeopleIndex } from '../../search/index/people-index.ts';
import { fingerprints, hashFiles, loadIndex, saveIndex } from './index-cache.ts';
import type { Opened, OpenRequest, ReadingProgress } from './protocol.ts';

/** Who opens an index: takes each newer state of it, and hears how far the reading is. */
export type Opening = OpenRequest & {
  readonly signal: AbortSignal;
  readonly take: (index: PeopleIndex) => void;
  readonly report: (progress: ReadingProgress) => void;
  /** It is whole. What follows is silent. */
  readonly opened: (result: Result<Opened, Failure>) => void;
};

/**
 * Makes the index of some files: from the cache when the files look as they did, else by reading them. Afterwards, in
 * the background, a cached index is compared with the content of the files and made anew if it differs, and a new one
 * is stored. Resolves when there is nothing left to do.
 */
export async function openIndex(opening: Opening): Promise<void> {
  const { files, cacheFolder, signal, take, opened } = opening;
  const found = await fingerprints(files);
  const cached = found === undefined ? undefined : await loadIndex(cacheFolder, files, found);
  if (cached === undefined) {
    const index = createPeopleIndex();
    take(index);
    const read = await readInto(index, opening);
    opened(read);
    if (!read.ok) return;
    await unite(index);
    await store(index, read.value, opening);
    return;
  }
  const index = createPeopleIndex(cached.segments);
  take(index);
  opened(ok({ count: index.count(), isCached: true, notes: cached.notes }));
  const hashes = await hashFiles(files, signal);
  if (hashes === undefined || hashes.join() === cached.hashes.join()) return;
  const anew = createPeopleIndex();
  const read = await readInto(anew, { ...opening, report: () => {} });
  if (!read.ok) return;
  await unite(anew);
  take(anew);
  await store(anew, read.value, opening);
}

async function unite(index: PeopleIndex): Promise<void> {
  for (const _pause of index.unite()) await nextTurn();
}

async function readInto(
  index: PeopleIndex,
  { files, signal, report }: Pick<Opening, 'files' | 'signal' | 'report'>,
): Promise<Result<Opened, Failure>> {
  const notes: string[] = [];
  const sizes = ((await fingerprints(files)) ?? []).map(({ size }) => size);
  const all = Math.max(
    1,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let before = 0;
  let count = 0;
  for (const [place, file] of files.entries()) {
    const read = await readFile(index, file, signal, ({ listings, bytesRead }) => {
      count += listings.length;
      const share = Math.min(1, (before + bytesRead) / all);
      report({ read: count, searchable: index.count(), share });
    });
    if (!read.ok) return read;
    notes.push(...read.value.notes);
    before += sizes[place] ?? 0;
  }
  for (const _pause of index.settle()) await nextTurn();
  return ok({ count: index.count(), isCached: false, notes });
}

async function readFile(
  index: PeopleIndex,
  file: FileListing,
  signal: AbortSignal,
  added: (piece: ListingsRead) => void,
): Promise<Result<ListingsEnd, Failure>> {
  const reading = readListings(file, { signal });
  for (let piece = await reading.next(); ; piece = await reading.next()) {
    if (piece.done === true) return piece.value;
    for (const _pause of index.add(piece.value.listings)) await nextTurn();
    added(piece.value);
    await nextTurn();
  }
}

/** Unless the files were changed while they were read: then nobody knows what is in the index. */
async function store(
  index: PeopleIndex,
  { notes }: Opened,
  { files, cacheFolder, signal }: Opening,
): Promise<void> {
  const before = await fingerprints(files);
  const hashes = await hashFiles(files, signal);
  const after = await fingerprints(files);
  if (before === undefined || hashes === undefined || JSON.stringify(before) !== JSON.stringify(after))
    return;
  await saveIndex(cacheFolder, files, { segments: index.segments(), found: before, notes, hashes });
}
