import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { hasCode } from './server-problem.ts';

/**
 * When a process started, as digits that stay the same for its whole life: clock ticks since boot on Linux, epoch
 * milliseconds elsewhere. Process ids are used again, so an id alone does not say which process is meant.
 * Undefined when the process is gone or the system does not tell.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

/** False only when the process is certainly gone: no such id, or the id belongs to a process that started later. */
export async function isAlive(pid: number, start: string): Promise<boolean> {
  if (!exists(pid)) return false;
  const now = await processStart(pid);
  return now === undefined || start === UNKNOWN_START || now === start;
}

/** Stands where the system does not tell when a process started. */
export const UNKNOWN_START = 'unknown';

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold blanks; the start time is field 22.
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(19);
  } catch {
    return undefined;
  }
}

async function startByPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    const time = Date.parse(stdout.trim());
    return Number.isNaN(time) ? undefined : String(time);
  } catch {
    return undefined;
  }
}
