import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { type ConnectedApp, connect, runRequest } from '../../../src/cli/connect.ts';
import { findApp, type OpenWorkspace, openWorkspace } from '../../../src/cli/open-workspace.ts';
import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import { bearer } from '../../../src/connectors/transport/credentials.ts';
import { createHttp } from '../../../src/connectors/transport/http.ts';
import { ok, type Result } from '../../../src/domain/result.ts';
import { provision } from '../../../src/engine/provision.ts';
import type { RunMode, RunRecord } from '../../../src/engine/record.ts';
import { type ScimServer, startScimServer } from '../../../src/scim-server/start.ts';
import { median } from './numbers.ts';
import { sampleHost } from './sample-host.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const ROUNDS = 8;
const TOKEN = 'bench';

/** One request as undici was told to send it. */
type Sent = { readonly method: string; readonly path: string; readonly body?: string };
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

/** Everything undici sends while `work` goes on. */
async function watched<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const note = (message: unknown): void => {
    const { method, path, body } = (message as { request: { method: string; path: string; body: unknown } })
      .request;
    sent.push({ method, path, ...(body === null || body === undefined ? {} : { body: String(body) }) });
  };
  subscribe('undici:request:create', note);
  const value = await work().finally(() => unsubscribe('undici:request:create', note));
  return { value, sent };
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

/** Sends the same requests again with nothing around them; what this server creates has ids of its own. */
async function replayOne(url: string, dispatcher: Agent, { sent, targetId }: Ran, ids: Map<string, string>) {
  const renamed = (text: string): string => text.replaceAll(targetId, ids.get(targetId) ?? targetId);
  for (const { method, path, body } of sent) {
    const answer = await request(`${url}${renamed(path)}`, {
      dispatcher,
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: renamed(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    if (method === 'POST') ids.set(targetId, String(JSON.parse(text).id));
  }
}

async function replayAll(ran: readonly Ran[]): Promise<readonly number[]> {
  const { host, remove } = await sampleHost();
  const { server } = await startServer(join(host.places.state, 'server'), host.sampleFolder);
  const dispatcher = new Agent();
  const ids = new Map<string, string>();
  const took: number[] = [];
  for (const one of ran) {
    const started = performance.now();
    await replayOne(new URL(server.baseUrl).origin, dispatcher, one, ids);
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
    sent: (rounds[0]?.ran[index]?.sent ?? []).map(({ method, path }) => `${method} ${path}`),
    arrived: rounds[0]?.ran[index]?.arrived ?? 0,
    runMs: median(warm.map(({ ran }) => ran[index]?.ms ?? 0)),
    bareMs: median(warm.map(({ bare }) => bare[index] ?? 0)),
  }));
}
