import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of this test alone, removed when the test is over. Concurrent tests hand in the hook of their context. */
export async function tempFolder(whenFinished: typeof onTestFinished = onTestFinished): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'provision-test-')));
  whenFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
