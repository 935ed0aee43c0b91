import { open as openFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  eventually,
  namesFor,
  open,
  ownService,
  type PeopleFile,
  peopleFile,
  peopleOf,
  writePeople,
} from './service.ts';

const people = peopleOf(3, 700);
const ada = { objectId: 'ada', displayName: 'Ada Lovelace', givenName: 'Ada', surname: 'Lovelace' };
const eva = { objectId: 'eva', displayName: 'Eva Lovelace', givenName: 'Eva', surname: 'Lovelace' };

const stored = async ({ cacheFolder }: PeopleFile): Promise<readonly string[]> =>
  (await readdir(cacheFolder).catch(() => [])).map((name) => join(cacheFolder, name));

/** The path of the one index that was stored. */
const untilStored = (file: PeopleFile): Promise<string> =>
  eventually(async () => {
    const [path, ...others] = await stored(file);
    expect(path).toMatch(/\.index$/);
    expect(others).toEqual([]);
    return path ?? '';
  });

/** A file that was indexed once, by a service that is closed again. */
async function indexedFile(): Promise<{ readonly file: PeopleFile; readonly index: string }> {
  const file = await peopleFile([...people, ada]);
  const service = ownService();
  await open(service, file);
  const index = await untilStored(file);
  await service.close();
  return { file, index };
}

/** Other content of the same length, with the time that the file had. */
async function changeUnnoticed({ listing }: PeopleFile): Promise<void> {
  const { atime, mtime, size } = await stat(listing.path);
  await writePeople(listing.path, [...people, eva]);
  await utimes(listing.path, atime, mtime);
  expect((await stat(listing.path)).size).toBe(size);
}

describe('the index of a file', () => {
  it('is kept for the user alone', async () => {
    const { file, index } = await indexedFile();

    expect((await stat(index)).mode & 0o777).toBe(0o600);
    expect((await stat(file.cacheFolder)).mode & 0o777).toBe(0o700);
  });

  it('answers at the next start like the one that was made from the file', async () => {
    const { file } = await indexedFile();
    const service = ownService();

    const opened = await open(service, file);

    expect(opened).toEqual({ ok: true, value: { count: 701, isCached: true, notes: [] } });
    expect(await namesFor(service, 'lovelace')).toEqual(['Ada Lovelace']);
  });

  it('is taken when length and time of the file are the same, and made anew when the content is not', async () => {
    const { file } = await indexedFile();
    // Both times are exact to the millisecond, as the file system may be no better.
    const exact = new Date(Math.floor((await stat(file.listing.path)).mtimeMs));
    await utimes(file.listing.path, exact, exact);
    const first = ownService();
    await open(first, file);
    await eventually(async () => expect(await stored(file)).toHaveLength(1));
    await first.close();
    await changeUnnoticed(file);
    const service = ownService();

    await open(service, file);

    await eventually(async () => expect(await namesFor(service, 'lovelace')).toEqual(['Eva Lovelace']));
  });

  it('is not taken when the file was written since', async () => {
    const { file } = await indexedFile();
    await writePeople(file.listing.path, [...people, ada, eva]);
    const service = ownService();

    await open(service, file);

    expect(await namesFor(service, 'lovelace')).toEqual(['Ada Lovelace', 'Eva Lovelace']);
  });

  it('is not taken when the file is understood in another way', async () => {
    const { file } = await indexedFile();
    const service = ownService();

    await open(service, { ...file, listing: { ...file.listing, anchors: ['employeeId', 'objectId'] } });

    expect(await namesFor(service, 'lovelace')).toEqual(['Ada Lovelace']);
    await eventually(async () => expect(await stored(file)).toHaveLength(2));
  });

  it.each([
    [
      'is damaged',
      async (path: string) => {
        const handle = await openFile(path, 'r+');
        await handle.write(Buffer.from('\xff\xff\xff\xff'), 0, 4, 5_000);
        await handle.close();
      },
    ],
    [
      'was cut off',
      async (path: string) => {
        const handle = await openFile(path, 'r+');
        await handle.truncate(4_000);
        await handle.close();
      },
    ],
    ['is something else', (path: string) => writeFile(path, 'not an index')],
    ['is empty', (path: string) => writeFile(path, '')],
  ])('that %s is made anew without a word', async (_how, damage) => {
    const { file, index } = await indexedFile();
    const { size } = await stat(index);
    await damage(index);
    const service = ownService();

    const opened = await open(service, file);

    expect(opened).toEqual({ ok: true, value: { count: 701, isCached: false, notes: [] } });
    expect(await namesFor(service, 'lovelace')).toEqual(['Ada Lovelace']);
    await eventually(async () => expect((await stat(index)).size).toBe(size));
  });

  it('is not kept where nothing can be written, and found all the same', async () => {
    const file = await peopleFile([ada]);
    await writeFile(join(file.listing.path, '..', 'cache'), 'a file where the folder should be');
    const service = ownService();

    await open(service, file);

    expect(await namesFor(service, 'lovelace')).toEqual(['Ada Lovelace']);
  });
});
