import { execFileSync } from 'node:child_process';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { resolveSecret, type SecretAccess } from '../../../src/workspace/secrets/secret.ts';
import type { SecretRef } from '../../../src/workspace/secrets/secret-reference.ts';
import { tempFolder } from '../../state/temp-folder.ts';

const secret = 'sEcReT-0815';
const hasUsers = process.getuid !== undefined;

async function access(change: Partial<SecretAccess> = {}): Promise<SecretAccess> {
  return {
    directory: await tempFolder(),
    env: { PATH: process.env['PATH'] },
    uid: process.getuid?.(),
    isTrusted: () => true,
    commandLimitMs: 10_000,
    ...change,
  };
}

const resolve = (reference: SecretRef, given: SecretAccess, signal = new AbortController().signal) =>
  resolveSecret(reference, given, signal);

const script = (code: string): SecretRef => ({ kind: 'cmd', command: [process.execPath, '-e', code] });
const say = (text: string): SecretRef => script(`process.stdout.write(${JSON.stringify(text)})`);

async function secretFile(given: SecretAccess, text: string, mode = 0o600): Promise<SecretRef> {
  await writeFile(join(given.directory, 'token'), text);
  await chmod(join(given.directory, 'token'), mode);
  return { kind: 'file', path: 'token' };
}

describe('a secret from the environment', () => {
  it('is the value of the variable', async () => {
    const given = await access({ env: { TOKEN: secret } });

    expect(await resolve({ kind: 'env', name: 'TOKEN' }, given)).toEqual({ ok: true, value: secret });
  });

  it.each([
    ['not set', {}, 'missing'],
    ['empty', { TOKEN: '' }, 'empty'],
  ])('is a problem that names the variable when it is %s', async (_what, env, code) => {
    expect(await resolve({ kind: 'env', name: 'TOKEN' }, await access({ env }))).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining('TOKEN') },
    });
  });
});

describe('a secret from a file', () => {
  it.each([
    ['without line break', secret, secret],
    ['with one', `${secret}\n`, secret],
    ['with one of Windows', `${secret}\r\n`, secret],
    ['with two, of which one belongs to it', `${secret}\n\n`, `${secret}\n`],
  ])('is its content %s', async (_what, text, value) => {
    const given = await access();

    expect(await resolve(await secretFile(given, text), given)).toEqual({ ok: true, value });
  });

  it.runIf(hasUsers).each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644])(
    'is refused with mode %o',
    async (mode) => {
      const given = await access();

      expect(await resolve(await secretFile(given, secret, mode), given)).toMatchObject({
        ok: false,
        error: { code: 'unsafe', fix: expect.stringContaining('chmod 600') },
      });
    },
  );

  it.runIf(hasUsers).each([0o400, 0o600, 0o700])('is accepted with mode %o', async (mode) => {
    const given = await access();

    expect(await resolve(await secretFile(given, secret, mode), given)).toMatchObject({ ok: true });
  });

  it.runIf(hasUsers)('is refused when it belongs to another user', async () => {
    const given = await access({ uid: (process.getuid?.() ?? 0) + 1 });

    expect(await resolve(await secretFile(given, secret), given)).toMatchObject({
      error: { code: 'unsafe' },
    });
  });

  it('is a problem when there is none, or a folder, or far too much', async () => {
    const given = await access();
    await mkdir(join(given.directory, 'folder'));
    await secretFile(given, 'x'.repeat(64 * 1024 + 1));

    const codes = await Promise.all(
      ['nothing', 'folder', 'token'].map(async (path) => {
        const found = await resolve({ kind: 'file', path }, given);
        return found.ok ? 'ok' : found.error.code;
      }),
    );

    expect(codes).toEqual(['missing', 'unreadable', 'unreadable']);
  });

  it.runIf(process.platform === 'linux')('does not wait for a writer of a named pipe', async () => {
    const given = await access();
    execFileSync('mkfifo', ['-m', '600', join(given.directory, 'token')]);

    expect(await resolve({ kind: 'file', path: 'token' }, given)).toMatchObject({
      error: { code: 'unreadable' },
    });
  });
});

describe('a secret from a command', () => {
  it('is what it prints, without a shell, run in the workspace', async () => {
    const given = await access();
    await writeFile(join(given.directory, 'x'), `${secret}\n`);
    const reference: SecretRef = {
      kind: 'cmd',
      command: [
        process.execPath,
        '-e',
        'process.stdout.write(require("fs").readFileSync("x") + process.argv[1])',
        '$(id)',
      ],
    };

    expect(await resolve(reference, given)).toEqual({ ok: true, value: `${secret}\n$(id)` });
  });

  it('is not run before somebody agreed to exactly this command', async () => {
    const asked: (readonly string[])[] = [];
    const isTrusted = (command: readonly string[]): boolean => {
      asked.push(command);
      return false;
    };
    const reference: SecretRef = { kind: 'cmd', command: ['/does/not/exist', 'x'] };

    const found = await resolve(reference, await access({ isTrusted }));

    expect(found).toMatchObject({ ok: false, error: { code: 'untrusted' } });
    expect(asked).toEqual([['/does/not/exist', 'x']]);
  });

  it.each([
    [
      'it fails',
      script(`console.log('${secret}'); console.error('${secret}'); process.exit(3)`),
      'failed',
      'exit code 3',
    ],
    ['it prints nothing', say('\n'), 'empty', 'empty'],
    ['it prints too much', script(`process.stdout.write('${secret}'.repeat(9000))`), 'failed', '64 KB'],
    ['it does not exist', { kind: 'cmd', command: ['/does/not/exist', secret] }, 'failed', 'does not exist'],
    ['it is a folder', { kind: 'cmd', command: ['/', secret] }, 'failed', 'cannot be executed'],
  ] as const)(
    'is a problem that quotes no output and no argument: %s',
    async (_what, reference, code, message) => {
      const found = await resolve(reference, await access());

      expect(found).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(message) } });
      expect(JSON.stringify(found)).not.toContain(secret);
    },
  );

  it('is given up after the limit, also when a grandchild keeps the pipe open', async () => {
    const given = await access({ commandLimitMs: 300 });
    const code = `require('child_process').spawn('sleep', ['3'], {stdio: 'inherit'}); setInterval(() => {}, 1000)`;

    const found = await resolve(script(code), given);

    expect(found).toMatchObject({ ok: false, error: { code: 'timeout' } });
  });

  it('is given up when the administrator cancels while it runs', async () => {
    const given = await access();
    const stop = new AbortController();
    const reference = script("require('fs').writeFileSync('runs', ''); setInterval(() => {}, 1000)");

    const found = resolve(reference, given, stop.signal);
    await vi.waitFor(() => stat(join(given.directory, 'runs')), { timeout: 60_000 });
    stop.abort();

    expect(await found).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('is not run when the administrator cancels before, or while trust is asked for', async () => {
    const stop = new AbortController();
    const isTrusted = (): boolean => {
      stop.abort();
      return true;
    };
    const given = await access({ isTrusted });

    const asking = await resolve(say(secret), given, stop.signal);
    const before = await resolve(say(secret), given, stop.signal);

    expect(asking).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(before).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
