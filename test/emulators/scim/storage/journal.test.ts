import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResourceChange, StoredResource } from '../../../../src/emulators/scim/resources/model.ts';
import { startJournal } from '../../../../src/emulators/scim/storage/journal.ts';
import { decodeJournal, encodeBatch } from '../../../../src/emulators/scim/storage/journal-format.ts';
import { loadState, type State, writeSnapshot } from '../../../../src/emulators/scim/storage/state-files.ts';
import { start, TOKEN, temporaryDirectory, ticking, user } from '../support.ts';

const resource = (id: string, userName = id): StoredResource => ({
  type: 'User',
  id,
  created: '2026-01-01T00:00:00.000Z',
  lastModified: '2026-01-01T00:00:00.000Z',
  revision: 1,
  content: { userName },
});

async function state(directory: string): Promise<State> {
  const loaded = await loadState(directory);
  if (!loaded.ok || loaded.value === undefined) throw new Error(JSON.stringify(loaded));
  return loaded.value;
}

async function ids(directory: string): Promise<readonly string[]> {
  return (await state(directory)).resources.map(({ id }) => id);
}

describe('a journal that a crash cut off', () => {
  it('keeps every acknowledged change, whatever the byte it ends at', async () => {
    const directory = await temporaryDirectory();
    const server = await start({ directory });
    const journal = join(directory, 'journal.1.jsonl');
    const acknowledged: { readonly id: string; readonly end: number }[] = [];
    for (const name of ['ada', 'grace', 'жанна d’arc 𝄞']) {
      const { body } = await server.send('POST', '/Users', user(name, { title: 'x'.repeat(40) }));
      acknowledged.push({ id: String(body['id']), end: (await stat(journal)).size });
    }
    const whole = await readFile(journal);
    const copy = await temporaryDirectory();
    await copyFile(join(directory, 'resources.json'), join(copy, 'resources.json'));
    await copyFile(journal, join(copy, 'journal.1.jsonl'));

    for (let length = whole.length; length >= 0; length -= 1) {
      await truncate(join(copy, 'journal.1.jsonl'), length);
      const expected = acknowledged.filter(({ end }) => end <= length).map(({ id }) => id);
      expect(await ids(copy), `cut at byte ${length}`).toEqual(expected);
    }
  });

  it('is written on behind its last whole line', async () => {
    const directory = await temporaryDirectory();
    await writeSnapshot(directory, { journal: 1, resources: [] });
    const torn = encodeBatch([{ put: resource('b') }]).slice(0, -5);
    await writeFile(join(directory, 'journal.1.jsonl'), encodeBatch([{ put: resource('a') }]) + torn);

    const server = await start({ directory });
    const created = await server.send('POST', '/Users', user('c'));

    expect(await ids(directory)).toEqual(['a', created.body['id']]);
  });

  it('loses a last line of which the disk kept only the length', () => {
    const lines = [encodeBatch([{ put: resource('a') }]), encodeBatch([{ put: resource('b') }])];
    const bytes = Buffer.from(lines.join(''));
    bytes.fill(0, lines[0]?.length);
    const garbled = Buffer.from(lines.join('').replace('"b"', '"x"'));

    const expected = { ok: true, value: { changes: [{ put: resource('a') }], goodBytes: lines[0]?.length } };
    expect(decodeJournal(bytes)).toEqual(expected);
    expect(decodeJournal(garbled)).toEqual(expected);
  });

  it('is refused when a line before the last is damaged, because no crash does that', async () => {
    const directory = await temporaryDirectory();
    await writeSnapshot(directory, { journal: 1, resources: [] });
    const lines = ['a', 'b', 'c'].map((id) => encodeBatch([{ put: resource(id) }]));
    await writeFile(join(directory, 'journal.1.jsonl'), lines.join('').replace('"b"', '"x"'));

    expect(await loadState(directory)).toMatchObject({
      ok: false,
      error: { code: 'state.damaged', message: expect.stringContaining('line 2 ') },
    });
  });

  it('gives back what was written, cut anywhere', () => {
    const change: fc.Arbitrary<ResourceChange> = fc.oneof(
      fc.record({ put: fc.string().map((id) => resource(id)) }),
      fc.record({
        remove: fc.record({ type: fc.constant('User' as const), id: fc.string({ unit: 'binary' }) }),
      }),
    );
    const batches = fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(batches, fc.nat(), (written, cut) => {
        const lines = written.map((batch) => Buffer.from(encodeBatch(batch)));
        const bytes = Buffer.concat(lines);
        const length = bytes.length === 0 ? 0 : cut % (bytes.length + 1);
        const ends = lines.map((_, at) => Buffer.concat(lines.slice(0, at + 1)).length);
        const whole = ends.filter((end) => end <= length);

        expect(decodeJournal(bytes.subarray(0, length))).toEqual({
          ok: true,
          value: { changes: written.slice(0, whole.length).flat(), goodBytes: whole.at(-1) ?? 0 },
        });
      }),
    );
  });
});

