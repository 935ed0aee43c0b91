import { join } from 'node:path';
import type { Listing, SubjectKind } from '../../domain/model/subject.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Op, SearchAbility } from '../../engine/port.ts';
import type { Places } from '../../state/places.ts';
import type { ConnectedApp } from '../connecting/connect.ts';
import { fileListing } from '../connecting/connect-source.ts';
import { quietOp } from '../running/quiet-op.ts';
import { searchRemotely } from './ask-source.ts';
import type { ReadingProgress } from './protocol.ts';
import type { SearchService, Timed } from './search-service.ts';

/** The people and groups of an app's source. */
export type PeopleDirectory = {
  readonly finding: SearchAbility;
  /** Undefined when a newer question has come. Answers from what was read so far. */
  readonly search: (question: DirectoryQuestion, op: Op) => Promise<Result<Timed, Failure> | undefined>;
};

export type DirectoryQuestion = {
  readonly kind: SubjectKind;
  readonly query: string;
  readonly limit: number;
  /** For somebody who types: the answer is not needed once a newer question is asked. */
  readonly mayBeSkipped: boolean;
};

export type DirectoryOptions = {
  readonly service: SearchService;
  /** Where indexes that were made of files are kept from one start to the next. */
  readonly cacheFolder: string;
  readonly onProgress: (progress: ReadingProgress) => void;
};

export const indexFolder = ({ cache }: Places): string => join(cache, 'indexes');

const READ_LIMIT_MS = 60_000;

export type Loaded = {
  /** The index was made of files just now, and is still to be stored for the next start. */
  readonly isStoring: boolean;
  /** Sentences about the source: ids that are there twice. */
  readonly notes: readonly string[];
};
const nothingToStore: Result<Loaded, Failure> = ok({ isStoring: false, notes: [] });

/**
 * The directory of an app, which can be asked at once; `loaded` resolves when all of it was read. Files are read by the
 * search thread itself, other sources give their list.
 */
export function openDirectory(
  app: ConnectedApp,
  { service, cacheFolder, onProgress }: DirectoryOptions,
): { readonly directory: PeopleDirectory; readonly loaded: Promise<Result<Loaded, Failure>> } {
  const { source } = app;
  const index = app.app.app.id;
  if (source.finding === 'server-side') {
    const search = searchRemotely(source, service, index);
    return { directory: { finding: 'server-side', search }, loaded: Promise.resolve(nothingToStore) };
  }
  const directory: PeopleDirectory = {
    finding: source.finding,
    search: async ({ kind, query, limit, mayBeSkipped }) => {
      const found = await service.search(index, { query, options: { limit, kind }, mayBeSkipped });
      return found === undefined ? undefined : ok(found);
    },
  };
  const files = kindsOf(app).flatMap((kind) => fileListing(app.app, app.mappings, kind) ?? []);
  if (files.length === 0) return { directory, loaded: readLists(app, service, index) };
  const opened = service.open(index, { files, cacheFolder }, onProgress);
  return {
    directory,
    loaded: opened.then((read) =>
      read.ok ? ok({ isStoring: !read.value.isCached, notes: read.value.notes }) : read,
    ),
  };
}

/** Everybody, also where only groups are provisioned: a group's members are chosen among all. */
const kindsOf = ({ mappings }: ConnectedApp): readonly SubjectKind[] =>
  mappings.group === undefined ? ['user'] : ['user', 'group'];

async function readLists(
  app: ConnectedApp,
  service: SearchService,
  index: string,
): Promise<Result<Loaded, Failure>> {
  const op = quietOp(AbortSignal.timeout(READ_LIMIT_MS));
  const listings: Listing[] = [];
  for (const kind of kindsOf(app)) {
    const read = await app.source.list(kind, op);
    if (!read.ok) return read;
    listings.push(...read.value);
  }
  await service.add(index, listings, (listing) => listing);
  return nothingToStore;
}
