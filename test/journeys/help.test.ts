import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtProgram, freshHome, type Home } from '../support/program.ts';
import { openPty, type Pty } from '../support/terminal/pty.ts';

/** The program as its package holds it: no sources beside it. */
async function packed(home: Home): Promise<string> {
  const built = await builtProgram();
  const folder = join(home.path, 'package');
  await mkdir(folder);
  for (const name of ['dist', 'sample-data', 'package.json'])
    await cp(join(dirname(built), '..', name), join(folder, name), { recursive: true });
  return join(folder, 'dist', 'provision.js');
}

async function helpOnTerminal(env: Readonly<Record<string, string>>): Promise<Pty> {
  const home = await freshHome();
  const program = await packed(home);
  return openPty({
    command: process.execPath,
    args: [program, 'help', 'exit-codes'],
    cwd: home.path,
    env: { ...home.env, ...env },
  });
}

describe('`provision help` of the packed program, on a terminal', () => {
  it('hands its text to $PAGER', async () => {
    const terminal = await helpOnTerminal({ PAGER: "sed 's/^/page: /'", NO_COLOR: '1' });

    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.scrollback()).toMatch(/^page: 64 +The command was not understood\.$/m);
  });

  it.each([
    ['there is no such pager', { PAGER: 'no-such-pager-anywhere' }],
    ['$PAGER is empty', { PAGER: '' }],
    ['the terminal is dumb', { TERM: 'dumb' }],
  ])('writes it plainly when %s', async (_, env) => {
    const terminal = await helpOnTerminal(env);

    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.scrollback()).toMatch(/^64 +The command was not understood\.$/m);
  });

  it('stays on what does not fit until it is left', async () => {
    const home = await freshHome();
    const terminal = openPty({
      command: process.execPath,
      args: [await packed(home), 'help', 'keys'],
      cwd: home.path,
      env: home.env,
    });

    await terminal.expectScreen('Choose the highlighted app.');
    terminal.type('q');

    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.scrollback()).not.toContain('Answer No: nothing is written.');
  });

  it('shows what fits on the screen and ends, with the usual pager or without one', async () => {
    const home = await freshHome();
    const terminal = openPty({
      command: process.execPath,
      args: [await packed(home), 'help', 'exit-codes'],
      cwd: home.path,
      env: home.env,
      size: { columns: 100, rows: 60 },
    });

    await terminal.expectScreen('The command was not understood.');
    expect((await terminal.exited).exitCode).toBe(0);
  });
});
