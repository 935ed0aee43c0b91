import { describe, expect, it } from 'vitest';
import { freshHome, type Home, startProgram, type WhenFinished } from '../../support/program.ts';
import { type Moment, openGate } from '../gate.ts';
import {
  ownApp,
  ownEnvironment,
  ownWorkspace,
  type Served,
  serveTarget,
  userNamed,
} from '../own-workspace.ts';
import { addManager, expectTruth, ines, type Place, provisioning } from './cut-off.ts';

const enterpriseUser = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Kills the target and starts it again on what is on its disk. */
async function killedAndBack(
  home: Home,
  { running, port }: Served,
  whenFinished: WhenFinished,
): Promise<Served> {
  running.process.kill('SIGKILL');
  await running.finished;
  return serveTarget(home, { port, whenFinished });
}

/** Every request of a run that creates a user and links the manager, and where a run that ends there was cut off. */
const requests: readonly (readonly [name: string, place: Place])[] = [
  ['GET /scim/v2/Users', 'nothing'],
  ['GET /scim/v2/Users', 'match'],
  ['GET /scim/v2/Users', 'match'],
  ['GET /scim/v2/Users', 'action'],
  ['POST /scim/v2/Users', 'action'],
  ['PATCH /scim/v2/Users', 'action'],
  ['GET /scim/v2/Users', 'action'],
];

const [post, patch] = [5, 6];

const moments: readonly Moment[] = ['before', 'after'];
const rows = requests.flatMap(([name, place], index) =>
  moments.map((moment) => ({ number: index + 1, name, place, moment })),
);

describe('after kill -9 of a run and of its target', () => {
  it.concurrent.for(rows)(
    'while request $number ($name) is under way, $moment the target answers, nothing acknowledged is lost',
    async ({ number, name, place, moment }, { onTestFinished: whenFinished }) => {
      const home = await freshHome(whenFinished);
      const served = await serveTarget(home, { whenFinished });
      const managerId = await addManager(served.baseUrl);
      const gate = await openGate(served.baseUrl, whenFinished);
      const workspace = await ownWorkspace(home, ownApp(gate.baseUrl));
      const held = gate.hold((_name, count) => count === number, moment);
      const run = await startProgram(provisioning(workspace), {
        home,
        env: ownEnvironment,
        whenFinished,
      });

      expect((await held).request).toContain(name);
      run.process.kill('SIGKILL');
      await run.finished;
      const { baseUrl } = await killedAndBack(home, served, whenFinished);

      const isDone = (write: number) => number > write || (number === write && moment === 'after');
      const user = await userNamed(baseUrl, ines);
      expect(user !== undefined).toBe(isDone(post));
      const linked = { manager: expect.objectContaining({ value: managerId }) };
      if (isDone(patch)) expect(user?.[enterpriseUser]).toMatchObject(linked);
      else expect(user?.[enterpriseUser]).not.toMatchObject(linked);
      await expectTruth(home, workspace, { place, written: number >= post });
    },
  );
});
