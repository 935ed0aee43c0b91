import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { ReadingProgress } from '../../../src/cli/people/protocol.ts';
import { createSearchService, type SearchService } from '../../../src/cli/people/search-service.ts';
import type { FileListing } from '../../../src/connectors/file/settings.ts';
import { attributesOf, manyPeople } from '../../support/people/many-people.ts';

/** A search thread of this test alone. */
export function ownService(): SearchService {
  const service = createSearchService();
  onTestFinished(() => service.close());
  return service;
}

export type PeopleFile = { readonly listing: FileListing; readonly cacheFolder: string };

type Attributes = Readonly<Record<string, string>>;

const linesOf = (people: readonly Attributes[]): string =>
  people.map((person) => `${JSON.stringify(person)}\n`).join('');

export const writePeople = (path: string, people: readonly Attributes[]): Promise<void> =>
  writeFile(path, linesOf(people));

export const peopleOf = (seed: number, count: number): readonly Attributes[] =>
  [...manyPeople(seed, count)].map((person) => ({ ...attributesOf(person), accountEnabled: 'true' }));

/** A file of people in a folder of its own, beside a folder for indexes that is not there yet. */
export async function peopleFile(people: readonly Attributes[]): Promise<PeopleFile> {
  const folder = await mkdtemp(join(tmpdir(), 'provision-search-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const path = join(folder, 'people.jsonl');
  await writePeople(path, people);
  const listing: FileListing = {
    path,
    format: 'json-lines',
    kind: 'user',
    app: 'entra-to-saas',
    anchors: ['objectId'],
    attributes: [],
    members: 'members',
    delimiter: ',',
    valueSeparator: ';',
  };
  return { listing, cacheFolder: join(folder, 'cache', 'indexes') };
}

export async function open(
  service: SearchService,
  { listing, cacheFolder }: PeopleFile,
  onProgress: (progress: ReadingProgress) => void = () => {},
) {
  return service.open('people', { files: [listing], cacheFolder }, onProgress);
}

/** The names that a query finds. */
export async function namesFor(service: SearchService, query: string, index = 'people') {
  const found = await service.search(index, { query, options: { limit: 10 }, mayBeSkipped: false });
  return found?.answer.hits.map(({ listing }) => listing.displayName) ?? [];
}

/** What happens in the background of a busy machine. */
export const eventually = <T>(expectation: () => Promise<T>): Promise<T> =>
  vi.waitFor(expectation, { timeout: 120_000, interval: 50 });
