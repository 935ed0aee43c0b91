import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ok } from '../../../src/domain/result.ts';
import type { Timing } from '../../../src/emulators/scim/misbehaviour/misbehaviour.ts';
import { type MisbehaviourName, makeHooks } from '../../../src/emulators/scim/misbehaviour/table.ts';
import type { Hook, Rule } from '../../../src/emulators/scim/protocol/hook.ts';
import { BASE_PATH, createHttpServer, type LogEntry } from '../../../src/emulators/scim/protocol/http.ts';
import type { StoredResource } from '../../../src/emulators/scim/resources/model.ts';
import { type Seed, seedResources } from '../../../src/emulators/scim/resources/seed.ts';
import { createResourceStore } from '../../../src/emulators/scim/resources/store.ts';
import type { Resource } from './values.ts';

/** One object as the server really has it. */
export type Held = { readonly type: 'User' | 'Group'; readonly id: string; readonly content: Resource };

/** The real state, by other means than the connector's. */
export type Truth = () => Promise<readonly Held[]>;

export type TruthServer = {
  readonly baseUrl: string;
  /** Read from memory, behind every misbehaviour. */
  readonly truth: Truth;
  readonly log: () => readonly LogEntry[];
  readonly close: () => Promise<void>;
};

export type TruthServerOptions = {
  readonly token: string;
  readonly misbehave?: readonly MisbehaviourName[];
  readonly timing?: Partial<Timing>;
  readonly resources?: readonly StoredResource[];
  /** Told when the work is done and the answer is about to leave, before any misbehaviour holds it. */
  readonly onLeave?: () => void;
  /** Rules that it does not check, so that what a client should not send is seen. */
  readonly waives?: readonly Rule[];
};

/** Resources to start with, for as many servers as want them. */
export function seeded(seed: Seed): readonly StoredResource[] {
  const made = seedResources(seed, { now: () => new Date(0), newId: randomUUID });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

/** The embedded server over real HTTP with its state in memory, where a test can look behind its back. */
export async function startTruthServer(options: TruthServerOptions): Promise<TruthServer> {
  const store = createResourceStore(options.resources ?? []);
  const entries: LogEntry[] = [];
  const own: Hook = { waives: options.waives ?? [], leave: async () => options.onLeave?.() };
  let baseUrl = '';
  const { server } = createHttpServer({
    token: options.token,
    target: () => ({ store, baseUrl, now: () => new Date(), newId: () => randomUUID() }),
    journal: { commit: async () => ok(undefined), close: async () => undefined },
    log: (entry) => void entries.push(entry),
    hooks: [own, ...makeHooks(options.misbehave ?? [], options.timing)],
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`;
  return {
    baseUrl,
    truth: async () => [...store.all('User'), ...store.all('Group')],
    log: () => [...entries],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
