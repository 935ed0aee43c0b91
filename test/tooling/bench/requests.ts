import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent } from 'undici';
import { type ConnectedApp, connect, runRequest } from '../../../src/cli/connecting/connect.ts';
import { findApp, type OpenWorkspace, openWorkspace } from '../../../src/cli/connecting/open-workspace.ts';
import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import { bearer } from '../../../src/connectors/transport/credentials/credentials.ts';
import { createHttp } from '../../../src/connectors/transport/http.ts';
import { ok, type Result } from '../../../src/domain/result.ts';
import { type ScimServer, startScimServer } from '../../../src/emulators/scim/start.ts';
import { provision } from '../../../src/engine/run/provision.ts';
import type { RunMode, RunRecord } from '../../../src/engine/run/record.ts';
import { median } from './numbers.ts';
import { sampleHost } from './sample-host.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { sendAgain } from './scim/send-again.ts';
import { type Sent, shownRequest, watched } from './scim/sent-requests.ts';

const ROUNDS = 8;
const TOKEN = 'bench';

type Ran = {
  readonly ms: number;
  readonly sent: readonly Sent[];
  readonly arrived: number;
  readonly targetId: string;
};

function need<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

type Counted = { readonly server: ScimServer; readonly arrived: () => number };

async function startServer(directory: string, sampleFolder: string): Promise<Counted> {
  const seed = JSON.parse(await readFile(join(sampleFolder, 'systems', 'scim-seed.json'), 'utf8'));
  let count = 0;
  const log = (): void => {
    count += 1;
  };
  const started = await startScimServer({
    directory,
    port: 0,
    token: TOKEN,
    seed,
    log,
    now: () => new Date(),
  });
  return { server: need(started), arrived: () => count };
}

/** The SaaS sample app, with our server in the place of the one it would start. */
async function connectApp(workspace: OpenWorkspace, server: ScimServer): Promise<ConnectedApp> {
  const app = need(await connect(workspace, need(findApp(workspace, 'saas'))));
  const http = createHttp({ baseUrl: server.baseUrl, credentials: bearer(async () => ok(TOKEN)) });
  const target = createScimTarget({ http, identity: app.target.identity });
  return { ...app, target, close: () => http.close() };
}

async function runToEnd(
  workspace: OpenWorkspace,
  app: ConnectedApp,
  { subject }: Scenario,
  mode: RunMode,
): Promise<RunRecord> {
  const signal = new AbortController().signal;
  const order = { subject, mode, signal, approve: async () => true } as const;
  const events = provision(need(runRequest(workspace, app, order)));
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
  }
}

async function runScenario(
  workspace: OpenWorkspace,
  app: ConnectedApp,
  { arrived }: Counted,
  scenario: Scenario,
): Promise<Ran> {
  const before = arrived();
  const started = performance.now();
  const { value: record, sent } = await watched(() => runToEnd(workspace, app, scenario, 'provision'));
  const ms = performance.now() - started;
  const got = `${record.action} ${record.statusInfo.status}`;
  if (got !== scenario.expects) throw new Error(`${scenario.name}: ${got} ${record.statusInfo.reason}`);
  return { ms, sent, arrived: arrived() - before, targetId: record.targetIdentity.id ?? '' };
}

async function runAll(): Promise<readonly Ran[]> {
  const { host, remove } = await sampleHost();
  const counted = await startServer(join(host.places.state, 'server'), host.sampleFolder);
  const workspace = need(await openWorkspace(host, { warn: () => {} }));
  const app = await connectApp(workspace, counted.server);
  // The sample source reads its files when it is first asked; that is not what is measured.
  for (const scenario of scenarios) await runToEnd(workspace, app, scenario, 'preview');
  const ran: Ran[] = [];
  for (const scenario of scenarios) ran.push(await runScenario(workspace, app, counted, scenario));
  await app.close();
  await counted.server.close();
  await remove();
  return ran;
}

async function replayAll(ran: readonly Ran[]): Promise<readonly number[]> {
  const { host, remove } = await sampleHost();
  const { server } = await startServer(join(host.places.state, 'server'), host.sampleFolder);
  const dispatcher = new Agent();
  const bare = { url: new URL(server.baseUrl).origin, token: TOKEN, dispatcher };
  const ids = new Map<string, string>();
  const took: number[] = [];
  for (const one of ran) {
    const started = performance.now();
    await sendAgain(bare, one, ids);
    took.push(performance.now() - started);
  }
  await dispatcher.close();
  await server.close();
  await remove();
  return took;
}

export type Measured = {
  readonly scenario: Scenario;
  readonly sent: readonly string[];
  readonly arrived: number;
  readonly runMs: number;
  readonly bareMs: number;
};

/** Every scenario on the embedded server over real HTTP, and the same requests sent bare. */
export async function measureRequests(): Promise<readonly Measured[]> {
  const rounds: { readonly ran: readonly Ran[]; readonly bare: readonly number[] }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ran = await runAll();
    rounds.push({ ran, bare: await replayAll(ran) });
  }
  const warm = rounds.slice(1);
  return scenarios.map((scenario, index) => ({
    scenario,
    sent: (rounds[0]?.ran[index]?.sent ?? []).map(shownRequest),
    arrived: rounds[0]?.ran[index]?.arrived ?? 0,
    runMs: median(warm.map(({ ran }) => ran[index]?.ms ?? 0)),
    bareMs: median(warm.map(({ bare }) => bare[index] ?? 0)),
  }));
}
