import { expect } from 'vitest';
import { cli } from '../../cli/in-process.ts';
import type { Home } from '../../support/program.ts';
import { ownEnvironment, scim, USER_SCHEMA } from '../own-workspace.ts';

/** The person whom the runs are about, and the manager whom the target has already, so that a run writes twice. */
export const ines = 'ines.carvalho@larkspur.example';
const manager = 'ulrike.weiss@larkspur.example';

/** Gives the id of the manager in the target. */
export async function addManager(baseUrl: string): Promise<unknown> {
  const made = await scim(baseUrl, 'POST', 'Users', { schemas: [USER_SCHEMA], userName: manager });
  return made.body['id'];
}

export const provisioning = (workspace: string): readonly string[] => [
  ...['--workspace', workspace],
  ...['run', '--app', 'own', '--user', ines, '--json'],
];

/** The words for where a run was cut off. */
export const during = {
  nothing: 'between two steps',
  import: 'during "Import user"',
  scope: 'during "Determine if user is in scope"',
  match: 'during "Match user between source and target system"',
  action: 'during "Perform action"',
} as const;

export type Place = keyof typeof during;

/** What `runs list`, `runs show` and the next run say, and that the next run brings the target to where it should be. */
export async function expectTruth(
  home: Home,
  workspace: string,
  cut: { readonly place: Place; readonly written: boolean },
): Promise<void> {
  const told = cut.written ? 'A write may have happened' : 'Nothing was written';
  const sentence = `was cut off ${during[cut.place]}. ${told}`;
  const list = await cli(home, ['runs', 'list']);
  expect(list.stdout).toMatch(/^\S+ {2}\S+ {2}own {2}.*cut off\n$/);
  const show = await cli(home, ['runs', 'show', list.stdout.slice(0, 8)]);
  expect(show.stdout).toContain(sentence);

  const next = await cli(home, provisioning(workspace), { env: ownEnvironment });
  expect(next.exitCode).toBe(0);
  expect(next.stderr).toContain(sentence);
  const again = await cli(home, provisioning(workspace), { env: ownEnvironment });
  expect(again.stdout).toContain('RedundantExport');
}
