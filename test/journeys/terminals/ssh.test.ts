import { join } from 'node:path';
import { describe, it } from 'vitest';
import { builtProgram, freshHome, type Home } from '../../support/program.ts';
import { openPty } from '../../support/terminal/pty.ts';
import { noSshd, startSshd } from '../../support/terminal/sshd.ts';
import { mainJob } from '../main-job.ts';
import { journeyOn, shell } from '../wizard.ts';

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** The shell of a session with its environment, as one command line for the other side. */
async function remoteCommand(home: Home): Promise<string> {
  const variables = Object.entries(home.env).map(([name, value]) => `${name}=${value}`);
  const words = ['env', ...variables, 'sh', '-c', shell, 'sh', join(home.path, 'pid'), process.execPath];
  return `cd ${quoted(home.path)} && ${[...words, await builtProgram()].map(quoted).join(' ')}`;
}

describe('the main job over SSH', () => {
  it('works as in a local terminal, and gives the terminal back', async ({ skip }) => {
    skip(noSshd !== undefined, noSshd);
    const home = await freshHome();
    const { clientArgs } = await startSshd();
    const terminal = openPty({
      command: 'ssh',
      args: [...clientArgs, await remoteCommand(home)],
      cwd: home.path,
      env: home.env,
    });
    await terminal.expectScreen('Choose app');

    await mainJob({ terminal, wizard: journeyOn(terminal) });
  });
});
