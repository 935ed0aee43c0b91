import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startScimServer } from '../../src/emulators/scim/start.ts';
import type { RunRecord } from '../../src/engine/run/record.ts';
import { blocksIn, readDocument, shownCommands } from '../architecture/documents.ts';
import { cli, jsonLines } from '../cli/in-process.ts';
import { freshHome } from '../support/program.ts';
import { OWN_TOKEN, ownEnvironment, ownWorkspace, scim, userNamed } from './own-workspace.ts';

/** What an administrator keeps in a spreadsheet; a manager is named by principal name, or by id. */
const table = (title: string, licensed: string, manager = 'grace@example.com'): string =>
  [
    'objectId;userPrincipalName;displayName;givenName;surname;mailNickname;jobTitle;accountEnabled;manager;licensed',
    `p-1;ada@example.com;"Lovelace; Ada";Ada;Lovelace;ada;${title};TRUE;${manager};${licensed}`,
    'p-2;grace@example.com;Grace Hopper;Grace;Hopper;grace;Admiral;TRUE;;TRUE',
    'p-3;yui@example.com;田中 結衣;結衣;田中;yui;Engineer;FALSE;p-2;TRUE',
    'p-4;mary@example.com;Mary Jackson;Mary;Jackson;mary;Engineer;TRUE;p-2;TRUE',
    '',
  ].join('\r\n');

const pioneers = {
  objectId: 'g-1',
  displayName: 'Pioneers',
  licensed: true,
  members: ['p-1', 'grace@example.com'],
};
const groups = `${JSON.stringify(pioneers)}\n`;

type Bench = {
  readonly baseUrl: string;
  readonly file: string;
  readonly run: (
    ...args: readonly string[]
  ) => Promise<{ readonly exitCode: number; readonly record: RunRecord }>;
  readonly provision: (...args: readonly string[]) => ReturnType<typeof cli>;
};

/** The embedded SCIM server, on a free port until the test is over. */
async function startOwnServer(directory: string): Promise<string> {
  const server = await startScimServer({ directory, port: 0, token: OWN_TOKEN, now: () => new Date() });
  if (!server.ok) throw new Error(server.error.message);
  onTestFinished(() => server.value.close());
  return server.value.baseUrl;
}

async function bench(): Promise<Bench> {
  const home = await freshHome();
  const baseUrl = await startOwnServer(join(home.path, 'target'));
  const workspace = await ownWorkspace(home, {
    id: 'own',
    displayName: 'Own directory',
    kind: 'entra-to-saas',
    schema: 'schemas/entra-to-saas.json',
    source: {
      connector: 'file',
      path: 'people.csv',
      groups: 'groups.jsonl',
      delimiter: ';',
      valueSeparator: '|',
      assigned: 'licensed',
    },
    target: { connector: 'scim', baseUrl, token: 'env:OWN_TOKEN' },
  });
  const file = join(workspace, 'people.csv');
  await writeFile(file, `\uFEFF${table('Analyst', 'TRUE')}`);
  await writeFile(join(workspace, 'groups.jsonl'), groups);
  const provision = (...args: readonly string[]) =>
    cli(home, ['--workspace', workspace, ...args], { env: ownEnvironment });
  const run = async (...args: readonly string[]) => {
    const { stdout, stderr, exitCode } = await provision('run', '--app', 'own', '--json', ...args);
    if (stdout === '') throw new Error(stderr);
    return { exitCode, record: jsonLines(stdout).at(-1) as unknown as RunRecord };
  };
  return { baseUrl, file, run, provision };
}

