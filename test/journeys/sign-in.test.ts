import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trustedCommands } from '../../src/state/trusted-commands.ts';
import { cli, jsonLines } from '../cli/in-process.ts';
import { issue, issueAuthority } from '../support/certificates.ts';
import { freshHome, type Home } from '../support/program.ts';
import { openFrontDoor } from './front-door.ts';
import { ownApp, ownWorkspace } from './own-workspace.ts';

type Json = Readonly<Record<string, unknown>>;

const noah = 'noah.lindqvist@larkspur.example';

/** The workspace of one app whose target says how to sign in. */
function workspaceFor(home: Home, baseUrl: string, target: Json): Promise<string> {
  const { target: _, ...app } = ownApp(baseUrl);
  return ownWorkspace(home, { ...app, target: { connector: 'scim', baseUrl, ...target } });
}

const run = (home: Home, workspace: string, env: Readonly<Record<string, string>> = {}, ...more: string[]) =>
  cli(home, ['run', '--app', 'own', '--user', noah, '--workspace', workspace, ...more], { env });

const basicOf = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a workspace of one’s own signs in', () => {
  it('with client credentials: one token for the whole run, its secret seen nowhere', async () => {
    const home = await freshHome();
    const door = await openFrontDoor(home, {
      admits: ({ headers }) => headers.authorization === 'Bearer t0ken-0815',
      token: ({ body }) =>
        new URLSearchParams(body).get('client_secret') === 's3cr3t-0815'
          ? { status: 200, body: { access_token: 't0ken-0815', token_type: 'Bearer', expires_in: 3600 } }
          : { status: 401, body: { error: 'invalid_client' } },
    });
    const workspace = await workspaceFor(home, door.baseUrl, {
      signIn: {
        with: 'client-credentials',
        tokenUrl: `${door.origin}/oauth2/token`,
        clientId: 'provision',
        clientSecret: 'env:CLIENT_SECRET',
      },
    });

    const { stdout, stderr, exitCode } = await run(
      home,
      workspace,
      { CLIENT_SECRET: 's3cr3t-0815' },
      '--json',
    );

    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ action: 'Create', statusInfo: { status: 'Success' } });
    expect(door.received.filter(({ url }) => url === '/oauth2/token')).toHaveLength(1);
    const journal = await readdir(join(home.state, 'runs'), { recursive: true, withFileTypes: true });
    const files = journal
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const kept = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    for (const secret of ['s3cr3t-0815', 't0ken-0815'])
      expect([stdout, stderr, ...kept].join('\n')).not.toContain(secret);
  });

  it('and says what the token endpoint says when that does not know it', async () => {
    const home = await freshHome();
    const door = await openFrontDoor(home, {
      admits: () => false,
      token: () => ({
        status: 401,
        body: { error: 'invalid_client', error_description: 'The secret is over.' },
      }),
    });
    const workspace = await workspaceFor(home, door.baseUrl, {
      signIn: {
        with: 'client-credentials',
        tokenUrl: `${door.origin}/oauth2/token`,
        clientId: 'provision',
        clientSecret: 'env:CLIENT_SECRET',
      },
    });

    const { stdout, exitCode } = await run(home, workspace, { CLIENT_SECRET: 'old-0815' }, '--json');

    expect(exitCode).toBe(4);
    expect(stdout).toContain('client_secret=[Redact]');
    expect(stdout).not.toContain('old-0815');
    expect(stdout).toContain('gives no token: invalid_client: The secret is over.');
    expect(door.received.map(({ url }) => url)).toEqual(['/oauth2/token']);
  });

  it('with user and password', async () => {
    const home = await freshHome();
    const door = await openFrontDoor(home, {
      admits: ({ headers }) => headers.authorization === basicOf('ada:p4ss:wörd'),
    });
    const signIn = { with: 'basic', user: 'ada', password: 'env:PASSWORD' };
    const workspace = await workspaceFor(home, door.baseUrl, { signIn });

    expect((await run(home, workspace, { PASSWORD: 'p4ss:wörd' })).exitCode).toBe(0);
    expect((await run(home, workspace, { PASSWORD: 'wrong' })).exitCode).toBe(4);
  });

  it('with a header from a file of its own, and nothing else', async () => {
    const home = await freshHome();
    const door = await openFrontDoor(home, {
      admits: ({ headers }) => headers['x-api-key'] === 'k3y-0815' && headers.authorization === undefined,
    });
    const workspace = await workspaceFor(home, door.baseUrl, {
      signIn: { with: 'none' },
      headers: { 'X-Api-Key': 'file:api-key' },
    });
    await writeFile(join(workspace, 'api-key'), 'k3y-0815\n', { mode: 0o600 });

    const { stdout, exitCode } = await run(home, workspace, {}, '--json');

    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('k3y-0815');
  });

  it('with a client certificate, to a server whose authority only the workspace knows', async () => {
    const home = await freshHome();
    const authority = issueAuthority();
    const { cert, key } = issue({ name: 'scim server', hosts: ['127.0.0.1'], by: authority });
    const ours = issue({ name: 'provisioning', by: authority, passphrase: 'open sesame' });
    const tls = { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    const door = await openFrontDoor(home, { admits: () => true, tls });
    const workspace = await workspaceFor(home, door.baseUrl, {
      signIn: { with: 'none' },
      ca: 'ca.pem',
      clientCertificate: { certificate: 'client.pem', key: 'file:client-key.pem', passphrase: 'env:PASS' },
    });
    await writeFile(join(workspace, 'ca.pem'), authority.cert);
    await writeFile(join(workspace, 'client.pem'), ours.cert);
    await writeFile(join(workspace, 'client-key.pem'), ours.key, { mode: 0o600 });

    const good = await run(home, workspace, { PASS: 'open sesame' });
    const wrong = await run(home, workspace, { PASS: 'wrong' });

    expect(good.exitCode).toBe(0);
    expect(wrong.stdout).toContain('the passphrase is missing or wrong');
  });

  it('with a secret from a command that runs once, however many requests there are', async () => {
    const home = await freshHome();
    const door = await openFrontDoor(home, {
      admits: ({ headers }) => headers.authorization === 'Bearer t0ken-0815',
    });
    const command = ['sh', '-c', 'echo asked >> asked; echo t0ken-0815'];
    const workspace = await workspaceFor(home, door.baseUrl, {
      signIn: { with: 'bearer', token: { cmd: command } },
    });
    await trustedCommands(home.state).add({ workspace, command });

    const { exitCode } = await run(home, workspace);

    expect(exitCode).toBe(0);
    expect(door.received.length).toBeGreaterThan(3);
    expect(await readFile(join(workspace, 'asked'), 'utf8')).toBe('asked\n');
  });

  it('and never with a key that others can read', async () => {
    const home = await freshHome();
    const door = await openFrontDoor(home, { admits: () => true });
    const workspace = await workspaceFor(home, door.baseUrl, {
      signIn: { with: 'bearer', token: 'file:token' },
    });
    await writeFile(join(workspace, 'token'), 'x', { mode: 0o644 });

    const { stdout, exitCode } = await run(home, workspace);

    expect(exitCode).not.toBe(0);
    expect(stdout).toContain('chmod 600');
    expect(door.received).toEqual([]);
  });
});

