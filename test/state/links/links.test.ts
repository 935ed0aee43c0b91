import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyProcess } from '../../../src/disk/process-identity.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import { createLinks, type LinksRequest } from '../../../src/state/links/links.ts';
import { decodeLinks, encodeLinks, linksFileName } from '../../../src/state/links/links-file.ts';
import type { StateProblem } from '../../../src/state/state-problem.ts';
import { tempFolder } from '../temp-folder.ts';

const child = fileURLToPath(new URL('./links-child.ts', import.meta.url));
const key = {
  appId: 'entra-to-saas',
  source: { name: 'Azure Active Directory', place: 'northwind' },
  target: { name: 'customappsso', place: 'host:1' },
};
const ada = asRef('ada');
const adasAccount = asRef('T1');

async function linksIn(directory: string, change: Partial<LinksRequest> = {}) {
  const problems: StateProblem[] = [];
  const links = createLinks({
    ...key,
    directory,
    process: await identifyProcess(),
    now: () => new Date('2026-10-01T12:00:00.000Z'),
    lockLimitMs: 50,
    report: (problem) => problems.push(problem),
    ...change,
  });
  return { links, problems };
}

const save = { source: ada, target: adasAccount, objectType: 'User' };
const fileIn = (directory: string): string => join(directory, 'links', linksFileName(key));

describe('links', () => {
  it('are unknown until they are saved, and known to the next process', async () => {
    const directory = await tempFolder();
    const { links } = await linksIn(directory);
    const before = await links.targetOf(ada);

    await links.save(save);

    const next = await linksIn(directory);
    expect(before).toBeUndefined();
    expect(await next.links.targetOf(ada)).toBe(adasAccount);
  });

  it('touch no file before they are saved', async () => {
    const directory = await tempFolder();
    const { links } = await linksIn(directory);

    await links.targetOf(ada);

    expect(await readdir(directory)).toEqual([]);
  });

  it('point to the newest target, and to none after they were dropped', async () => {
    const { links } = await linksIn(await tempFolder());
    await links.save(save);

    await links.save({ ...save, target: asRef('T2') });
    const moved = await links.targetOf(ada);
    await links.drop(ada);

    expect(moved).toBe('T2');
    expect(await links.targetOf(ada)).toBeUndefined();
  });

  it.each([
    ['another app', { appId: 'another' }],
    ['another tenant as source', { source: { ...key.source, place: 'contoso' } }],
    ['another host as target', { target: { ...key.target, place: 'host:2' } }],
    ['another kind of target', { target: { ...key.target, name: 'Active Directory' } }],
  ])('of one pair of systems are invisible to %s', async (_what, change) => {
    const directory = await tempFolder();
    const { links } = await linksIn(directory);
    await links.save(save);

    const other = await linksIn(directory, change);

    expect(await other.links.targetOf(ada)).toBeUndefined();
  });

  it('treat every anchor as data', async () => {
    const { links } = await linksIn(await tempFolder());
    const hostile = ['__proto__', 'constructor', '', '\u0000\n"', '\u202e', 'x'.repeat(5_000)].map(asRef);

    for (const source of hostile) await links.save({ source, target: source, objectType: 'User' });

    for (const source of hostile) expect(await links.targetOf(source)).toBe(source);
    expect(await links.targetOf(asRef('toString'))).toBeUndefined();
  });

  it('are for this user alone, and leave nothing but their file', async () => {
    const directory = await tempFolder();
    const { links } = await linksIn(directory);

    await links.save(save);

    expect(await readdir(join(directory, 'links'))).toEqual([linksFileName(key)]);
    expect((await stat(fileIn(directory))).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, 'links'))).mode & 0o777).toBe(0o700);
  });

  it('are written and read back as they are, whatever is in them', () => {
    const text = fc.string({ unit: 'binary' });
    const entry = fc.record({ source: text, target: text, objectType: text, savedAt: text });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ source }) => source }), (entries) => {
        const decoded = decodeLinks(encodeLinks(key, entries));
        expect(decoded.ok && [...decoded.value.values()]).toEqual(entries);
      }),
    );
  });
});