describe('snapshots', () => {
  async function written(compactionBytes: number) {
    const directory = await temporaryDirectory();
    await writeSnapshot(directory, { journal: 1, resources: [] });
    const held = new Map<string, StoredResource>();
    const journal = await startJournal({
      directory,
      state: await state(directory),
      resources: () => [...held.values()],
      compactionBytes,
    });
    if (!journal.ok) throw new Error(journal.error.message);
    const put = (one: StoredResource) => {
      held.set(one.id, one);
      return journal.value.commit([{ put: one }]);
    };
    return { directory, put, close: journal.value.close };
  }

  it('take over from a journal that has grown, and begin the next one', async () => {
    const { directory, put, close } = await written(500);
    const names = Array.from({ length: 12 }, (_, at) => `user${at}`);
    for (const name of names) expect(await put(resource(name))).toEqual({ ok: true, value: undefined });
    await close();

    const files = (await readdir(directory)).toSorted();
    expect(files).toEqual([expect.stringMatching(/^journal\.[2-9]\.jsonl$/), 'resources.json']);
    expect(await ids(directory)).toEqual(names);
  });

  it('count from the moment of their rename: an older journal beside them has no say', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'journal.1.jsonl'), encodeBatch([{ put: resource('a', 'old') }]));
    await writeSnapshot(directory, { journal: 2, resources: [resource('a', 'new')] });
    await writeFile(join(directory, 'journal.1.jsonl'), encodeBatch([{ put: resource('a', 'old') }]));

    expect((await state(directory)).resources).toEqual([resource('a', 'new')]);
  });

  it('count for nothing before it: a half-written draft beside the old pair has no say', async () => {
    const directory = await temporaryDirectory();
    await writeSnapshot(directory, { journal: 1, resources: [resource('a')] });
    await writeFile(join(directory, 'resources.json.new'), '{"journal":2,"resou');

    expect(await ids(directory)).toEqual(['a']);
  });

  it.each([
    [
      'a snapshot that is no JSON',
      async (directory: string) => writeFile(join(directory, 'resources.json'), '{"journal":'),
    ],
    [
      'a snapshot of something else',
      async (directory: string) => writeFile(join(directory, 'resources.json'), '{"journal":1}'),
    ],
    ['a journal without its snapshot', async (directory: string) => rm(join(directory, 'resources.json'))],
  ])('%s is damage, and never a reason to start empty', async (_name, damage) => {
    const directory = await temporaryDirectory();
    await writeSnapshot(directory, { journal: 1, resources: [] });
    await writeFile(join(directory, 'journal.1.jsonl'), encodeBatch([{ put: resource('a') }]));
    await damage(directory);

    expect(await loadState(directory)).toMatchObject({ ok: false, error: { code: 'state.damaged' } });
  });

  it('that fail stop everything, because memory is ahead of the disk then', async () => {
    const { directory, put, close } = await written(1);
    await rm(directory, { recursive: true });

    const first = await put(resource('a'));
    await mkdir(directory);
    const second = await put(resource('b'));
    await close();

    expect(first).toMatchObject({ ok: false, error: expect.stringContaining('ENOENT') });
    expect(second).toEqual(first);
  });
});

describe('writes to disk', () => {
  it('that come together share a line, and each is acknowledged', async () => {
    const server = await start({ directory: await temporaryDirectory() });
    const created = await Promise.all(
      Array.from({ length: 40 }, (_, at) => server.send('POST', '/Users', user(`u${at}`))),
    );

    expect(new Set(created.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('survive an orderly stop: versions, times, order and members are as before', async () => {
    const directory = await temporaryDirectory();
    const first = await start({ directory });
    for (const name of ['b', 'a', 'c']) await first.send('POST', '/Users', user(name));
    const before = (await first.send('GET', '/Users')).body['Resources'];
    await first.close();

    const second = await start({ directory, now: ticking(), token: TOKEN });
    const after = (await second.send('GET', '/Users')).body['Resources'];

    const neutral = (value: unknown) => JSON.stringify(value).replaceAll(/127\.0\.0\.1:\d+/g, 'host');
    expect(neutral(after)).toBe(neutral(before));
  });

  it.each([
    ['new', async () => undefined],
    [
      'open to others until now',
      async (directory: string) => {
        await mkdir(directory);
        await chmod(directory, 0o755);
      },
    ],
  ])('leave a directory that was %s, and its files, to their owner alone', async (_name, prepare) => {
    const directory = join(await temporaryDirectory(), 'state');
    await prepare(directory);
    await start({ directory });

    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const file of await readdir(directory)) {
      expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
    }
  });
});
