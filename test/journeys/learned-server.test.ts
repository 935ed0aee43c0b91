import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profileFileName } from '../../src/state/servers/server-profiles-file.ts';
import { cli } from '../cli/in-process.ts';
import { freshHome, type Home } from '../support/program.ts';
import { type DoorRules, openFrontDoor } from './front-door.ts';
import {
  OWN_TOKEN,
  ownApp,
  ownEnvironment,
  ownWorkspace,
  scim,
  USER_SCHEMA,
  userNamed,
} from './own-workspace.ts';

const noah = 'noah.lindqvist@larkspur.example';

/** A server that already has Noah, whom another client made, and a workspace whose target has these keys. */
async function prepared(
  target: Readonly<Record<string, unknown>>,
  rules: Partial<DoorRules> & { readonly query?: string } = {},
) {
  const home = await freshHome();
  const admits = () => true;
  const door = await openFrontDoor(home, { admits, ...rules });
  await scim(door.baseUrl, 'POST', 'Users', { schemas: [USER_SCHEMA], userName: noah, title: 'By hand' });
  const app = ownApp(`${door.baseUrl}${rules.query ?? ''}`);
  const workspace = await ownWorkspace(home, { ...app, target: { ...app.target, ...target } });
  const run = (...more: readonly string[]) =>
    cli(home, ['run', '--app', 'own', '--user', noah, '--workspace', workspace, ...more], {
      env: ownEnvironment,
    });
  /** Requests that change Noah, without the one that made him. */
  const writes = () => door.received.filter(({ method }) => method !== 'GET').slice(1);
  return { home, door, run, writes };
}

const place = (baseUrl: string): string => baseUrl.replace('http://', '');
const fileOf = (home: Home, baseUrl: string): string =>
  join(home.state, 'servers', profileFileName(place(baseUrl)));

async function factsIn(home: Home, baseUrl: string): Promise<ReadonlyMap<string, string>> {
  const { facts } = JSON.parse(await readFile(fileOf(home, baseUrl), 'utf8'));
  return new Map(facts.map(({ fact, value }: Record<string, string>) => [fact, value]));
}

describe('what a run learns about a server', () => {
  it('is remembered under its place, also by a preview', async () => {
    const { home, door, run } = await prepared({});

    const { exitCode } = await run('--preview');

    expect(exitCode).toBe(0);
    expect((await factsIn(home, door.baseUrl)).get('filter userName')).toBe('equality');
  });

  it('is not asked again: the next run begins with what was found to work', async () => {
    const { home, door, run } = await prepared({});
    await mkdir(join(home.state, 'servers'), { recursive: true });
    const facts = [{ fact: 'patch', value: 'unsupported', because: '501 to PATCH', at: '2026-10-01' }];
    const profile = { version: 1, place: place(door.baseUrl), facts };
    await writeFile(fileOf(home, door.baseUrl), JSON.stringify(profile));

    const { exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(door.received.map(({ method }) => method)).toContain('PUT');
    expect(door.received.map(({ method }) => method)).not.toContain('PATCH');
    expect((await userNamed(door.baseUrl, noah))?.['title']).toBe('Lead Field Technician');
  });

  it('is forgotten with a word when its file is damaged, and the run goes on', async () => {
    const { home, door, run } = await prepared({});
    await mkdir(join(home.state, 'servers'), { recursive: true });
    await writeFile(fileOf(home, door.baseUrl), '{');

    const { stderr, exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(stderr).toContain(`what was learned about ${place(door.baseUrl)} is damaged`);
    expect(await readdir(join(home.state, 'servers'))).toHaveLength(2);
  });

  it('of a later release stays as it is; the run says so once and goes on', async () => {
    const { home, door, run } = await prepared({});
    await mkdir(join(home.state, 'servers'), { recursive: true });
    await writeFile(fileOf(home, door.baseUrl), '{"version":2}');

    const { stderr, exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(stderr.match(/was saved by a later release/g)).toHaveLength(1);
    expect(await readFile(fileOf(home, door.baseUrl), 'utf8')).toBe('{"version":2}');
  });
});

describe('what a workspace says about a server', () => {
  it('wins over what would be learned: a pinned fact is used from the first request on', async () => {
    const { home, door, run, writes } = await prepared({ profile: { patch: 'unsupported' } });

    const { exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(writes().map(({ method }) => method)).toEqual(['PUT']);
    expect((await factsIn(home, door.baseUrl)).has('patch')).toBe(false);
  });

  it.each([
    ['portable', { dialect: 'portable' }, '', '"op":"replace"'],
    ['that of the service', { dialect: 'entra' }, '', '"op":"Replace"'],
    ['the one a Tenant URL asks for', {}, '?AzureAdScimPatch2017', '"op":"Replace"'],
    [
      'its own word before that of the Tenant URL',
      { dialect: 'portable' },
      '?AzureAdScimPatch2017',
      '"op":"replace"',
    ],
  ])('chooses the dialect: %s', async (_, target, query, spelled) => {
    const { run, writes } = await prepared(target, { query });

    const { exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(writes()[0]?.body).toContain(spelled);
    expect(writes()[0]?.url).not.toContain('AzureAd');
  });

  it('has versions sent when it says so, and not otherwise', async () => {
    const careful = await prepared({ ifMatch: true });
    const usual = await prepared({});

    const exits = [(await careful.run()).exitCode, (await usual.run()).exitCode];

    expect(exits).toEqual([0, 0]);
    expect(careful.writes()[0]?.headers['if-match']).toBe('W/"1"');
    expect(usual.writes()[0]?.headers['if-match']).toBeUndefined();
  });

  it('allows all objects to be read on a server that ignores filters', async () => {
    const misbehave = ['ignores-filters'] as const;
    const allowed = await prepared({ mayReadAll: true }, { misbehave });
    const forbidden = await prepared({}, { misbehave });

    const exits = [(await allowed.run()).exitCode, (await forbidden.run()).exitCode];

    expect(exits[0]).toBe(0);
    expect(exits[1]).not.toBe(0);
    expect(forbidden.writes()).toEqual([]);
    expect(allowed.door.received[0]?.headers.authorization).toBe(`Bearer ${OWN_TOKEN}`);
  });
});
