import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshHome, type Home } from '../../support/program.ts';
import { cli, jsonLines } from '../in-process.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const previewOf = (user: string) => ['run', '--app', 'saas', '--user', user, '--preview', '--json'];

/** Runs that many days ago; gives the id of the run. */
async function ranBefore(
  home: Home,
  days: number,
  user = 'noah.lindqvist@larkspur.example',
): Promise<string> {
  const now = () => new Date(Date.now() - days * DAY_MS);
  const { stdout } = await cli(home, previewOf(user), { now });
  return String(jsonLines(stdout).at(-1)?.['changeId']);
}

describe('provision runs', () => {
  it('list gives one line a run, the newest first', async () => {
    const home = await freshHome();
    const older = await ranBefore(home, 2);
    const newer = await ranBefore(home, 1, 'ines.carvalho@larkspur.example');

    const { stdout, exitCode } = await cli(home, ['runs', 'list']);
    const [first = '', second = ''] = stdout.split('\n');

    expect(exitCode).toBe(0);
    expect(first).toMatch(
      new RegExp(`^${newer} {2}\\S+ {2}saas {2}Inês Carvalho {2}Create Success \\(preview\\)$`),
    );
    expect(second).toMatch(
      new RegExp(`^${older} {2}\\S+ {2}saas {2}Noah Lindqvist {2}Update Success \\(preview\\)$`),
    );
    expect((await cli(home, ['runs', 'list', '--limit', '1'])).stdout).toBe(`${first}\n`);
    expect((await cli(home, ['runs'])).stdout).toBe(stdout);
  });

  it('list --json gives id, state and record', async () => {
    const home = await freshHome();
    const runId = await ranBefore(home, 0);

    const { stdout } = await cli(home, ['runs', 'list', '--json']);

    expect(jsonLines(stdout)).toEqual([
      { runId, state: 'finished', record: expect.objectContaining({ changeId: runId }) },
    ]);
  });

  it('show takes the beginning of an id and tells every card and the changes', async () => {
    const home = await freshHome();
    const runId = await ranBefore(home, 0);

    const { stdout, exitCode } = await cli(home, ['runs', 'show', runId.slice(0, 6)]);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('[Success] Import user: ');
    expect(stdout).toContain('  title: Field Technician -> Lead Field Technician [Would be sent]\n');
    expect(stdout).toContain(`Run: ${runId}\n`);
  });

  it('show --json is the record that the run gave', async () => {
    const home = await freshHome();
    const run = await cli(home, previewOf('noah.lindqvist@larkspur.example'));
    const record = jsonLines(run.stdout).at(-1);

    const { stdout } = await cli(home, ['runs', 'show', String(record?.['changeId']), '--json']);

    expect(jsonLines(stdout)).toEqual([record]);
  });

  it('prune forgets what is older than 90 days, or than one says', async () => {
    const home = await freshHome();
    await ranBefore(home, 100);
    await ranBefore(home, 10);
    const kept = await ranBefore(home, 1);

    const usual = await cli(home, ['runs', 'prune']);
    const stricter = await cli(home, ['runs', 'prune', '--older-than', '5']);

    expect([usual.stdout, stricter.stdout]).toEqual([
      expect.stringMatching(/^1 runs? older than 90 days deleted/),
      expect.stringMatching(/^1 runs? older than 5 days deleted/),
    ]);
    const { stdout } = await cli(home, ['runs', 'list', '--json']);
    expect(jsonLines(stdout).map(({ runId }) => runId)).toEqual([kept]);
  });

  it('are files that only their user can read', async () => {
    const home = await freshHome();
    await ranBefore(home, 0);
    const folder = join(home.state, 'runs');

    const [file = ''] = await readdir(folder);

    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });
});

describe('provision sample reset', () => {
  it('brings the sample company back to its beginning and keeps the journal', async () => {
    const home = await freshHome();
    const run = ['run', '--app', 'saas', '--user', 'ines.carvalho@larkspur.example', '--json'];
    const actionOf = async () => jsonLines((await cli(home, run)).stdout).at(-1)?.['action'];
    expect([await actionOf(), await actionOf()]).toEqual(['Create', 'Other']);

    const reset = await cli(home, ['sample', 'reset']);

    expect(reset).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await actionOf()).toBe('Create');
    expect((await cli(home, ['runs', 'list'])).stdout.trimEnd().split('\n')).toHaveLength(3);
  });
});
