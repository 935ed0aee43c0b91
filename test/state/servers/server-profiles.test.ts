import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyProcess } from '../../../src/disk/process-identity.ts';
import {
  createServerProfiles,
  type ServerProfilesRequest,
} from '../../../src/state/servers/server-profiles.ts';
import {
  decodeProfile,
  encodeProfile,
  profileFileName,
} from '../../../src/state/servers/server-profiles-file.ts';
import type { StateProblem } from '../../../src/state/state-problem.ts';
import { tempFolder } from '../temp-folder.ts';

const place = 'scim.example.com/tenants/7?x=1';
const at = '2026-10-01T12:00:00.000Z';
const text = { fact: 'reference', value: 'text', because: '400 invalidValue to an object' };
const paging = { fact: 'paging', value: 'cursor', because: 'nextCursor in the answer' };

async function profilesIn(directory: string, change: Partial<ServerProfilesRequest> = {}) {
  const problems: StateProblem[] = [];
  const profiles = createServerProfiles({
    directory,
    process: await identifyProcess(),
    now: () => new Date(at),
    lockLimitMs: 50,
    report: (problem) => problems.push(problem),
    ...change,
  });
  return { profiles, problems };
}

const fileIn = (directory: string): string => join(directory, 'servers', profileFileName(place));

async function damaged(content: string): Promise<string> {
  const directory = await tempFolder();
  await mkdir(join(directory, 'servers'));
  await writeFile(fileIn(directory), content);
  return directory;
}

describe('what is known about a server', () => {
  it('is nothing until it is remembered, and then known to the next process', async () => {
    const directory = await tempFolder();
    const { profiles } = await profilesIn(directory);
    const before = await profiles.load(place);

    await profiles.remember(place, text);
    await profiles.remember(place, paging);

    const next = await profilesIn(directory);
    expect(before).toEqual({ ok: true, value: [] });
    expect(await next.profiles.load(place)).toEqual({
      ok: true,
      value: [
        { ...text, at },
        { ...paging, at },
      ],
    });
  });

  it('touches no file while nothing is remembered', async () => {
    const directory = await tempFolder();
    const { profiles } = await profilesIn(directory);

    await profiles.load(place);
    await profiles.list();
    await profiles.forget(place);

    expect(await readdir(directory)).toEqual([]);
  });

  it('is replaced by what is learned later under the same name', async () => {
    const { profiles } = await profilesIn(await tempFolder());
    await profiles.remember(place, text);

    await profiles.remember(place, { ...text, value: 'object' });

    expect(await profiles.load(place)).toMatchObject({ ok: true, value: [{ value: 'object' }] });
  });

  it('is that of one place; another tenant on the same host is another server', async () => {
    const { profiles } = await profilesIn(await tempFolder());
    await profiles.remember(place, text);

    expect(await profiles.load('scim.example.com/tenants/8')).toEqual({ ok: true, value: [] });
  });

  it('can be forgotten, which tells whether there was anything', async () => {
    const { profiles } = await profilesIn(await tempFolder());
    await profiles.remember(place, text);

    const forgotten = [await profiles.forget(place), await profiles.forget(place)];

    expect(forgotten).toEqual([
      { ok: true, value: true },
      { ok: true, value: false },
    ]);
    expect(await profiles.load(place)).toEqual({ ok: true, value: [] });
  });

  it('is listed by place, for all servers at once', async () => {
    const { profiles } = await profilesIn(await tempFolder());
    await profiles.remember('b.example', text);
    await profiles.remember('a.example', paging);

    expect(await profiles.list()).toEqual({
      ok: true,
      value: [
        { place: 'a.example', facts: [{ ...paging, at }] },
        { place: 'b.example', facts: [{ ...text, at }] },
      ],
    });
  });

  it('is for this user alone', async () => {
    const directory = await tempFolder();
    const { profiles } = await profilesIn(directory);

    await profiles.remember(place, text);

    expect((await stat(fileIn(directory))).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, 'servers'))).mode & 0o777).toBe(0o700);
  });

  it('is not lost when many learn at the same time', async () => {
    const directory = await tempFolder();
    const { profiles } = await profilesIn(directory, { lockLimitMs: 5_000 });
    const names = Array.from({ length: 20 }, (_, index) => `fact${index}`);

    await Promise.all(names.map((fact) => profiles.remember(place, { ...text, fact })));

    const known = await profiles.load(place);
    expect(new Set(known.ok ? known.value.map(({ fact }) => fact) : [])).toEqual(new Set(names));
    expect(await readdir(join(directory, 'servers'))).toEqual([profileFileName(place)]);
  });

  it('survives being written and read, whatever it says', () => {
    const fact = fc.record({
      fact: fc.string(),
      value: fc.string(),
      because: fc.string({ unit: 'grapheme' }),
      at: fc.string(),
    });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fact), (where, facts) => {
        expect(decodeProfile(encodeProfile({ place: where, facts }))).toEqual({
          ok: true,
          value: { place: where, facts },
        });
      }),
    );
  });
});

describe('a file about a server', () => {
  it.each(['', '{', '{"version":1}', '[]', '{"version":1,"place":"x","facts":[{"fact":1}]}'])(
    'that is damaged (%j) is set aside and told, and learning begins anew',
    async (content) => {
      const directory = await damaged(content);
      const { profiles, problems } = await profilesIn(directory);

      const known = await profiles.load(place);

      const aside = `${profileFileName(place)}.damaged-2026-10-01T120000000Z`;
      expect(known).toEqual({ ok: true, value: [] });
      expect(await readFile(join(directory, 'servers', aside), 'utf8')).toBe(content);
      expect(problems).toMatchObject([{ code: 'damaged', path: join(directory, 'servers', aside) }]);
      expect(await profiles.remember(place, text)).toMatchObject({ ok: true });
    },
  );

  it('of a later release stays as it is, whatever is asked', async () => {
    const content = '{"version":2,"more":true}';
    const directory = await damaged(content);
    const { profiles } = await profilesIn(directory);

    const answers = [
      await profiles.load(place),
      await profiles.remember(place, text),
      await profiles.forget(place),
    ];

    expect(answers).toMatchObject(Array(3).fill({ ok: false, error: { code: 'newerVersion' } }));
    expect(await readFile(fileIn(directory), 'utf8')).toBe(content);
  });

  it('that another process holds is a problem that names it', async () => {
    const directory = await tempFolder();
    const { profiles } = await profilesIn(directory);
    await profiles.remember(place, text);
    const owner = { ...(await identifyProcess()), pid: process.ppid, startedAt: undefined };
    const holder = { ...owner, host: hostname(), token: 'other', at: Date.now() };
    await writeFile(`${fileIn(directory)}.lock`, JSON.stringify(holder));

    expect(await profiles.remember(place, paging)).toMatchObject({ ok: false, error: { code: 'locked' } });
  });
});
