import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createScimTarget } from '../../connectors/scim/connector.ts';
import { bearer } from '../../connectors/transport/credentials/credentials.ts';
import { createHttp, defaultLimits } from '../../connectors/transport/http.ts';
import type { Http } from '../../connectors/transport/message.ts';
import { replaceFile } from '../../disk/private-files.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type CheckUpTarget, failedCheck } from '../../engine/check-up.ts';
import type { Failure } from '../../engine/failure.ts';
import type { SystemIdentity } from '../../engine/port.ts';
import type { Host } from '../host.ts';
import { quietOp } from '../running/quiet-op.ts';

const PROBE_LIMIT_MS = 2_000;
const START_TRIES = 20;
const START_PAUSE_MS = 100;

/** The SCIM server of the sample company: one for all wizards of a user on this host, started by the first. */
export type SampleServer = {
  /** A target that starts the server, or finds the running one, when a run begins. */
  readonly target: (
    name: string,
    credential?: 'right' | 'wrong',
  ) => { readonly target: CheckUpTarget; readonly close: () => Promise<void> };
  /** Another process of this host serves it at this moment. */
  readonly runsElsewhere: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

type Announcement = { readonly baseUrl: string; readonly token: string };

/** The port changes with every start, so links must not depend on it. */
const identityOf = (name: string): SystemIdentity => ({ name, place: 'sample server on this host' });

const httpFor = ({ baseUrl, token }: Announcement, limits = defaultLimits): Http =>
  createHttp({ baseUrl, limits, credentials: bearer(async () => ok(token)) });

/** Where nobody answers, no server is left, and there is nothing to be patient with. */
const probeLimits = { ...defaultLimits, retry: { ...defaultLimits.retry, attempts: 1 } };

async function answers(announcement: Announcement): Promise<boolean> {
  const http = httpFor(announcement, probeLimits);
  const request = { method: 'GET', path: ['ServiceProviderConfig'], kind: 'read' } as const;
  const answer = await http.send(request, quietOp(AbortSignal.timeout(PROBE_LIMIT_MS)));
  await http.close();
  return answer.ok && answer.value.status === 200;
}

async function readAnnouncement(file: string): Promise<Announcement | undefined> {
  try {
    const { baseUrl, token }: Partial<Announcement> = JSON.parse(await readFile(file, 'utf8'));
    return baseUrl === undefined || token === undefined ? undefined : { baseUrl, token };
  } catch {
    return undefined;
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS));

/** The folder of the sample server's state. */
export const sampleServerFolder = (host: Host): string => join(host.places.state, 'sample', 'scim');

export function createSampleServer(host: Host): SampleServer {
  const directory = sampleServerFolder(host);
  const file = join(directory, 'server.json');
  let own: { readonly announcement: Announcement; readonly close: () => Promise<void> } | undefined;

  async function start(): Promise<Result<Announcement, Failure>> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const seed = JSON.parse(await readFile(join(host.sampleFolder, 'systems', 'scim-seed.json'), 'utf8'));
    const token = randomBytes(24).toString('base64url');
    const { startScimServer } = await import('../../emulators/scim/start.ts');
    const started = await startScimServer({ directory, port: 0, token, seed, now: host.now });
    if (!started.ok) return fail({ code: 'connection.refused', message: started.error.message });
    const announcement = { baseUrl: started.value.baseUrl, token };
    own = { announcement, close: started.value.close };
    await replaceFile(file, JSON.stringify(announcement));
    return ok(announcement);
  }

  /** Another wizard may be starting the server at this moment: it holds the lock before it announces itself. */
  async function ensure(): Promise<Result<Announcement, Failure>> {
    if (own !== undefined) return ok(own.announcement);
    let trouble: Result<Announcement, Failure> | undefined;
    for (let attempt = 0; attempt < START_TRIES; attempt += 1) {
      const announced = await readAnnouncement(file);
      if (announced !== undefined && (await answers(announced))) return ok(announced);
      trouble = await start();
      if (trouble.ok) return trouble;
      await pause();
    }
    return trouble ?? fail({ code: 'connection.refused', message: 'The sample server does not start.' });
  }

  return {
    target: (name, credential) => lazyTarget(identityOf(name), ensure, credential ?? 'right'),
    runsElsewhere: async () => {
      const announced = await readAnnouncement(file);
      return own === undefined && announced !== undefined && (await answers(announced));
    },
    close: async () => {
      if (own === undefined) return;
      // Before the lock is free, after which the announcement may be another process's.
      await rm(file, { force: true });
      await own.close();
    },
  };
}

function lazyTarget(
  identity: SystemIdentity,
  ensure: () => Promise<Result<Announcement, Failure>>,
  credential: 'right' | 'wrong',
): { readonly target: CheckUpTarget; readonly close: () => Promise<void> } {
  let http = httpFor({ baseUrl: 'http://127.0.0.1/scim/v2', token: 'not-connected' });
  let current: Required<CheckUpTarget> = createScimTarget({ http, identity });
  const connect = async (): Promise<Result<Required<CheckUpTarget>, Failure>> => {
    const found = await ensure();
    if (!found.ok) return found;
    await http.close();
    const token = credential === 'wrong' ? 'this-token-is-wrong-on-purpose' : found.value.token;
    http = httpFor({ baseUrl: found.value.baseUrl, token });
    current = createScimTarget({ http, identity });
    return ok(current);
  };
  const target: CheckUpTarget = {
    identity,
    test: async (probe, op) => {
      const connected = await connect();
      return connected.ok ? connected.value.test(probe, op) : connected;
    },
    read: (request, op) => current.read(request, op),
    find: (query, op) => current.find(query, op),
    create: (draft, op) => current.create(draft, op),
    update: (change, op) => current.update(change, op),
    remove: (gone, op) => current.remove(gone, op),
    members: {
      among: (change, op) => current.members.among(change, op),
      all: async (group, op) => (await current.members.all?.(group, op)) ?? ok(undefined),
      add: (change, op) => current.members.add(change, op),
      remove: (change, op) => current.members.remove(change, op),
    },
    preview: (write) => current.preview(write),
    async *checkUp(request, op) {
      const connected = await connect();
      if (connected.ok) return yield* connected.value.checkUp(request, op);
      yield { ...failedCheck('connection', connected.error), exchanges: [] };
      return [];
    },
  };
  return { target, close: () => http.close() };
}