describe('what a workspace says about its files', () => {
  it.each([
    ['an authority that does not exist', { ca: 'ca.pem' }, 'ca.pem: the file does not exist'],
    ['an authority that is none', { ca: 'provision.json' }, 'holds no certificate in PEM form'],
    [
      'a certificate that does not exist',
      { clientCertificate: { certificate: 'client.pem', key: 'file:k' } },
      'client.pem: the file does not exist',
    ],
    [
      'a fact that no server has',
      { profile: { referense: 'text' } },
      'apps[0].target.profile.referense: nothing of this name is known about servers. Did you mean "reference"?',
    ],
    [
      'a fact with a value it does not have',
      { profile: { reference: 'texts' } },
      'apps[0].target.profile.reference: this fact has no such value. Use one of "object", "text"',
    ],
    [
      'a number that is none',
      { profile: { membersPerPatch: 'many' } },
      'apps[0].target.profile.membersPerPatch: this fact is a number. Use a whole number from 1 to 999999.',
    ],
    [
      'a filter in an unknown form',
      { profile: { 'filter userName': 'exact' } },
      'apps[0].target.profile["filter userName"]: this fact has no such value.',
    ],
  ])('is checked before anything is sent: %s', async (_, target, words) => {
    const home = await freshHome();
    const workspace = await workspaceFor(home, 'https://127.0.0.1:1/scim', { token: 'env:T', ...target });

    const { stdout, stderr, exitCode } = await run(home, workspace);

    expect(exitCode).toBe(78);
    expect(`${stdout}${stderr}`).toContain(words);
  });
});
