import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { isAlive, processStart, UNKNOWN_START } from './process-identity.ts';
import { reasonOf, type ServerProblem } from './server-problem.ts';

export type Lock = { readonly release: () => Promise<void> };

type Claim = { readonly file: string; readonly pid: number; readonly start: string };

const CLAIM = /^lock\.(\d+)\.(\w+)\.[\da-f-]{36}$/;
const WAITS = 10;
const WAIT_MS = 30;

/*
 * Everybody who wants the directory puts a claim into it first, an empty file whose name says who (process id and
 * start time), and only then looks around:
 *
 *   claim --> look --> no other live claim: the directory is ours
 *                  --> a live claim: take our own back
 *
 * Of two claims at least the later one sees the other, so two processes never both win. A claim is removed by name
 * once its process is dead, and names never return, so clearing away a stale claim cannot hit a fresh one.
 */
/** Keeps other processes out of the directory until released; directory.locked names the process that has it. */
export async function lockDirectory(directory: string): Promise<Result<Lock, ServerProblem>> {
  const start = (await processStart(process.pid)) ?? UNKNOWN_START;
  const own = `lock.${process.pid}.${start}.${randomUUID()}`;
  const release = () => rm(join(directory, own), { force: true });
  try {
    await writeFile(join(directory, own), '', { flag: 'wx', mode: 0o600 });
    const rival = await findRival(directory, own);
    if (rival === undefined) return ok({ release });
    await release();
    return fail({ code: 'directory.locked', message: `process ${rival.pid} already serves ${directory}` });
  } catch (error) {
    return fail({ code: 'directory.unusable', message: reasonOf(error) });
  }
}

/** When two start in the same moment, the one whose claim sorts first waits for the other to give way. */
async function findRival(directory: string, own: string): Promise<Claim | undefined> {
  let rival: Claim | undefined;
  for (let wait = 0; wait < WAITS; wait += 1) {
    rival = await liveRival(directory, own);
    if (rival === undefined || rival.file < own) return rival;
    await pause(WAIT_MS);
  }
  return rival;
}

async function liveRival(directory: string, own: string): Promise<Claim | undefined> {
  const rivals = (await readdir(directory)).filter((file) => file !== own).flatMap(readClaim);
  for (const rival of rivals.toSorted((left, right) => (left.file < right.file ? -1 : 1))) {
    if (await isAlive(rival.pid, rival.start)) return rival;
    await rm(join(directory, rival.file), { force: true });
  }
  return undefined;
}

function readClaim(file: string): readonly Claim[] {
  const [, pid, start] = CLAIM.exec(file) ?? [];
  return pid === undefined || start === undefined ? [] : [{ file, pid: Number(pid), start }];
}
