import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/**
 * One process, so exactly that another one with the same number is not taken for it.
 * `startedAt` is opaque text, equal only for the same process; undefined where the system does not tell it.
 */
export type ProcessIdentity = {
  readonly pid: number;
  readonly startedAt: string | undefined;
  readonly host: string;
};

export type Life = 'alive' | 'gone' | 'onAnotherHost';

/** Who is asking: by default this process. */
export async function identifyProcess(pid: number = process.pid): Promise<ProcessIdentity> {
  const started = await startOf(pid);
  return { pid, startedAt: started === 'gone' ? undefined : started, host: hostname() };
}

/** Whether a process that left its identity in a file still lives. Of other hosts nothing is known. */
export async function lifeOf(identity: ProcessIdentity): Promise<Life> {
  if (identity.host !== hostname()) return 'onAnotherHost';
  const started = await startOf(identity.pid);
  if (started === 'gone') return 'gone';
  const comparable = started !== undefined && identity.startedAt !== undefined;
  return comparable && started !== identity.startedAt ? 'gone' : 'alive';
}

async function startOf(pid: number): Promise<string | undefined | 'gone'> {
  if (process.platform === 'linux') return startFromProc(pid);
  if (!answersSignal(pid)) return 'gone';
  return process.platform === 'win32' ? undefined : startFromPs(pid);
}

/**
 * proc(5): field 3 is the state, field 22 the start in clock ticks since boot. The name in field 2 is in parentheses
 * and may contain blanks and parentheses itself, therefore fields are counted from the last one. The boot id keeps
 * processes of two boots apart.
 */
function startFromProc(pid: number): string | undefined | 'gone' {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  // No such process, or no /proc here, or one that hides the processes of others.
  if (stat === '') return answersSignal(pid) ? undefined : 'gone';
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields[18];
  // Z and X: it has ended, and only its parent has not asked for the exit code yet.
  if (ticks === undefined || state === 'Z' || state === 'X') return 'gone';
  const boot = readOrNothing('/proc/sys/kernel/random/boot_id');
  return `${boot.trim()}/${ticks}`;
}

/** The kernel answers at once; asking a thread of the pool would take longer. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function startFromPs(pid: number): Promise<string | undefined> {
  try {
    const { execFile } = await import('node:child_process');
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
      timeout: 2_000,
      // The time is written in the zone and the language of whoever asks.
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    });
    return stdout.trim() === '' ? undefined : stdout.trim();
  } catch {
    return undefined;
  }
}
