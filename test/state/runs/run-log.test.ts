import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { AppendFile } from '../../../src/disk/append-journal.ts';
import { createRunLog, type RunLog } from '../../../src/state/runs/run-log.ts';
import { StateError } from '../../../src/state/state-problem.ts';
import { createdRun } from './run-events.ts';

const events = createdRun('a1b2');
const whole = ['header', ...events.map((event) => JSON.stringify(event))].join('\n');

type Trouble = (calls: number) => string | undefined;

/** A disk in memory. `onWrite` and `onSync` give the error code of the nth call; a failing write stores half of it. */
function disk(trouble: { readonly onWrite?: Trouble; readonly onSync?: Trouble }) {
  let content = Buffer.alloc(0);
  const calls = { write: 0, sync: 0 };
  const story: string[] = [];
  const failWith = (code: string | undefined): void => {
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  const file: AppendFile = {
    async write(bytes, position) {
      const code = trouble.onWrite?.(calls.write++);
      const taken = code === undefined ? bytes : bytes.subarray(0, bytes.length >> 1);
      const longer = Buffer.alloc(Math.max(content.length, position + taken.length));
      content.copy(longer);
      taken.copy(longer, position);
      content = longer;
      failWith(code);
      return { bytesWritten: taken.length };
    },
    async datasync() {
      failWith(trouble.onSync?.(calls.sync++));
      story.push('sync');
    },
    async truncate(length) {
      content = content.subarray(0, length);
    },
    close: async () => void story.push('close'),
  };
  return { file, story, text: () => content.toString() };
}

function logOn(file: AppendFile, story: string[]): RunLog {
  return createRunLog({
    path: '/state/runs/x',
    header: 'header\n',
    create: async () => file,
    publish: async () => void story.push('publish'),
    finish: async () => void story.push('finish'),
  });
}

async function codesOf(log: RunLog): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const event of events) {
    try {
      await log.append(event);
    } catch (error) {
      codes.push(error instanceof StateError ? `${event.type}: ${error.problem.code}` : String(error));
    }
  }
  return codes;
}

describe('appending events', () => {
  it('flushes the beginning, both sides of a write and the end, before it resolves', async () => {
    const { file, story, text } = disk({});
    const log = logOn(file, story);

    for (const event of events) {
      await log.append(event);
      story.push(event.type);
    }

    expect(story.filter((word) => !word.startsWith('step.'))).toEqual([
      ...['sync', 'publish', 'run.started'],
      ...['sync', 'write.started'],
      ...['sync', 'write.finished'],
      ...['sync', 'close', 'finish', 'run.finished'],
    ]);
    expect(text()).toBe(`${whole}\n`);
  });

  it.each([
    ['ENOSPC', 'disk.full'],
    ['EDQUOT', 'disk.full'],
    ['EACCES', 'permission.denied'],
    ['EROFS', 'permission.denied'],
    ['EIO', 'unusable'],
  ])(
    'rejects with a typed problem on %s, and the file has no gap once there is space again',
    async (errno, code) => {
      const { file, story, text } = disk({ onWrite: (call) => (call === 8 ? errno : undefined) });

      const codes = await codesOf(logOn(file, story));

      expect(codes).toEqual([`write.started: ${code}`]);
      expect(text()).toBe(`${whole}\n`);
    },
  );

  it('writes everything since the last flush again after a failed flush', async () => {
    const { file, story, text } = disk({ onSync: (call) => (call === 1 ? 'EIO' : undefined) });

    const codes = await codesOf(logOn(file, story));

    expect(codes).toEqual(['write.started: unusable']);
    expect(text()).toBe(`${whole}\n`);
    expect(story.slice(0, 3)).toEqual(['sync', 'publish', 'sync']);
  });

  it('tells every event that could not be recorded', async () => {
    const { file, story } = disk({ onWrite: () => 'ENOSPC' });

    const codes = await codesOf(logOn(file, story));

    expect(codes).toEqual(events.map(({ type }) => `${type}: disk.full`));
    expect(story).not.toContain('finish');
  });

  it.runIf(process.platform === 'linux')('rejects on a disk that is really full', async () => {
    const handle = await open('/dev/full', 'r+');
    const file: AppendFile = {
      write: (bytes, position) => handle.write(bytes, 0, bytes.length, position),
      datasync: () => handle.datasync(),
      truncate: (length) => handle.truncate(length),
      close: () => handle.close(),
    };
    const [started] = events;

    const appended = started === undefined ? undefined : logOn(file, []).append(started);

    await expect(appended).rejects.toMatchObject({ problem: { code: 'disk.full', path: '/state/runs/x' } });
    await handle.close();
  });

  it('rejects when the file cannot be made, and makes it with the next event', async () => {
    const { file, story, text } = disk({});
    let tries = 0;
    const log = createRunLog({
      path: '/state/runs/x',
      header: 'header\n',
      create: async () => {
        tries += 1;
        if (tries === 1) throw Object.assign(new Error('no'), { code: 'EACCES' });
        return file;
      },
      publish: async () => void story.push('publish'),
      finish: async () => void story.push('finish'),
    });

    const codes = await codesOf(log);

    expect(codes).toEqual(['run.started: permission.denied']);
    expect(text()).toBe(`${whole}\n`);
  });
});
