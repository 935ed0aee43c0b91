import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { errnoOf } from './errno.ts';
import { createFile } from './private-files.ts';
import { lifeOf, type ProcessIdentity } from './process-identity.ts';

/**
 * A lock between processes, as a file that holds who has it.
 *
 *   take:    write a draft with our identity, hard link it to the lock's name (fails when the name is taken)
 *   free:    delete the name
 *   inherit: when the owner is gone, lock the takeover of exactly that owner (`<lock>.<token>`), look again whether
 *            the lock still is that owner's, and rename our draft over it
 *
 * The lock of the takeover makes inheriting safe against two heirs: without it the slower one would remove the lock
 * that the faster one has just taken. It is a lock like any other, so an heir who dies is inherited as well.
 */
export type LockRequest = {
  readonly path: string;
  readonly owner: ProcessIdentity;
  /** How long to wait for a living owner, in milliseconds. */
  readonly limitMs: number;
  /** The owner keeps it for as long as it runs, so one of another host is never taken for one that was left behind. */
  readonly isKept?: boolean;
};

export type HeldLock = { readonly release: () => Promise<void> };

/** Another process did not let go of the lock in time. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly path: string;
  /** The process that holds it. */
  readonly pid: number;

  constructor(pid: number, host: string, path: string) {
    super(`Another provision-on-demand holds the lock (process ${pid} on ${host})`);
    this.path = path;
    this.pid = pid;
  }
}

/** A lock of another host cannot be examined; ours are held for milliseconds, so an old one was left behind. */
const OTHER_HOST_MS = 30_000;
const MAX_HEIRS = 3;

const holderShape = z.object({
  token: z.string(),
  pid: z.number(),
  startedAt: z.string().optional(),
  host: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
type Holder = ProcessIdentity & { readonly token: string; readonly at: number };

/** Takes the lock, to be released by the caller. Throws a `LockHeldError` after `limitMs`. */
export async function takeLock(request: LockRequest): Promise<HeldLock> {
  await take(request, performance.now() + request.limitMs, 0);
  return { release: () => rm(request.path, { force: true }) };
}

/** Does the work while no other process holds the lock. Throws a `LockHeldError` after `limitMs`. */
export async function withLock<T>(request: LockRequest, work: () => Promise<T>): Promise<T> {
  const { release } = await takeLock(request);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function take(request: LockRequest, deadline: number, heirs: number): Promise<void> {
  const { path, owner } = request;
  const token = randomUUID();
  const draft = `${path}.${token}.draft`;
  try {
    const content = JSON.stringify({ ...owner, token, at: Date.now() });
    await createFile(draft, content);
    while (!(await linked(draft, path))) {
      const holder = await holderOf(path);
      if (holder === undefined) continue;
      if (await isLeftBehind(holder, request)) {
        if (await inherit({ request, holder, draft, deadline, heirs })) return;
      } else {
        await waitFor(holder, path, deadline);
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

type Inheritance = {
  readonly request: LockRequest;
  readonly holder: Holder;
  readonly draft: string;
  readonly deadline: number;
  readonly heirs: number;
};

async function inherit({ request, holder, draft, deadline, heirs }: Inheritance): Promise<boolean> {
  if (heirs >= MAX_HEIRS) throw locked(holder, request.path);
  const path = `${request.path}.${holder.token}`;
  await take({ ...request, path }, deadline, heirs + 1);
  try {
    const current = await holderOf(request.path);
    if (current?.token !== holder.token) return false;
    await rename(draft, request.path);
    return true;
  } finally {
    await rm(path, { force: true });
  }
}

/** undefined when the lock has just been freed. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return readHolder(await readFile(path, 'utf8'));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const DAMAGED = 'damaged';

/** A lock's content is complete before its name exists; one that is not was damaged when the machine went down. */
function readHolder(text: string): Holder {
  try {
    const { startedAt, ...rest } = holderShape.parse(JSON.parse(text));
    return { ...rest, startedAt };
  } catch {
    return { token: DAMAGED, pid: 0, startedAt: undefined, host: '', at: 0 };
  }
}

async function isLeftBehind(holder: Holder, { isKept = false }: LockRequest): Promise<boolean> {
  if (holder.token === DAMAGED) return true;
  const life = await lifeOf(holder);
  return life === 'gone' || (life === 'onAnotherHost' && !isKept && Date.now() - holder.at > OTHER_HOST_MS);
}

async function waitFor(holder: Holder, path: string, deadline: number): Promise<void> {
  if (performance.now() >= deadline) throw locked(holder, path);
  await pause(5 + Math.random() * 10);
}

const locked = ({ pid, host }: Holder, path: string): LockHeldError => new LockHeldError(pid, host, path);
