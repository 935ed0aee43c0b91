import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identifyProcess } from '../../../../src/disk/process-identity.ts';
import { startScimServer } from '../../../../src/emulators/scim/start.ts';
import { lockDirectory } from '../../../../src/emulators/scim/storage/lock.ts';
import { sender, start, TOKEN, temporaryDirectory, ticking, user } from '../support.ts';

const serve = join(import.meta.dirname, 'fixtures', 'serve.ts');

/** Another process that serves the directory; `line` is its base URL or its error code. */
async function serveElsewhere(
  directory: string,
): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const child = spawn(process.execPath, [serve, directory, TOKEN], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, line };
}

const attempt = (directory: string) => startScimServer({ directory, port: 0, token: TOKEN, now: ticking() });

describe('the lock of a directory', () => {
  it('keeps a second server out, and names the process that has it', async () => {
    const directory = await temporaryDirectory();
    const first = await start({ directory });

    const second = await attempt(directory);
    const elsewhere = await serveElsewhere(directory);
    await first.close();
    await start({ directory });

    expect(second).toEqual({
      ok: false,
      error: { code: 'directory.locked', message: `process ${process.pid} already serves ${directory}` },
    });
    expect(elsewhere.line).toBe('directory.locked');
  });

  it('lets exactly one of several win that start at the same time', async () => {
    const directory = await temporaryDirectory();

    const locks = await Promise.all(Array.from({ length: 6 }, () => lockDirectory(directory)));

    expect(locks.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await readdir(directory)).filter((file) => file.startsWith('lock'))).toEqual(['lock']);
  });

  it('of a process that was killed is taken over, with everything that process had acknowledged', async () => {
    const directory = await temporaryDirectory();
    const { child, line } = await serveElsewhere(directory);
    const agent = new Agent();
    onTestFinished(() => agent.close());
    const send = sender(line, agent);
    const names = Array.from({ length: 200 }, (_, at) => `user${at}`);

    const sent = names.map(async (name) => (await send('POST', '/Users', user(name))).body['id']);
    await Promise.any(sent.slice(100));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const answers = await Promise.allSettled(sent);

    const acknowledged = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const after = await start({ directory });
    const { body } = await after.send('GET', '/Users?count=1000&attributes=id');
    const kept = new Set((body['Resources'] as readonly { readonly id: string }[]).map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !kept.has(String(id)))).toEqual([]);
  });

  it('is stale when its process id was given to a process that started at another time', async () => {
    const directory = await temporaryDirectory();
    const own = await identifyProcess();
    const claim = (startedAt: string | undefined) =>
      writeFile(
        join(directory, 'lock'),
        JSON.stringify({ ...own, startedAt, token: 'theirs', at: Date.now() }),
      );

    await claim('another time');
    const taken = await lockDirectory(directory);
    expect(taken.ok).toBe(true);
    if (taken.ok) await taken.value.release();

    await claim(own.startedAt);
    expect(await lockDirectory(directory)).toMatchObject({ ok: false, error: { code: 'directory.locked' } });
  });

  it('that a crash left damaged is taken over', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'lock'), '');

    expect(await lockDirectory(directory)).toMatchObject({ ok: true });
  });

  it.each([
    ['of an earlier release is respected while its process lives', process.pid, false],
    ['of an earlier release is cleared away when its process is gone', 4_194_305, true],
  ])('%s', async (_, pid, isFree) => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, `lock.${pid}.123.${crypto.randomUUID()}`), '');

    const taken = await lockDirectory(directory);

    expect(taken.ok).toBe(isFree);
    if (!taken.ok) expect(taken.error.code).toBe('directory.locked');
  });

  it('of another host is kept, however old it is', async () => {
    const directory = await temporaryDirectory();
    const theirs = { pid: 1, host: 'elsewhere', startedAt: 'then', token: 'theirs', at: 0 };
    await writeFile(join(directory, 'lock'), JSON.stringify(theirs));

    expect(await lockDirectory(directory)).toMatchObject({ ok: false, error: { code: 'directory.locked' } });
  });

  it('is given back when the start fails after it', async () => {
    const directory = await temporaryDirectory();
    const { port } = await start();

    const failed = await startScimServer({ directory, port, token: TOKEN, now: ticking() });

    expect(failed).toMatchObject({ ok: false, error: { code: 'port.unusable' } });
    expect((await attemptAndClose(directory)).ok).toBe(true);
  });

  it('cannot be had in a place that is no directory', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');

    expect(await attempt(file)).toMatchObject({ ok: false, error: { code: 'directory.unusable' } });
  });
});

async function attemptAndClose(directory: string) {
  const started = await attempt(directory);
  if (started.ok) await started.value.close();
  return started;
}
