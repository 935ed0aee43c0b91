import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type HeldLock, LockHeldError, takeLock } from '../../../disk/file-lock.ts';
import { identifyProcess, lifeOf } from '../../../disk/process-identity.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { reasonOf, type ServerProblem } from './server-problem.ts';

const lockedBy = (pid: number, directory: string): Result<never, ServerProblem> =>
  fail({ code: 'directory.locked', message: `process ${pid} already serves ${directory}` });

/** A server that is just ending gets so long to let go. */
const LIMIT_MS = 300;

/** How earlier releases held a directory: an empty file whose name says which process. */
const EARLIER_LOCK = /^lock\.(\d+)\.\w+\.[\da-f-]{36}$/;

/** A server of an earlier release that still runs here; what dead ones left is cleared away. */
async function earlierServer(directory: string): Promise<number | undefined> {
  for (const name of await readdir(directory)) {
    const pid = Number(EARLIER_LOCK.exec(name)?.[1]);
    if (Number.isNaN(pid)) continue;
    if ((await lifeOf({ pid, startedAt: undefined, host: hostname() })) === 'alive') return pid;
    await rm(join(directory, name), { force: true });
  }
  return undefined;
}

/** Keeps other processes out of the directory until released; directory.locked names the process that has it. */
export async function lockDirectory(directory: string): Promise<Result<HeldLock, ServerProblem>> {
  const request = { path: join(directory, 'lock'), limitMs: LIMIT_MS, isKept: true };
  try {
    const earlier = await earlierServer(directory);
    if (earlier !== undefined) return lockedBy(earlier, directory);
    return ok(await takeLock({ ...request, owner: await identifyProcess() }));
  } catch (error) {
    if (!(error instanceof LockHeldError))
      return fail({ code: 'directory.unusable', message: reasonOf(error) });
    return lockedBy(error.pid, directory);
  }
}
