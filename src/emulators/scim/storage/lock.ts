import { join } from 'node:path';
import { type HeldLock, LockHeldError, takeLock } from '../../../disk/file-lock.ts';
import { identifyProcess } from '../../../disk/process-identity.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { reasonOf, type ServerProblem } from './server-problem.ts';

/** A server that is just ending gets so long to let go. */
const LIMIT_MS = 300;

/** Keeps other processes out of the directory until released; directory.locked names the process that has it. */
export async function lockDirectory(directory: string): Promise<Result<HeldLock, ServerProblem>> {
  const request = { path: join(directory, 'lock'), limitMs: LIMIT_MS, isKept: true };
  try {
    return ok(await takeLock({ ...request, owner: await identifyProcess() }));
  } catch (error) {
    if (!(error instanceof LockHeldError))
      return fail({ code: 'directory.unusable', message: reasonOf(error) });
    return fail({ code: 'directory.locked', message: `process ${error.pid} already serves ${directory}` });
  }
}
