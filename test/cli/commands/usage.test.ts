import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownApp, ownWorkspace } from '../../journeys/own-workspace.ts';
import { freshHome, runProgram } from '../../support/program.ts';
import { cli } from '../in-process.ts';

const run = (...rest: readonly string[]) => ['run', '--app', 'saas', ...rest];
const six = ['1', '2', '3', '4', '5', '6'].flatMap((id) => ['--member', id]);

const mistakes: readonly (readonly [string, readonly string[], string])[] = [
  ['an unknown command', ['frobnicate'], 'frobnicate'],
  ['an unknown option', run('--user', 'a', '--frob'), '--frob'],
  ['no app', ['run', '--user', 'a'], '--app'],
  ['an unknown app', ['run', '--app', 'nowhere', '--user', 'a'], 'There is no app "nowhere"'],
  ['neither a user nor a group', run(), 'Name one object'],
  ['a user and a group', run('--user', 'a', '--group', 'b'), 'Name one object'],
  ['a member of a user', run('--user', 'a', '--member', 'b'), '--member goes with --group'],
  ['six members', run('--group', 'a', ...six), 'At most 5 members'],
  [
    'an unknown permission',
    run('--user', 'a', '--allow', 'everything'),
    'disable, delete, remove-member, restore-member',
  ],
  ['a group where only users are provisioned', ['run', '--app', 'workday-to-ad', '--group', 'a'], 'groups'],
  ['a search without a query', ['search', '--app', 'saas'], 'query'],
  ['a search in an unknown app', ['search', '--app', 'nowhere', 'a'], 'There is no app "nowhere"'],
  [
    'a search for groups where there are none',
    ['search', '--app', 'workday-to-ad', '--groups', 'a'],
    'groups',
  ],
  ['a limit that is no number', ['search', '--app', 'saas', '--limit', 'many', 'a'], 'whole number'],
  ['an unknown run', ['runs', 'show', 'nothing'], 'No run has the id "nothing"'],
  ['a server without a port', ['target', 'serve', '--data', 'x'], '--port'],
  ['a server without a folder', ['target', 'serve', '--port', '0'], '--data'],
];

describe('a usage error', () => {
  it.each(mistakes)(
    '%s ends with 64, with words on stderr and nothing on stdout',
    async (_name, args, words) => {
      const said = await cli(await freshHome(), args);

      expect(said.exitCode).toBe(64);
      expect(said.stderr).toContain(words);
      expect(said.stdout).toBe('');
    },
  );

  it('without a terminal the wizard shows the headless form and ends with 64', async () => {
    const { exitCode, stdout, stderr } = await runProgram([], { home: await freshHome() });

    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr).toContain('The wizard needs a terminal');
    expect(stderr).toContain('provision run --app APP --user ID');
  });

  it('resetting a workspace of one’s own is refused', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, ownApp('http://127.0.0.1:9/scim/v2'));

    const { exitCode, stderr } = await cli(home, ['--workspace', workspace, 'sample', 'reset']);

    expect(exitCode).toBe(64);
    expect(stderr).toContain('is not the sample workspace');
  });
});

describe('the help', () => {
  let help = '';
  beforeAll(async () => {
    const said = await cli(await freshHome(afterAll), ['--help']);
    expect(said).toMatchObject({ exitCode: 0, stderr: '' });
    help = said.stdout;
  });

  it.each(['run', 'search', 'apps', 'runs', 'target', 'sample'])('names the command %s', (command) => {
    expect(help).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  });

  it('names no command that does not work: each one has a help of its own', async () => {
    const [, commands = ''] = help.split('Commands:\n');
    const names = [...commands.matchAll(/^ {2}(?<name>[a-z]+)/gm)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );

    for (const name of names.filter((one) => one !== 'help')) {
      const said = await cli(await freshHome(), [name, '--help']);
      expect(said).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining(`Usage: provision ${name}`),
      });
    }
  });
});
