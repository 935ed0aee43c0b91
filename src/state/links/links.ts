import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../disk/errno.ts';
import { withLock } from '../../disk/file-lock.ts';
import { ensurePrivateFolder, replaceFile } from '../../disk/private-files.ts';
import type { ProcessIdentity } from '../../disk/process-identity.ts';
import { asRef, type Ref } from '../../domain/model/entry.ts';
import type { Link } from '../../engine/links.ts';
import { problemOf, StateError, type StateProblem } from '../state-problem.ts';
import { decodeLinks, encodeLinks, type LinksKey, linksFileName, type StoredLink } from './links-file.ts';

export type LinksRequest = LinksKey & {
  /** The state folder; the files are in `links/` in it. */
  readonly directory: string;
  readonly process: ProcessIdentity;
  readonly now: () => Date;
  /** How long to wait for another process, in milliseconds; 5,000 in the product. */
  readonly lockLimitMs: number;
  /**
   * Told when the file could not be understood: it was renamed (`path` says to what), and links begin anew. Objects
   * are then found by their matching attributes, and none is deprovisioned until it is linked again.
   */
  readonly report: (problem: StateProblem) => void;
};

/** The links as a file keeps them. Every call rejects with a `StateError` when the file cannot be used. */
export type LinkFile = {
  readonly targetOf: (source: Ref) => Promise<Ref | undefined>;
  readonly save: (link: Link) => Promise<void>;
  readonly drop: (source: Ref) => Promise<void>;
};

type Stored = ReadonlyMap<string, StoredLink>;

/**
 * The links of one app between two systems, in one file that several processes may use at once: each change reads the
 * file under a lock, and replaces it as a whole. Touches no file until it is asked.
 * Rejects with a `StateError` when the file cannot be read or written, is locked, or is of a later release.
 */
export function createLinks(request: LinksRequest): LinkFile {
  const folder = join(request.directory, 'links');
  const path = join(folder, linksFileName(request));
  const lock = { path: `${path}.lock`, owner: request.process, limitMs: request.lockLimitMs };
  const read = createReader(path);

  const underLock = async (work: (links: Stored) => Promise<void>): Promise<void> => {
    try {
      await ensurePrivateFolder(folder);
      await withLock(lock, async () => work(await readOrSetAside(path, read, request)));
    } catch (error) {
      throw new StateError(problemOf(error, 'remember which objects belong together', path));
    }
  };
  const write = (links: Stored): Promise<void> => replaceFile(path, encodeLinks(request, links.values()));

  return {
    async targetOf(source) {
      const links = await readShared(path, read, underLock);
      const target = links.get(source)?.target;
      return target === undefined ? undefined : asRef(target);
    },
    async save(link) {
      // Most runs find what an earlier one has saved, and need no lock for that.
      if (holds(await readShared(path, read, underLock), link)) return;
      await underLock(async (links) => {
        if (holds(links, link)) return;
        const { source, target, objectType } = link;
        const savedAt = request.now().toISOString();
        await write(new Map([...links, [source, { source, target, objectType, savedAt }]]));
      });
    },
    drop: (source) =>
      underLock(async (links) => {
        if (links.has(source)) await write(new Map([...links].filter(([anchor]) => anchor !== source)));
      }),
  };
}

function holds(links: Stored, { source, target, objectType }: Link): boolean {
  const known = links.get(source);
  return known?.target === target && known.objectType === objectType;
}

type Reader = () => Promise<ReturnType<typeof decodeLinks>>;

/** Reads the file again only when it was replaced since: every replacement has another inode or time. */
function createReader(path: string): Reader {
  let seen = '';
  let last: ReturnType<typeof decodeLinks> = decodeLinks('');
  return async () => {
    try {
      const { ino, mtimeNs, size } = await stat(path, { bigint: true });
      const current = `${ino}/${mtimeNs}/${size}`;
      if (current === seen) return last;
      last = decodeLinks(await readFile(path, 'utf8'));
      seen = current;
      return last;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return { ok: true, value: new Map() };
      throw error;
    }
  };
}

/** Readers take no lock: a replacement is atomic. Only a damaged file is looked at again, with the lock. */
async function readShared(
  path: string,
  read: Reader,
  underLock: (work: (links: Stored) => Promise<void>) => Promise<void>,
): Promise<Stored> {
  try {
    const links = await read();
    if (links.ok) return links.value;
  } catch (error) {
    throw new StateError(problemOf(error, 'read which objects belong together', path));
  }
  let found: Stored = new Map();
  await underLock(async (links) => {
    found = links;
  });
  return found;
}

async function readOrSetAside(path: string, read: Reader, request: LinksRequest): Promise<Stored> {
  const links = await read();
  if (links.ok) return links.value;
  if (links.error === 'newerVersion') {
    const fix = 'Use that release, or move the file away.';
    throw new StateError({
      code: 'newerVersion',
      message: 'The links were saved by a later release',
      path,
      fix,
    });
  }
  const aside = `${path}.damaged-${request.now().toISOString().replaceAll(/[:.]/gu, '')}`;
  await rename(path, aside);
  request.report({
    code: 'damaged',
    message: `The file with the links of ${request.appId} is damaged; it was set aside as ${aside}`,
    path: aside,
    fix: 'Restore it from a backup, or go on: matching attributes find the objects again.',
  });
  return new Map();
}
