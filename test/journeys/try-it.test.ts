import { describe, expect, it } from 'vitest';
import { cli, jsonLines } from '../cli/in-process.ts';
import { type Trial, trials } from '../connectors/sample/trials.ts';
import { freshHome, type Home } from '../support/program.ts';

const wantsGroup = /^60000000-/;

type Order = Pick<Trial, 'app' | 'subject' | 'members' | 'allow'>;

/** The id that `provision search` prints for a user principal name. */
async function idOf(home: Home, app: string, name: string): Promise<string> {
  const { stdout } = await cli(home, ['search', '--app', app, name]);
  return stdout.split(' ')[0] ?? '';
}

/** Action, status, reason and exit code of one run. */
async function ended(home: Home, { app, subject, members, allow }: Order): Promise<readonly unknown[]> {
  const ids = await Promise.all(members.map((member) => idOf(home, app, member)));
  const { stdout, exitCode } = await cli(home, [
    ...['run', '--app', app, wantsGroup.test(subject) ? '--group' : '--user', subject],
    ...ids.flatMap((id) => ['--member', id]),
    ...(allow ? ['--allow', 'disable,delete,remove-member'] : []),
    '--json',
  ]);
  const record = jsonLines(stdout).at(-1) as {
    readonly action: string;
    readonly statusInfo: { readonly status: string };
    readonly evidence: { readonly reason?: string };
  };
  return [record.action, record.statusInfo.status, record.evidence.reason ?? null, exitCode];
}

describe('every row of the table "Try it", from the beginning of the sample company', () => {
  it.each(trials)('$app: $shows ($who)', async (trial) => {
    const home = await freshHome();

    expect(await ended(home, trial)).toEqual(trial.ends);
  });
});

const user = (app: string, subject: string) => ({ app, subject, members: [], allow: true });

const created = ['Create', 'Success', null, 0];
const updated = ['Update', 'Success', null, 0];
const nothingToDo = ['Other', 'Skipped', 'RedundantExport', 0];

describe('what takes more than one run', () => {
  it('is skipped as equal after it was created', async () => {
    const home = await freshHome();
    const ines = user('saas', 'ines.carvalho@larkspur.example');

    expect(await ended(home, ines)).toEqual(created);
    expect(await ended(home, ines)).toEqual(nothingToDo);
  });

  it('goes from Workday to Active Directory, and from there to the tenant', async () => {
    const home = await freshHome();
    const sofia = 'CN=Sofía Reyes,OU=Dallas,OU=Users,DC=larkspur,DC=example';

    expect(await ended(home, user('workday-to-ad', '21451'))).toEqual(created);
    expect(await ended(home, user('ad-to-entra', sofia))).toEqual(created);
  });

  it.each([
    ['saas', 'siobhan.obriennidhomhnaill@larkspur.example', 'mateus.araujo@larkspur.example'],
    ['workday-to-ad', '21523', '21524'],
  ])('links the manager once the manager is there (%s)', async (app, report, manager) => {
    const home = await freshHome();

    expect(await ended(home, user(app, report))).toEqual(created);
    expect(await ended(home, user(app, manager))).toEqual(created);
    expect(await ended(home, user(app, report))).toEqual(updated);
    expect(await ended(home, user(app, report))).toEqual(nothingToDo);
  });
});
