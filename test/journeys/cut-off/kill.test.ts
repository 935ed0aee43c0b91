import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startScimServer } from '../../../src/emulators/scim/start.ts';
import { freshHome, type Home, runProgram, type WhenFinished } from '../../support/program.ts';
import { OWN_TOKEN, ownApp, ownEnvironment, ownWorkspace, userNamed } from '../own-workspace.ts';
import { addManager, expectTruth, ines, type Place, provisioning } from './cut-off.ts';

const preload = fileURLToPath(new URL('./kill-at-event.mjs', import.meta.url));

async function startTarget(home: Home, whenFinished: WhenFinished): Promise<string> {
  const server = await startScimServer({
    directory: join(home.path, 'target'),
    port: 0,
    token: OWN_TOKEN,
    now: () => new Date(),
  });
  if (!server.ok) throw new Error(server.error.message);
  whenFinished(server.value.close);
  return server.value.baseUrl;
}

/** Every event of a run that creates a user and links the manager, and where a run that ends there was cut off. */
const events: readonly (readonly [type: string, place: Place])[] = [
  ['run.started', 'nothing'],
  ['step.started', 'import'],
  ['exchange.recorded', 'import'],
  ['step.finished', 'nothing'],
  ['step.started', 'scope'],
  ['exchange.recorded', 'scope'],
  ['step.finished', 'nothing'],
  ['step.started', 'match'],
  ['exchange.recorded', 'match'],
  ['exchange.recorded', 'match'],
  ['step.finished', 'nothing'],
  ['step.started', 'action'],
  ['exchange.recorded', 'action'],
  ['exchange.recorded', 'action'],
  ['write.started', 'action'],
  ['exchange.recorded', 'action'],
  ['write.finished', 'action'],
  ['write.started', 'action'],
  ['exchange.recorded', 'action'],
  ['write.finished', 'action'],
  ['exchange.recorded', 'action'],
  ['step.finished', 'nothing'],
];

/** The number from which on a write has been announced, and from which on it has been answered. */
const announced = events.findIndex(([type]) => type === 'write.started');
const answered = announced + 1;

describe('after kill -9 of a run', () => {
  it.concurrent.for(events.map(([type, place], seq) => ({ seq, type, place })))(
    'at event $seq ($type) the journal tells the truth and the next run finishes the work',
    async ({ seq, type, place }, { onTestFinished }) => {
      const home = await freshHome(onTestFinished);
      const baseUrl = await startTarget(home, onTestFinished);
      await addManager(baseUrl);
      const workspace = await ownWorkspace(home, ownApp(baseUrl));

      const killed = await runProgram(provisioning(workspace), {
        home,
        preload,
        whenFinished: onTestFinished,
        env: { ...ownEnvironment, KILL_AT: String(seq) },
      });

      expect(killed.signal).toBe('SIGKILL');
      expect(JSON.parse(killed.stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ seq, type });
      expect((await userNamed(baseUrl, ines)) !== undefined).toBe(seq >= answered);
      await expectTruth(home, workspace, { place, written: seq >= announced });
    },
  );
});
