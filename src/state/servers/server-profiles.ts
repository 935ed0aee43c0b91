import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../disk/errno.ts';
import { withLock } from '../../disk/file-lock.ts';
import { ensurePrivateFolder, replaceFile } from '../../disk/private-files.ts';
import type { ProcessIdentity } from '../../disk/process-identity.ts';
import type { Result } from '../../domain/result.ts';
import { attemptOnDisk, StateError, type StateProblem } from '../state-problem.ts';
import {
  decodeProfile,
  encodeProfile,
  profileFileName,
  type ServerFact,
  type ServerProfile,
} from './server-profiles-file.ts';

export type ServerProfilesRequest = {
  /** The state folder; the files are in `servers/` in it. */
  readonly directory: string;
  readonly process: ProcessIdentity;
  readonly now: () => Date;
  /** How long to wait for another process, in milliseconds; 5,000 in the product. */
  readonly lockLimitMs: number;
  /** Told when a file could not be understood: it was renamed (`path` says to what), and learning begins anew. */
  readonly report: (problem: StateProblem) => void;
};

/**
 * What was learned about servers, one file for each place, which several processes may use at once. Touches no file
 * until it is asked. A file of a later release is a problem (`newerVersion`) and stays as it is.
 */
export type ServerProfiles = {
  /** In the order they were learned; empty for a server that is not known. */
  readonly load: (place: string) => Promise<Result<readonly ServerFact[], StateProblem>>;
  /** Replaces what was known under the same name. */
  readonly remember: (place: string, fact: Omit<ServerFact, 'at'>) => Promise<Result<void, StateProblem>>;
  /** The server is learned anew from its next answer on. True when something was known about it. */
  readonly forget: (place: string) => Promise<Result<boolean, StateProblem>>;
  /** Every server of which something is known, by place. Files that cannot be understood are left out. */
  readonly list: () => Promise<Result<readonly ServerProfile[], StateProblem>>;
};

const folderOf = ({ directory }: ServerProfilesRequest): string => join(directory, 'servers');

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function setAside(path: string, place: string, request: ServerProfilesRequest): Promise<void> {
  const aside = `${path}.damaged-${request.now().toISOString().replaceAll(/[:.]/gu, '')}`;
  await rename(path, aside);
  request.report({
    code: 'damaged',
    message: `The file with what was learned about ${place} is damaged; it was set aside as ${aside}`,
    path: aside,
    fix: 'Go on: what the server understands is found out again.',
  });
}

/** To be called with the lock, because a damaged file is moved. */
async function readOrSetAside(
  path: string,
  place: string,
  request: ServerProfilesRequest,
): Promise<readonly ServerFact[]> {
  const text = await textOf(path);
  if (text === undefined) return [];
  const profile = decodeProfile(text);
  if (profile.ok) return profile.value.facts;
  if (profile.error === 'newerVersion') {
    throw new StateError({
      code: 'newerVersion',
      message: `What is known about ${place} was saved by a later release`,
      path,
      fix: 'Use that release, or move the file away.',
    });
  }
  await setAside(path, place, request);
  return [];
}

export function createServerProfiles(request: ServerProfilesRequest): ServerProfiles {
  const folder = folderOf(request);
  const pathOf = (place: string): string => join(folder, profileFileName(place));

  const underLock = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    await ensurePrivateFolder(folder);
    const lock = { path: `${path}.lock`, owner: request.process, limitMs: request.lockLimitMs };
    return withLock(lock, work);
  };

  return {
    load: (place) => {
      const path = pathOf(place);
      return attemptOnDisk({ doing: `read what is known about ${place}`, path }, async () => {
        // Readers take no lock: a replacement is atomic. Only a damaged file is looked at again, with the lock.
        const text = await textOf(path);
        if (text === undefined) return [];
        const profile = decodeProfile(text);
        if (profile.ok) return profile.value.facts;
        return underLock(path, () => readOrSetAside(path, place, request));
      });
    },
    remember: (place, { fact, value, because }) => {
      const path = pathOf(place);
      return attemptOnDisk({ doing: `remember what was learned about ${place}`, path }, () =>
        underLock(path, async () => {
          const known = await readOrSetAside(path, place, request);
          const at = request.now().toISOString();
          const others = known.filter((one) => one.fact !== fact);
          await replaceFile(path, encodeProfile({ place, facts: [...others, { fact, value, because, at }] }));
        }),
      );
    },
    forget: (place) => {
      const path = pathOf(place);
      return attemptOnDisk({ doing: `forget what is known about ${place}`, path }, async () => {
        if ((await textOf(path)) === undefined) return false;
        return underLock(path, async () => {
          const known = await readOrSetAside(path, place, request);
          await rm(path, { force: true });
          return known.length > 0;
        });
      });
    },
    list: () =>
      attemptOnDisk({ doing: 'read what is known about servers', path: folder }, () => readAll(folder)),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readAll(folder: string): Promise<readonly ServerProfile[]> {
  const files = (await namesIn(folder)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => textOf(join(folder, name))));
  const profiles = texts.flatMap((text) => {
    const profile = text === undefined ? undefined : decodeProfile(text);
    return profile?.ok ? [profile.value] : [];
  });
  return profiles.sort((a, b) => (a.place < b.place ? -1 : 1));
}