describe('an administrator who keeps people in a file', () => {
  it('finds, previews, creates, changes and takes away an account by editing the file', async () => {
    const { run, provision, baseUrl, file } = await bench();

    const found = await provision('search', '--app', 'own', '--json', 'lovelace');
    expect(jsonLines(found.stdout)).toMatchObject([{ hits: [{ id: 'p-1', displayName: 'Lovelace; Ada' }] }]);

    const preview = await run('--user', 'ada@example.com', '--preview');
    expect(preview).toMatchObject({ exitCode: 0, record: { action: 'Create' } });
    expect(await userNamed(baseUrl, 'ada@example.com')).toBeUndefined();

    expect(await run('--user', 'grace@example.com')).toMatchObject({ record: { action: 'Create' } });
    const created = await run('--user', 'p-1');
    expect(created).toMatchObject({
      exitCode: 0,
      record: { action: 'Create', sourceIdentity: { id: 'p-1' } },
    });
    const grace = await userNamed(baseUrl, 'grace@example.com');
    expect(await userNamed(baseUrl, 'ada@example.com')).toMatchObject({
      displayName: 'Lovelace; Ada',
      title: 'Analyst',
      active: true,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: grace?.['id'] } },
    });

    expect(await run('--user', 'p-1')).toMatchObject({
      exitCode: 0,
      record: { evidence: { ending: 'redundant' } },
    });

    await writeFile(file, table('Countess', 'TRUE'));
    expect(await run('--user', 'p-1')).toMatchObject({ exitCode: 0, record: { action: 'Update' } });
    expect(await userNamed(baseUrl, 'ada@example.com')).toMatchObject({ title: 'Countess' });

    await run('--user', 'p-4');
    await writeFile(file, table('Countess', 'TRUE', 'p-4'));
    expect(await run('--user', 'p-1')).toMatchObject({ exitCode: 0, record: { action: 'Update' } });
    const mary = await userNamed(baseUrl, 'mary@example.com');
    expect(await userNamed(baseUrl, 'ada@example.com')).toMatchObject({
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: mary?.['id'] } },
    });

    await writeFile(file, table('Countess', 'FALSE'));
    expect(await run('--user', 'p-1')).toMatchObject({ exitCode: 6 });
    expect(await run('--user', 'p-1', '--allow', 'disable')).toMatchObject({ record: { action: 'Disable' } });
    expect(await userNamed(baseUrl, 'ada@example.com')).toMatchObject({ active: false });

    await writeFile(file, table('Countess', 'TRUE'));
    expect(await run('--user', 'p-1')).toMatchObject({ exitCode: 0, record: { action: 'Update' } });
    expect(await userNamed(baseUrl, 'ada@example.com')).toMatchObject({ active: true });
  });

  it('provisions a group of the second file with its members', async () => {
    const { run, baseUrl } = await bench();
    await run('--user', 'p-1');
    await run('--user', 'p-2');

    const { record, exitCode } = await run('--group', 'g-1', '--member', 'p-1', '--member', 'p-2');

    expect({ exitCode, action: record.action }).toEqual({ exitCode: 0, action: 'Create' });
    const made = await scim(baseUrl, 'GET', `Groups/${record.targetIdentity.id}`);
    const [ada, grace] = [
      await userNamed(baseUrl, 'ada@example.com'),
      await userNamed(baseUrl, 'grace@example.com'),
    ];
    const members = made.body['members'] as readonly { readonly value: string }[];
    expect(members.map(({ value }) => value).toSorted()).toEqual([ada?.['id'], grace?.['id']].toSorted());
  });

  it('is told the place of a mistake in the file, and the run writes nothing', async () => {
    const { provision, file, baseUrl } = await bench();
    await writeFile(file, table('"Anal"yst', 'TRUE'));

    const search = await provision('search', '--app', 'own', 'ada');
    const { stdout, exitCode } = await provision('run', '--app', 'own', '--user', 'p-1');

    expect(search).toMatchObject({
      exitCode: 78,
      stderr: expect.stringMatching(/people\.csv:2:\d+: a quote/),
    });
    expect(exitCode).toBe(78);
    expect(stdout).toMatch(
      /\[Failure\] Import user: .*people\.csv:2:\d+: a quote ends in the middle of a cell/,
    );
    expect((await scim(baseUrl, 'GET', 'Users')).body).toMatchObject({ totalResults: 0 });
  });

  it('has a disabled person hidden in the search, and skipped by exact id', async () => {
    const { run, provision } = await bench();

    const search = await provision('search', '--app', 'own', 'yui@example.com');

    expect(search).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('disabled in the source') });
    expect(await run('--user', 'p-3')).toMatchObject({
      exitCode: 2,
      record: { statusInfo: { status: 'Skipped' } },
    });
  });
});

describe('the example of src/connectors/file/README.md', () => {
  const [provision = '', schema = ''] = blocksIn('src/workspace/README.md', 'json');
  const [source = ''] = blocksIn('src/connectors/file/README.md', 'json');
  const [table = ''] = blocksIn('src/connectors/file/README.md', 'csv');

  it('works as it stands, for who is assigned and who is not', async () => {
    const home = await freshHome();
    const folder = join(home.path, 'workspace');
    await mkdir(join(folder, 'schemas'), { recursive: true });
    await mkdir(join(folder, 'target'));
    const file = JSON.parse(provision);
    const { settings: _, ...app } = file.apps[0];
    const server = await startOwnServer(join(home.path, 'server'));
    const target = { ...app.target, baseUrl: server };
    await writeFile(
      join(folder, 'provision.json'),
      JSON.stringify({ ...file, apps: [{ ...app, source: JSON.parse(source), target }] }),
    );
    await writeFile(join(folder, 'schemas', 'my-scim.json'), schema);
    await writeFile(join(folder, 'target', 'token'), OWN_TOKEN, { mode: 0o600 });
    await writeFile(join(folder, 'people.csv'), table);
    const run = (user: string) =>
      cli(home, ['--workspace', folder, 'run', '--app', 'my-scim', '--user', user]);

    const [ada, yui] = [await run('ada@example.com'), await run('1002')];

    expect(ada).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Result: Create, Success.') });
    expect(yui).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('not assigned') });
    expect(await userNamed(server, 'ada@example.com')).toMatchObject({ displayName: 'Lovelace, Ada' });
  });
});

describe('the five minutes of README.md', () => {
  const [provision = ''] = blocksIn('README.md', 'json');
  const [people = '', groups = ''] = blocksIn('README.md', 'csv');
  const runs = shownCommands(readDocument('README.md')).filter(({ args }) => args.includes('run'));

  it('create both people and the group, with nothing changed but the address', async () => {
    const home = await freshHome();
    const folder = join(home.path, 'my-scim');
    await mkdir(join(folder, 'schemas'), { recursive: true });
    await copyFile('sample-data/schemas/entra-to-saas.json', join(folder, 'schemas', 'entra-to-saas.json'));
    const server = await startOwnServer(join(home.path, 'server'));
    await writeFile(
      join(folder, 'provision.json'),
      provision.replace('https://scim.example.com/scim/v2', server),
    );
    await writeFile(join(folder, 'people.csv'), people);
    await writeFile(join(folder, 'groups.csv'), groups);

    const ends: unknown[] = [];
    for (const { args } of runs) {
      const { stdout, exitCode } = await cli(home, args, { env: { SCIM_TOKEN: OWN_TOKEN } });
      ends.push([exitCode, /Result: (.*?)\./.exec(stdout)?.[1]]);
    }

    expect(ends).toEqual([
      [0, expect.stringContaining('Create')],
      [0, 'Create, Success'],
      [0, 'Create, Success'],
      [0, 'Create, Success'],
    ]);
  });
});
