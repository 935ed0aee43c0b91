import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScimServer } from '../../../../src/emulators/scim/start.ts';
import { startBetterAuth } from '../../../support/peers/better-auth.ts';
import type { Peer } from '../../../support/peers/peer.ts';
import { startScimPatchServer } from '../../../support/peers/scim-patch-server.ts';
import { startScimmy } from '../../../support/peers/scimmy.ts';
import { type Directory, directoryOf, type ScimScenario, scimScenarios } from './scenarios.ts';
import { shownRequest, watched } from './sent-requests.ts';
import { type ScimBench, scimBench, TOKEN } from './workspace.ts';

async function startEmbedded(token: string): Promise<Peer> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  const server = await startScimServer({ directory, port: 0, token, now: () => new Date() });
  if (!server.ok) throw new Error(server.error.message);
  const { baseUrl, close } = server.value;
  return {
    baseUrl,
    close: async () => {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The server of ours, and those that others wrote. */
const servers: ReadonlyMap<string, (token: string) => Promise<Peer>> = new Map([
  ['embedded', startEmbedded],
  ['scimmy', startScimmy],
  ['Better Auth', startBetterAuth],
  ['scim-patch', startScimPatchServer],
]);

export type Counted = {
  readonly scenario: ScimScenario;
  /** What the run came to, where that is not what was expected. */
  readonly otherwise?: string;
  readonly sent: readonly string[];
};

async function count(bench: ScimBench, scenario: ScimScenario): Promise<Counted> {
  const { value, sent } = await watched(() => bench.run(scenario.run));
  const otherwise = value.startsWith(scenario.expects) ? {} : { otherwise: value };
  return { scenario, ...otherwise, sent: sent.map(shownRequest) };
}

async function countAll(bench: ScimBench, set: string): Promise<readonly Counted[]> {
  const counted: Counted[] = [];
  let directory: Directory = directoryOf(set);
  await bench.fill(directory);
  for (const scenario of scimScenarios(set)) {
    directory = scenario.change?.(directory) ?? directory;
    if (scenario.change !== undefined) await bench.fill(directory);
    counted.push(await count(bench, scenario));
  }
  return counted.filter(({ scenario }) => scenario.minimum !== undefined);
}

export type ServerRequests = {
  readonly server: string;
  /** On a server of which nothing is known yet, and once more with other people. */
  readonly first: readonly Counted[];
  readonly second: readonly Counted[];
};

/** Every scenario twice on each server: the first time teaches what the server understands. */
export async function countRequests(): Promise<readonly ServerRequests[]> {
  const all: ServerRequests[] = [];
  for (const [server, start] of servers) {
    const { baseUrl, close } = await start(TOKEN);
    const bench = await scimBench(baseUrl);
    all.push({ server, first: await countAll(bench, 'first'), second: await countAll(bench, 'second') });
    await bench.remove();
    await close();
  }
  return all;
}
