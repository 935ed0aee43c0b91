import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileListing } from '../../connectors/file/settings.ts';
import { ensurePrivateFolder, replaceFile } from '../../disk/private-files.ts';
import type { Segment } from '../../search/index/segment.ts';
import { decodeIndex, encodeIndex } from '../../search/index/stored-index.ts';

/**
 * Indexes of files, kept from one start to the next. An index is taken when the files are as long and as old as they
 * were; whether their content is the same as well is for the caller to check afterwards, because that takes longer.
 * Nothing here fails: a cache that cannot be read or written is no cache.
 */
export type CachedIndex = {
  readonly segments: readonly Segment[];
  readonly notes: readonly string[];
  /** SHA-256 of the files, in their order. */
  readonly hashes: readonly string[];
};

/** How a file is recognised without reading it. */
export type Fingerprint = { readonly size: number; readonly changed: string };

/** So many indexes are kept, those that were used last. */
const MOST_KEPT = 8;
const CHUNK = 1 << 20;

/** Undefined when one of the files is not there. */
export async function fingerprints(
  files: readonly FileListing[],
): Promise<readonly Fingerprint[] | undefined> {
  try {
    return await Promise.all(
      files.map(async ({ path }) => {
        const { size, mtimeNs } = await stat(path, { bigint: true });
        return { size: Number(size), changed: String(mtimeNs) };
      }),
    );
  } catch {
    return undefined;
  }
}

export async function loadIndex(
  folder: string,
  files: readonly FileListing[],
  found: readonly Fingerprint[],
): Promise<CachedIndex | undefined> {
  try {
    const path = pathOf(folder, files);
    const stored = decodeIndex(await readWhole(path));
    if (stored === undefined) return undefined;
    // The checksum of the file holds, so this is what `saveIndex` wrote.
    const about = stored.about as About;
    if (JSON.stringify(about.source) !== JSON.stringify({ files, found })) return undefined;
    const now = new Date();
    await utimes(path, now, now);
    return { segments: stored.segments, notes: about.notes, hashes: about.hashes };
  } catch {
    return undefined;
  }
}

type About = {
  readonly source: { readonly files: readonly FileListing[]; readonly found: readonly Fingerprint[] };
  readonly notes: readonly string[];
  readonly hashes: readonly string[];
};

export async function saveIndex(
  folder: string,
  files: readonly FileListing[],
  { segments, found, notes, hashes }: CachedIndex & { readonly found: readonly Fingerprint[] },
): Promise<void> {
  const about: About = { source: { files, found }, notes, hashes };
  try {
    await ensurePrivateFolder(folder);
    await replaceFile(pathOf(folder, files), encodeIndex(segments, about));
    await removeOld(folder);
  } catch {
    // The next start reads the files again.
  }
}

/** SHA-256 of each file; undefined when one cannot be read. */
export async function hashFiles(
  files: readonly FileListing[],
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    const hashes: string[] = [];
    for (const { path } of files) {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { highWaterMark: CHUNK, signal })) hash.update(chunk);
      hashes.push(hash.digest('hex'));
    }
    return hashes;
  } catch {
    return undefined;
  }
}

/** One index for the same files understood in the same way. */
function pathOf(folder: string, files: readonly FileListing[]): string {
  const name = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32);
  return join(folder, `${name}.index`);
}

/** Into memory of its own, so that its arrays can stay where they are. */
async function readWhole(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.allocUnsafeSlow((await file.stat()).size);
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, MOST_AT_ONCE), at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await file.close();
  }
}

/** The runtime reads less than two gigabytes at once. */
const MOST_AT_ONCE = 1 << 30;

/** Indexes that were not used for long, and drafts of writers that did not get to the end. */
async function removeOld(folder: string): Promise<void> {
  const found = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const indexes = found.filter(({ name }) => name.endsWith('.index'));
  const old = indexes.toSorted((a, b) => b.at - a.at).slice(MOST_KEPT);
  const drafts = found.filter(({ name, at }) => name.endsWith('.new') && at < Date.now() - DAY_MS);
  await Promise.all([...old, ...drafts].map(({ name }) => rm(join(folder, name), { force: true })));
}

const DAY_MS = 86_400_000;
