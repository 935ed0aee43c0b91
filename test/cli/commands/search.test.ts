import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ownWorkspace } from '../../journeys/own-workspace.ts';
import { freshHome } from '../../support/program.ts';
import { cli, jsonLines } from '../in-process.ts';

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

const searching = (app: string, ...rest: readonly string[]) => ['search', '--app', app, ...rest];

describe('provision search', () => {
  it.each([
    ['saas', 'carvahlo ines', /^\S+ {2}Inês Carvalho/],
    ['saas', 'LINDQVIST noah', /^\S+ {2}Noah Lindqvist/],
    ['workday-to-ad', '21451', /^21451 {2}Sofía Reyes|^\S+ {2}Sofía Reyes/],
    ['successfactors-to-ad', '103001', /^\S+ {2}Jürgen Groß/],
  ])('in %s for "%s" prints the id and the name, the best first', async (app, query, first) => {
    const { stdout, exitCode } = await cli(await freshHome(), searching(app, query));

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(first);
  });

  it.each([
    ['saas', 'noah lindqvist'],
    ['cross-tenant', 'farah haddad'],
    ['ad-to-entra', 'sánchez elena'],
    ['workday-to-ad', 'sofia reyes'],
    ['successfactors-to-ad', 'jurgen gross'],
  ])('prints an id that `provision run --user` takes (%s)', async (app, query) => {
    const home = await freshHome();
    const { stdout } = await cli(home, searching(app, query, '--json'));
    const [{ hits } = { hits: [] }] = jsonLines(stdout) as unknown as readonly [
      { readonly hits: readonly { readonly id: string }[] },
    ];

    const run = await cli(home, ['run', '--app', app, '--user', hits[0]?.id ?? '', '--preview']);

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('[Success] Import user');
  });

  it('finds groups with --groups, and nothing but groups', async () => {
    const { stdout } = await cli(await freshHome(), searching('saas', '--groups', 'aurora'));

    expect(stdout).toMatch(/^60000000-0000-4000-8000-000000000007 {2}Aurora Launch Team.*\n$/);
  });

  it('with --json is one line: query, ms, hits and total', async () => {
    const { stdout } = await cli(await freshHome(), searching('saas', '--json', '--limit', '1', 'ines'));

    expect(jsonLines(stdout)).toEqual([
      {
        query: 'ines',
        ms: expect.any(Number),
        hits: [
          {
            id: expect.any(String),
            displayName: expect.stringContaining('Inês'),
            field: 'displayName',
            value: expect.stringContaining('Inês'),
            kind: expect.any(String),
            score: expect.any(Number),
          },
        ],
        total: expect.any(Number),
      },
    ]);
  });

  it('says how many more there are than --limit', async () => {
    const { stdout, stderr } = await cli(await freshHome(), searching('saas', '--limit', '3', 'an'));

    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(stderr).toMatch(/^\d+ more; see --limit\.$/m);
  });

  it('ends with 7 without a hit, and says why somebody whose exact id it is is not offered', async () => {
    const { stdout, stderr, exitCode } = await cli(
      await freshHome(),
      searching('saas', 'ravi.krishnamurthy@larkspur.example'),
    );

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 7 });
    expect(stderr).toContain('is not offered: disabled in the source');
  });

  it('with - answers each line of standard input with a line, in their order', async () => {
    const queries = ['noah lindqvist', 'zzqxwv', 'ines'];

    const { stdout, exitCode } = await cli(await freshHome(), searching('saas', '-', '--limit', '2'), {
      typed: queries.join('\n'),
    });

    const answers = jsonLines(stdout) as unknown as readonly {
      readonly query: string;
      readonly hits: readonly { readonly displayName: string }[];
      readonly total: number;
    }[];
    expect(exitCode).toBe(0);
    expect(answers.map(({ query }) => query)).toEqual(queries);
    expect(answers[0]?.hits[0]?.displayName).toBe('Noah Lindqvist');
    expect(answers[1]).toMatchObject({ hits: [], total: 0 });
    expect(answers[2]?.hits).toHaveLength(2);
  });

  it('with - ends with 7 when no query had a hit, and with 0 without a query', async () => {
    const home = await freshHome();

    const none = await cli(home, searching('saas', '-'), { typed: 'zzqxwv\nqwrtpsdf\n' });
    const nothing = await cli(home, searching('saas', '-'), { typed: '' });

    expect([none.exitCode, nothing.exitCode]).toEqual([7, 0]);
    expect(jsonLines(none.stdout)).toHaveLength(2);
    expect(nothing.stdout).toBe('');
  });

  it('with - writes the next line when the last one was taken', async () => {
    const pending: number[] = [];
    const lines: string[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      decodeStrings: false,
      write: (line: string, _encoding, done) => {
        lines.push(line);
        // Slower than answers come.
        void turns(200).then(() => {
          pending.push(stdout.writableLength - line.length);
          done();
        });
      },
    });

    await cli(await freshHome(), searching('saas', '-'), { typed: 'ines\n'.repeat(20), stdout });

    expect(lines).toHaveLength(20);
    expect(pending.filter((length) => length > 0)).toEqual([]);
  });

  it('prints names of a hostile source without a control character', async () => {
    const { stdout } = await cli(await freshHome(), searching('saas', 'mallory'));

    expect(stdout).toContain('<U+202E>');
    expect(stdout).toMatch(/^\P{Cc}+\n$/u);
  });
});

describe('provision search on a file', () => {
  const lines = [
    { objectId: 'p-1', displayName: 'Ada Lovelace', userPrincipalName: 'ada@example.com' },
    { objectId: 'p-2', displayName: 'Grace Hopper', userPrincipalName: 'grace@example.com' },
    { objectId: 'p-2', displayName: 'Grace Hopper', userPrincipalName: 'hopper@example.com' },
  ];

  it('finds its people, says which id is there twice, and keeps the index for the next start', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, {
      id: 'own',
      displayName: 'Own directory',
      kind: 'entra-to-saas',
      schema: 'schemas/entra-to-saas.json',
      source: { connector: 'file', path: 'people.jsonl' },
      target: { connector: 'scim', server: 'sample' },
      settings: { scope: 'all' },
    });
    await writeFile(
      join(workspace, 'people.jsonl'),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    const search = () => cli(home, ['--workspace', workspace, ...searching('own', 'lovelcae', '--json')]);

    const first = await search();
    const kept = await readdir(join(home.path, 'cache', 'provision-on-demand', 'indexes'));
    const second = await search();

    expect(first.exitCode).toBe(0);
    expect(jsonLines(first.stdout)).toMatchObject([{ hits: [{ id: 'p-1', kind: 'typo' }], total: 1 }]);
    expect(first.stderr).toContain('p-2 (lines 2 and 3)');
    expect(kept).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.index$/)]);
    expect({ ...second, stdout: jsonLines(second.stdout)[0]?.['hits'] }).toEqual({
      ...first,
      stdout: jsonLines(first.stdout)[0]?.['hits'],
    });
  });
});
