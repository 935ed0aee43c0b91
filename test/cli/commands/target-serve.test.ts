import { readFile, stat, symlink } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { misbehaviours } from '../../../src/emulators/scim/misbehaviour/table.ts';
import {
  OWN_TOKEN,
  ownEnvironment,
  scim,
  serveTarget,
  USER_SCHEMA,
  userNamed,
} from '../../journeys/own-workspace.ts';
import { freshHome, type Home, runProgram, startProgram } from '../../support/program.ts';
import { cli } from '../in-process.ts';

const ada = { schemas: [USER_SCHEMA], userName: 'ada@larkspur.example' };

/** The server in a process of its own, with more options, and how it answers a creation. */
async function created(home: Home, ...options: readonly string[]) {
  const data = join(home.path, 'misbehaving');
  const args = ['target', 'serve', '--port', '0', '--data', data, '--token-env', 'OWN_TOKEN', ...options];
  const running = await startProgram(args, { home, env: ownEnvironment });
  const [, baseUrl = ''] = await running.said(/SCIM 2\.0 server at (\S+)\n/);
  const answer = await fetch(`${baseUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OWN_TOKEN}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify(ada),
  });
  await answer.arrayBuffer();
  running.process.kill('SIGTERM');
  return { answer, finished: await running.finished };
}

describe('a server that misbehaves', () => {
  it('does what was asked for, also several things at once, and says so', async () => {
    const { answer, finished } = await created(
      await freshHome(),
      ...['--misbehave', 'create-answers-200', '--misbehave', 'no-location'],
    );

    expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
    expect(finished.stderr).toContain('Misbehaves: Answers a new object with 200 instead of 201.');
    expect(finished.stderr).toContain('Misbehaves: Gives no Location');
  });

  it('asks for as much patience as it was told to', async () => {
    const options = ['--misbehave', 'throttles', '--retry-after', '7'];

    const { answer } = await created(await freshHome(), ...options);

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('has a help that lists every misbehaviour with its sentence', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), ['target', 'serve', '--help']);

    expect(exitCode).toBe(0);
    const said = stdout.replaceAll(/\s+/g, ' ');
    for (const { name, says } of misbehaviours) expect(said).toContain(` ${name} ${says}`);
  });

  it('refuses a misbehaviour that does not exist, with 64', async () => {
    const args = ['target', 'serve', '--port', '0', '--data', 'x', '--misbehave', 'everything'];

    const { exitCode, stderr } = await cli(await freshHome(), args);

    expect(exitCode).toBe(64);
    expect(stderr).toContain("'everything' is invalid. `provision target serve --help` lists all.");
  });
});

describe('a time for a misbehaviour', () => {
  it.each([
    [['--slow-ms', '5'], '--slow-ms does nothing without --misbehave slow. '],
    [['--slow-ms', '5', '--misbehave', 'throttles'], '--slow-ms does nothing without --misbehave slow. '],
    [
      ['--retry-after', '5', '--misbehave', 'slow'],
      '--retry-after does nothing without --misbehave throttles or throttles-until-date or unavailable-at-first. ',
    ],
  ])('that none of them keeps to is a usage error: %j', async (options, words) => {
    const home = await freshHome();
    const data = join(home.path, 'target');

    const said = await cli(home, ['target', 'serve', '--port', '0', '--data', data, ...options]);

    expect(said).toMatchObject({ exitCode: 64, stdout: '', stderr: expect.stringContaining(words) });
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });
});

describe('provision target serve', () => {
  it('keeps its users over a stop and a start, and ends with 0 when it is stopped', async () => {
    const home = await freshHome();
    const first = await serveTarget(home);
    const made = await scim(first.baseUrl, 'POST', 'Users', ada);
    expect(made.status).toBe(201);

    first.running.process.kill('SIGTERM');
    expect((await first.running.finished).exitCode).toBe(0);
    const second = await serveTarget(home, { port: first.port });

    expect((await userNamed(second.baseUrl, ada.userName))?.['id']).toBe(made.body['id']);
  });

  it('makes a token into a file of its user alone, says where, and refuses every other token', async () => {
    const home = await freshHome();
    const data = join(home.path, 'data');
    const running = await startProgram(['target', 'serve', '--port', '0', '--data', data], { home });
    const [, baseUrl = ''] = await running.said(/SCIM 2\.0 server at (\S+)\n/);
    const [, file = ''] = await running.said(/Bearer token: (\S+)\n/);

    const token = (await readFile(file, 'utf8')).trim();
    const ask = (bearer: string) =>
      fetch(`${baseUrl}/Users`, { headers: { authorization: `Bearer ${bearer}` } });
    const answers = [await ask(token), await ask('another')];
    for (const answer of answers) await answer.arrayBuffer();

    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    running.process.kill('SIGINT');
    expect((await running.finished).stdout).not.toContain(token);
  });

  it.each([
    ['is a link to itself', 'token', 'cannot be read (ELOOP)'],
    ['is a link to nothing', 'nowhere', 'is a link to nothing'],
  ])('refuses a token file that %s, with 78, and says what is wrong with it', async (_, to, words) => {
    const home = await freshHome();
    await symlink(to, join(home.path, 'token'));

    const said = await cli(home, ['target', 'serve', '--port', '0', '--data', home.path]);

    expect(said).toMatchObject({ exitCode: 78, stderr: expect.stringContaining(words) });
  });

  it('is not to be reached from other hosts', async ({ skip }) => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    skip(outside === undefined, 'this host has no address but loopback');
    const { port } = await serveTarget(await freshHome());

    await expect(fetch(`http://${outside?.address}:${port}/scim/v2/Users`)).rejects.toThrow();
  });

  it('refuses a folder that another process serves, with 69', async () => {
    const home = await freshHome();
    await serveTarget(home);

    const args = ['target', 'serve', '--port', '0', '--data', join(home.path, 'target')];
    const { exitCode, stderr } = await runProgram(args, { home });

    expect(exitCode).toBe(69);
    expect(stderr).toMatch(/process \d+ already serves/);
  });

  it('refuses a variable that is not set, with 78', async () => {
    const home = await freshHome();
    const args = ['target', 'serve', '--port', '0', '--data', home.path, '--token-env', 'NOWHERE'];

    const { exitCode, stderr } = await cli(home, args);

    expect({ exitCode, stderr }).toEqual({ exitCode: 78, stderr: expect.stringContaining('NOWHERE') });
  });
});
