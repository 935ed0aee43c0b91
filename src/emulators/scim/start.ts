import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeldLock } from '../../disk/file-lock.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Timing } from './misbehaviour/misbehaviour.ts';
import { type MisbehaviourName, makeHooks } from './misbehaviour/table.ts';
import { BASE_PATH, createHttpServer, type LogEntry } from './protocol/http.ts';
import type { StoredResource } from './resources/model.ts';
import { type Seed, seedResources } from './resources/seed.ts';
import { createResourceStore, type Store } from './resources/store.ts';
import { type JournalWriter, startJournal } from './storage/journal.ts';
import { lockDirectory } from './storage/lock.ts';
import { reasonOf, type ServerProblem } from './storage/server-problem.ts';
import { loadState, prepareDirectory, type State, writeSnapshot } from './storage/state-files.ts';

const HOST = '127.0.0.1';
/** How long a client may go on with a request once the server closes. */
const CLOSE_GRACE_MS = 5_000;

export type ServerOptions = {
  /** Where the state lies; made when missing, for the owner only. */
  readonly directory: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Every request must bring it as its bearer token. */
  readonly token: string;
  /** What a directory without state starts with. */
  readonly seed?: Seed;
  readonly log?: (entry: LogEntry) => void;
  readonly now: () => Date;
  /** What the server does as bad servers do, to rehearse with it. */
  readonly misbehave?: readonly MisbehaviourName[];
  /** Of the misbehaviours that take time. */
  readonly timing?: Partial<Timing>;
};

export type ScimServer = {
  readonly port: number;
  /** `http://127.0.0.1:PORT/scim/v2` */
  readonly baseUrl: string;
  /** Ends when every answered change is on disk and the directory is free again. A second call does nothing more. */
  readonly close: () => Promise<void>;
};

/**
 * Starts a SCIM 2.0 server (RFC 7643, RFC 7644) on the loopback interface. A change is answered after it is on disk,
 * so a crash loses nothing that a client was told. One process at a time serves a directory.
 */
export async function startScimServer(options: ServerOptions): Promise<Result<ScimServer, ServerProblem>> {
  const prepared = await prepareDirectory(options.directory);
  if (!prepared.ok) return prepared;
  const lock = await lockDirectory(options.directory);
  if (!lock.ok) return lock;
  const started = await startLocked(options, lock.value);
  if (!started.ok) await lock.value.release();
  return started;
}

async function startLocked(
  options: ServerOptions,
  lock: HeldLock,
): Promise<Result<ScimServer, ServerProblem>> {
  const state = await openState(options);
  if (!state.ok) return state;
  const store = createResourceStore(state.value.resources);
  const resources = (): readonly StoredResource[] => [...store.all('User'), ...store.all('Group')];
  const journal = await startJournal({ directory: options.directory, state: state.value, resources });
  if (!journal.ok) return journal;
  const served = await listen(options, store, journal.value);
  if (!served.ok) {
    await journal.value.close();
    return served;
  }
  const { port, baseUrl, stop } = served.value;
  const close = async () => {
    await stop();
    await journal.value.close();
    await lock.release();
  };
  let closing: Promise<void> | undefined;
  return ok({
    port,
    baseUrl,
    close: () => {
      closing ??= close();
      return closing;
    },
  });
}

async function openState(options: ServerOptions): Promise<Result<State, ServerProblem>> {
  const loaded = await loadState(options.directory);
  if (!loaded.ok) return loaded;
  if (loaded.value !== undefined) return ok(loaded.value);
  const resources = seedResources(options.seed ?? {}, { now: options.now, newId: randomUUID });
  if (!resources.ok) return resources;
  try {
    const snapshotBytes = await writeSnapshot(options.directory, { journal: 1, resources: resources.value });
    return ok({ resources: resources.value, snapshotBytes, journal: 1, journalBytes: 0 });
  } catch (error) {
    return fail({ code: 'directory.unusable', message: reasonOf(error) });
  }
}

type Served = { readonly port: number; readonly baseUrl: string; readonly stop: () => Promise<void> };

async function listen(
  options: ServerOptions,
  store: Store,
  journal: JournalWriter,
): Promise<Result<Served, ServerProblem>> {
  // The port is part of the base URL and known only once the server listens; no request comes earlier.
  let baseUrl = '';
  const target = () => ({ store, baseUrl, now: options.now, newId: () => randomUUID() });
  const { server, settled } = createHttpServer({
    token: options.token,
    target,
    journal,
    log: options.log ?? (() => undefined),
    hooks: makeHooks(options.misbehave ?? [], options.timing),
  });
  try {
    server.listen(options.port, HOST);
    await once(server, 'listening');
  } catch (error) {
    return fail({ code: 'port.unusable', message: reasonOf(error) });
  }
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://${HOST}:${port}${BASE_PATH}`;
  return ok({ port, baseUrl, stop: () => stopListening(server, settled) });
}

async function stopListening(server: Server, settled: () => Promise<void>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(force);
  await settled();
}
