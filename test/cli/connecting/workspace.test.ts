import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type AppEntry,
  OWN_TOKEN,
  ownApp,
  ownEnvironment,
  ownWorkspace,
} from '../../journeys/own-workspace.ts';
import { freshHome, type Home } from '../../support/program.ts';
import { cli, jsonLines } from '../in-process.ts';

const app = ownApp('http://127.0.0.1:9/scim/v2');

async function workspaceWith(home: Home, file: string, content: string): Promise<string> {
  const folder = await ownWorkspace(home, app);
  await writeFile(join(folder, file), content);
  return folder;
}

const file = (...apps: readonly unknown[]) => JSON.stringify({ name: 'Broken', apps });
const withTarget = (change: Partial<AppEntry['target']>) =>
  file({ ...app, target: { ...app.target, ...change } });

const broken: readonly (readonly [string, string, readonly string[]])[] = [
  ['no JSON', '{"name": "Broken", "apps": [}', ['provision.json', 'Correct the JSON']],
  ['a key that nobody knows', file({ ...app, colour: 'blue' }), ['apps[0]', 'colour']],
  ['a kind that nobody knows', file({ ...app, kind: 'carrier-pigeon' }), ['apps[0].kind']],
  ['a literal secret', withTarget({ token: 's3cr3t-literal' }), ['apps[0].target.token', 'env:']],
  ['plain HTTP to another host', withTarget({ baseUrl: 'http://saas.example/scim' }), ['baseUrl', 'https']],
  ['two apps with one id', file(app, app), ['apps[1].id']],
];

describe('a workspace that is broken', () => {
  it.each(broken)('by %s ends with 78 and names file, path and fix', async (_name, content, words) => {
    const home = await freshHome();
    const workspace = await workspaceWith(home, 'provision.json', content);

    const { exitCode, stdout, stderr } = await cli(home, ['--workspace', workspace, 'apps']);

    expect({ exitCode, stdout }).toEqual({ exitCode: 78, stdout: '' });
    expect(stderr).toContain(join(workspace, 'provision.json'));
    for (const word of words) expect(stderr).toContain(word);
    expect(stderr).not.toContain('s3cr3t-literal');
  });

  it('by a schema that cannot be read lists the app all the same and ends with 78', async () => {
    const home = await freshHome();
    const workspace = await workspaceWith(home, 'schemas/entra-to-saas.json', '{"synchronizationRules": 7}');

    const apps = await cli(home, ['--workspace', workspace, 'apps']);
    const run = await cli(home, ['--workspace', workspace, 'run', '--app', 'own', '--user', 'a']);

    expect(apps.exitCode).toBe(78);
    expect(apps.stdout).toMatch(
      /^own {2}Own directory {2}cannot be used: .*entra-to-saas\.json: synchronizationRules/,
    );
    expect(run.exitCode).toBe(78);
    expect(run.stderr).toContain('entra-to-saas.json: synchronizationRules');
  });
});

describe('which workspace counts', () => {
  it('one that is named and missing is an error, never the sample', async () => {
    const home = await freshHome();
    const missing = join(home.path, 'nowhere');

    const byOption = await cli(home, ['--workspace', missing, 'apps']);
    const byVariable = await cli(home, ['apps'], { env: { PROVISION_WORKSPACE: missing } });

    for (const said of [byOption, byVariable]) {
      expect(said).toMatchObject({ exitCode: 78, stdout: '' });
      expect(said.stderr).toContain(missing);
    }
  });

  it('one in a folder above the current one is found', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, app);

    const { stdout } = await cli(home, ['apps', '--json'], { cwd: join(workspace, 'schemas') });

    expect(jsonLines(stdout).map(({ id }) => id)).toEqual(['own']);
  });

  it('one that others can write is passed over, with a warning', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, app);
    await chmod(join(workspace, 'provision.json'), 0o666);

    const { stdout, stderr } = await cli(home, ['apps', '--json'], { cwd: workspace });

    expect(jsonLines(stdout).map(({ id }) => id)).not.toContain('own');
    expect(stderr).toContain(workspace);
  });

  it('the user’s configuration folder is the last before the sample', async () => {
    const home = await freshHome();
    const config = join(home.path, 'config', 'provision-on-demand');
    await mkdir(join(config, 'schemas'), { recursive: true });
    await ownWorkspace(home, app);
    await writeFile(join(config, 'provision.json'), file(app));

    const { stdout } = await cli(home, ['apps', '--json']);

    expect(jsonLines(stdout).map(({ id }) => id)).toEqual(['own']);
  });
});

describe('provision apps', () => {
  it('names source and target of every app of the sample workspace', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), ['apps']);

    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(9);
    expect(stdout).toMatch(/^workday-to-ad {2}Workday to Active Directory {2}Workday -> Active Directory /m);
  });

  it('with --json gives one line an app', async () => {
    const { stdout } = await cli(await freshHome(), ['apps', '--json']);

    expect(jsonLines(stdout)[0]).toEqual({
      id: 'saas',
      displayName: 'Atlas Service Desk',
      kind: 'entra-to-saas',
      settings: { scope: 'assigned', skipOutOfScopeDeletions: false },
      source: expect.objectContaining({ name: expect.any(String), place: expect.any(String) }),
      target: expect.objectContaining({ name: expect.any(String), place: expect.any(String) }),
      provisions: ['user', 'group'],
    });
  });
});

describe('a secret', () => {
  it('that is not there is told by its name when it is needed', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, app);

    const args = [
      '--workspace',
      workspace,
      'run',
      '--app',
      'own',
      '--user',
      'noah.lindqvist@larkspur.example',
    ];
    const { stdout, exitCode } = await cli(home, args);

    expect(stdout).toContain('[Failure] Test connection');
    expect(stdout).toContain('OWN_TOKEN');
    expect(exitCode).not.toBe(0);
  });

  it('is in no output and in no file of the journal', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, app);
    const args = [
      '--workspace',
      workspace,
      'run',
      '--app',
      'own',
      '--user',
      'noah.lindqvist@larkspur.example',
    ];

    const { stdout, stderr } = await cli(home, [...args, '--json'], { env: ownEnvironment });
    const { stdout: kept } = await cli(home, ['runs', 'list', '--json']);

    expect(kept).toContain('connection.refused');
    for (const text of [stdout, stderr, kept]) expect(text).not.toContain(OWN_TOKEN);
  });
});