describe('a damaged file of links', () => {
  it.each([
    ['half of it is missing', (text: string) => text.slice(0, text.length / 2)],
    ['it is empty', () => ''],
    ['a link has no target', (text: string) => text.replace('"target":"T1",', '')],
  ])('is set aside with its content, and said: %s', async (_what, damage) => {
    const directory = await tempFolder();
    await (await linksIn(directory)).links.save(save);
    const damaged = damage(await readFile(fileIn(directory), 'utf8'));
    await writeFile(fileIn(directory), damaged);
    const { links, problems } = await linksIn(directory);

    const target = await links.targetOf(ada);
    await links.save({ ...save, target: asRef('T3') });

    expect(target).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'damaged', path: expect.stringContaining('.damaged-') }]);
    expect(await readFile(problems[0]?.path ?? '', 'utf8')).toBe(damaged);
    expect(await links.targetOf(ada)).toBe('T3');
  });

  it('is left alone when it comes from a later release', async () => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'links'));
    await writeFile(fileIn(directory), '{"version":2}');
    const { links } = await linksIn(directory);

    await expect(links.save(save)).rejects.toMatchObject({ problem: { code: 'newerVersion' } });
    await expect(links.targetOf(ada)).rejects.toMatchObject({ problem: { code: 'newerVersion' } });
    expect(await readFile(fileIn(directory), 'utf8')).toBe('{"version":2}');
  });
});

describe('links of several processes at once', () => {
  const left = (pid: number, change: object = {}): string =>
    JSON.stringify({ token: 'left', pid, startedAt: 'never', host: hostname(), at: Date.now(), ...change });

  it('are all kept, also when a dead process has left its lock to the four of them', async () => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'links'));
    await writeFile(`${fileIn(directory)}.lock`, left(2 ** 22 + 5));

    await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        promisify(execFile)(process.execPath, [child, directory, name, '25']),
      ),
    );

    const stored = decodeLinks(await readFile(fileIn(directory), 'utf8'));
    expect(stored.ok && stored.value.size).toBe(100);
    expect(await readdir(join(directory, 'links'))).toEqual([linksFileName(key)]);
  });

  it('survive the kill -9 of one of them: what it had saved is there, and the others go on', async () => {
    const directory = await tempFolder();
    const running = spawn(process.execPath, [child, directory, 'a', '100000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    running.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('a-20\n')) running.kill('SIGKILL');
    });
    await once(running, 'close');
    const { links, problems } = await linksIn(directory);

    await links.save(save);

    expect(problems).toEqual([]);
    expect(await links.targetOf(ada)).toBe(adasAccount);
    for (const source of said.split('\n').slice(0, -1)) {
      expect(await links.targetOf(asRef(source))).toBe(`target-of-${source}`);
    }
  });

  it.each([
    [
      'of a living process',
      async () => JSON.stringify({ ...(await identifyProcess()), token: 't', at: Date.now() }),
    ],
    ['of another host', async () => left(1, { host: 'another' })],
  ])('wait for the lock %s, and say who has it', async (_what, content) => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'links'));
    await writeFile(`${fileIn(directory)}.lock`, await content());
    const { links } = await linksIn(directory);

    const saving = links.save(save);

    await expect(saving).rejects.toMatchObject({
      problem: { code: 'locked', message: expect.stringMatching(/process \d+ on /u) },
    });
  });

  it.each([
    ['whose number another process has now', () => left(process.pid)],
    ['of another host, when it is old', () => left(1, { host: 'another', at: Date.now() - 31_000 })],
    ['that is damaged', () => ''],
  ])('take over the lock of a process %s', async (_what, content) => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'links'));
    await writeFile(`${fileIn(directory)}.lock`, content());
    const { links } = await linksIn(directory);

    await links.save(save);

    expect(await links.targetOf(ada)).toBe(adasAccount);
  });

  it('take over also from an heir that died', async () => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'links'));
    await writeFile(`${fileIn(directory)}.lock`, left(2 ** 22 + 5));
    await writeFile(`${fileIn(directory)}.lock.left`, left(2 ** 22 + 6, { token: 'heir' }));
    const { links } = await linksIn(directory);

    await links.save(save);

    expect(await readdir(join(directory, 'links'))).toEqual([linksFileName(key)]);
  });
});
