import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { identifyProcess, lifeOf } from '../../src/disk/process-identity.ts';

describe('the identity of a process', () => {
  it('says that this process lives', async () => {
    expect(await lifeOf(await identifyProcess())).toBe('alive');
  });

  it('is not that of a later process with the same number', async () => {
    const self = await identifyProcess();

    expect(await lifeOf({ ...self, startedAt: 'another boot/1' })).toBe('gone');
  });

  it('says that a killed process is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const identity = await identifyProcess(child.pid);
    const before = await lifeOf(identity);

    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(before).toBe('alive');
    expect(await lifeOf(identity)).toBe('gone');
  });

  it('says nothing about another host', async () => {
    expect(await lifeOf({ pid: 1, startedAt: undefined, host: 'another-host' })).toBe('onAnotherHost');
  });
});
