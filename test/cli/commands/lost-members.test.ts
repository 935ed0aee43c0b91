import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startScimServer } from '../../../src/emulators/scim/start.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import {
  OWN_TOKEN,
  ownApp,
  ownEnvironment,
  ownWorkspace,
  scim,
  USER_SCHEMA,
} from '../../journeys/own-workspace.ts';
import { freshHome, type Home } from '../../support/program.ts';
import { cli, jsonLines } from '../in-process.ts';

const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const aurora = '60000000-0000-4000-8000-000000000007';
/** No member of that group in the sample directory. */
const outsider = 'ines.carvalho@larkspur.example';

/** A server that empties a group when one member is removed in the form that Entra sends. */
async function wipingServer(home: Home): Promise<string> {
  const started = await startScimServer({
    directory: join(home.path, 'wiping'),
    port: 0,
    token: OWN_TOKEN,
    now: () => new Date(),
    misbehave: ['legacy-removal-empties-group'],
  });
  if (!started.ok) throw new Error(started.error.message);
  onTestFinished(() => started.value.close());
  return started.value.baseUrl;
}

async function created(baseUrl: string, path: string, resource: Readonly<Record<string, unknown>>) {
  const { body } = await scim(baseUrl, 'POST', path, resource);
  return String(body['id']);
}

type Stage = {
  readonly baseUrl: string;
  readonly group: string;
  readonly leaver: string;
  readonly others: readonly string[];
  readonly run: (allow: string) => ReturnType<typeof cli>;
};

/** The group holds the person who is to leave and two whom nobody mentions. */
async function stage(): Promise<Stage> {
  const home = await freshHome();
  const baseUrl = await wipingServer(home);
  const user = (userName: string) => created(baseUrl, 'Users', { schemas: [USER_SCHEMA], userName });
  const [leaver, one, two] = [await user(outsider), await user('one'), await user('two')];
  const group = await created(baseUrl, 'Groups', {
    schemas: [GROUP_SCHEMA],
    displayName: 'Aurora Launch Team',
    externalId: aurora,
    members: [leaver, one, two].map((value) => ({ value })),
  });
  const app = ownApp(baseUrl);
  const workspace = await ownWorkspace(home, { ...app, target: { ...app.target, dialect: 'entra' } });
  const args = ['run', '--app', 'own', '--group', aurora, '--member', outsider, '--json'];
  const run = (allow: string) =>
    cli(home, ['--workspace', workspace, ...args, '--allow', allow], { env: ownEnvironment });
  return { baseUrl, group, leaver, others: [one, two], run };
}

async function membersOf({ baseUrl, group }: Stage): Promise<readonly string[]> {
  const { body } = await scim(baseUrl, 'GET', `Groups/${group}`);
  const members = (body['members'] ?? []) as readonly { readonly value: string }[];
  return members.map(({ value }) => value).toSorted();
}

const recordOf = (stdout: string) => jsonLines(stdout).at(-1) as unknown as RunRecord;
const fatesOf = ({ evidence }: RunRecord) =>
  Object.fromEntries((evidence.act?.members ?? []).map(({ target, fate }) => [target, fate]));

describe('a server that empties a group when one member is removed', () => {
  it('makes the run fail with the list of those it took, and nobody is put back by itself', async () => {
    const staged = await stage();

    const { stdout, exitCode } = await staged.run('remove-member');

    const record = recordOf(stdout);
    const [one = '', two = ''] = staged.others;
    expect(exitCode).toBe(1);
    expect(record.evidence.reason).toBe('members.lost');
    expect(fatesOf(record)).toEqual({ [staged.leaver]: 'removed', [one]: 'lost', [two]: 'lost' });
    expect(await membersOf(staged)).toEqual([]);
  });

  it('gets exactly those back with --allow restore-member, and the run is a warning', async () => {
    const staged = await stage();

    const { stdout, exitCode } = await staged.run('remove-member,restore-member');

    const record = recordOf(stdout);
    const [one = '', two = ''] = staged.others;
    expect(exitCode).toBe(5);
    expect(record.evidence.reason).toBe('members.restored');
    expect(fatesOf(record)).toEqual({ [staged.leaver]: 'removed', [one]: 'restored', [two]: 'restored' });
    expect(await membersOf(staged)).toEqual(staged.others.toSorted());
  });
});
