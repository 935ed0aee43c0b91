import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const SSHD = '/usr/sbin/sshd';

/** Why no SSH server can be started here; undefined when one can. */
export const noSshd: string | undefined = existsSync(SSHD) ? undefined : `${SSHD} is not installed`;

export type SshServer = {
  /** The arguments of `ssh` up to the command, with a terminal on the other side. */
  readonly clientArgs: readonly string[];
};

const run = promisify(execFile);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function makeKeys(folder: string): Promise<void> {
  for (const key of ['hostkey', 'userkey']) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
  }
  await copyFile(join(folder, 'userkey.pub'), join(folder, 'authorized_keys'));
  await chmod(join(folder, 'authorized_keys'), 0o600);
}

const configuration = (folder: string, port: number): string =>
  [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/hostkey`,
    'PidFile none',
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'AcceptEnv LANG LC_*',
    'PrintMotd no',
    'PrintLastLog no',
    '',
  ].join('\n');

/** sshd with `-e` says on stderr when it listens. */
async function startServer(folder: string): Promise<void> {
  // The folder that sshd separates its privileges in; systemd makes it where there is one.
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true });
  const server = spawn(SSHD, ['-D', '-e', '-f', join(folder, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  onTestFinished(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('Server listening on')) resolve();
    });
    void ended.then(() => reject(new Error(`sshd did not start:\n${said}`)));
  });
}

/** A real SSH server on a free loopback port, with keys of its own; it ends with the test. */
export async function startSshd(): Promise<SshServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'provision-sshd-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  await makeKeys(folder);
  await writeFile(join(folder, 'sshd_config'), configuration(folder, port));
  await startServer(folder);
  const options = ['StrictHostKeyChecking=no', `UserKnownHostsFile=${folder}/known_hosts`, 'LogLevel=ERROR'];
  return {
    clientArgs: [
      ...['-F', 'none', '-tt', '-i', join(folder, 'userkey'), '-p', String(port)],
      ...options.flatMap((option) => ['-o', option]),
      `${userInfo().username}@127.0.0.1`,
    ],
  };
}
