import { cp, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtProgram, freshHome, type Home } from '../../support/program.ts';
import { openPty, type Pty } from '../../support/terminal/pty.ts';
import { ownApp, ownWorkspace } from '../own-workspace.ts';
import { leftTerminal, shell, startWizard } from '../wizard.ts';

/** As soon as the first bytes of the first frame are there, and before anything else is loaded. */
const firstBytes = (terminal: Pty): Promise<void> =>
  terminal.until(() => terminal.output().includes('Choose app'), 'the first frame');

/** The program in a folder of its own, one part of which is another text. */
async function changedProgram(home: Home, part: string, text: string): Promise<string> {
  const folder = join(home.path, 'program');
  const built = await builtProgram();
  await cp(dirname(built), join(folder, 'dist'), { recursive: true });
  await symlink(join(dirname(built), '..', 'sample-data'), join(folder, 'sample-data'));
  await writeFile(join(folder, 'dist', part), text);
  return join(folder, 'dist', 'provision.js');
}

/**
 * The second part of the program, which is slow.js, but opens nothing before there is a file with the name `go`, and
 * tells what becomes of it.
 */
const slowProgram = `
  const { openBackend } = require('./slow.js');
  const { existsSync } = require('node:fs');
  const pause = () => new Promise((done) => setTimeout(done, 5));
  exports.openBackend = async (request) => {
    while (!existsSync(__dirname + '/go')) await pause();
    const { value } = await openBackend(request);
    const tell = (what) => process.stderr.write(what + ' by nobody');
    return { ok: true, value: { ...value, perform: () => tell('begun'), close: () => tell('closed') } };
  };
`;

function startIn(home: Home, program: string): Pty {
  return openPty({
    command: 'sh',
    args: ['-c', shell, 'sh', join(home.path, 'pid'), process.execPath, program],
    cwd: home.path,
    env: home.env,
  });
}

describe('the first frame', () => {
  it('names the workspace and its apps, and nothing of it moves when the wizard takes over', async () => {
    const { terminal } = await startWizard({ home: await freshHome() });
    await terminal.expectScreen('Ctrl+C leave');
    const first = terminal.frame().split('\n');

    await terminal.expectScreen(/^. Atlas Service Desk +app provisioning {2}\S/m);
    const whole = terminal.frame().split('\n');

    expect(first.join('\n')).toContain('sample data  Larkspur Instruments');
    expect(first.filter((row, index) => !whole[index]?.startsWith(row))).toEqual([]);
  });

  it('is drawn once: the wizard writes what it adds, and clears nothing', async () => {
    const { terminal } = await startWizard({ home: await freshHome() });

    await terminal.expectScreen(/^. Atlas Service Desk +app provisioning {2}\S/m);

    expect(terminal.output().split('Choose app')).toHaveLength(2);
    expect(terminal.output().split('\x1b[?1049h')).toHaveLength(2);
    expect(terminal.output()).not.toContain('\x1b[2J');
  });

  it('loses no key that is pressed while the program is loaded', async () => {
    const { terminal } = await startWizard({ home: await freshHome() });

    terminal.type('m');
    await firstBytes(terminal);
    for (const letter of 'eridiann') terminal.type(letter);
    terminal.press('backspace', 'enter');
    terminal.type('bruno keller');

    await terminal.expectScreen('User: bruno keller');
    expect(terminal.frame()).toMatch(/^Search {2}Meridian Optics tenant$/m);
    await terminal.expectScreen(/^❯ Bruno Keller/m);
  });

  it('is left at once, and the terminal is as it was, when Ctrl+C comes with its first bytes', async () => {
    const { terminal } = await startWizard({ home: await freshHome() });

    await firstBytes(terminal);
    terminal.press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
  });

  it('is left for good when what the wizard works on is there only afterwards', async () => {
    const home = await freshHome();
    const whole = await changedProgram(home, 'any.txt', '');
    const part = join(dirname(whole), 'program.js');
    await rename(part, join(dirname(whole), 'slow.js'));
    await writeFile(part, slowProgram);
    const terminal = startIn(home, whole);
    await terminal.until(() => terminal.modes().bracketedPaste, 'the wizard');
    await terminal.expectScreen('Choose app');

    terminal.type('atlas');
    await terminal.expectScreen('App: atlas');
    terminal.press('enter');
    await terminal.expectScreen('User:');
    terminal.press('ctrl+c');
    await terminal.until(() => !terminal.modes().alternateScreen, 'the normal screen');
    await writeFile(join(dirname(whole), 'go'), '');

    expect(await leftTerminal(terminal)).toBe(0);
    expect(terminal.scrollback()).toContain('closed');
    expect(terminal.scrollback()).not.toContain('begun');
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('gives the terminal back on %s', async (signal) => {
    const { terminal, pid } = await startWizard({ home: await freshHome() });

    await firstBytes(terminal);
    process.kill(await pid(), signal);

    await leftTerminal(terminal);
  });

  it('makes room on the normal screen for what is wrong with the workspace', async () => {
    const home = await freshHome();
    const folder = await ownWorkspace(home, {
      ...ownApp('https://scim.example/v2'),
      target: { connector: 'sicm' },
    });

    const { terminal } = await startWizard({ home, args: ['--workspace', folder] });

    expect(await leftTerminal(terminal)).toBe(78);
    expect(terminal.output()).toContain('Own directory');
    expect(terminal.scrollback()).toContain('provision.json:');
    expect(terminal.scrollback()).not.toContain('Own directory');
  });

  it('stays until a command of the workspace has to be allowed, which is asked on the normal screen', async () => {
    const home = await freshHome();
    const token = { cmd: ['printf', 'x'] };
    const target = { connector: 'scim', baseUrl: 'http://127.0.0.1:9/scim', token };
    const folder = await ownWorkspace(home, { ...ownApp(''), target });
    const { terminal } = await startWizard({ home, args: ['--workspace', folder] });

    await terminal.expectScreen('Allow it from now on?');
    expect(terminal.modes().alternateScreen).toBe(false);
    terminal.type('y\r');
    await terminal.expectScreen(/^. Own directory +app provisioning {2}\S/m);
    terminal.press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
  });

  it.each([
    ['the screens', 'wizard.js'],
    ['what the wizard works on', 'program.js'],
  ])('is taken down by a bug in %s, which is told on the normal screen', async (_what, part) => {
    const home = await freshHome();
    const program = await changedProgram(home, part, "throw new Error('broken on purpose');\n");

    const terminal = startIn(home, program);

    expect(await leftTerminal(terminal)).toBe(70);
    expect(terminal.output()).toContain('Atlas Service Desk');
    expect(terminal.scrollback()).toContain('Please report this text');
    expect(terminal.scrollback()).toContain('broken on purpose');
  });
});

describe('the code that a start has compiled', () => {
  it('is kept in the cache folder and used by the next start; damaged, it is made anew', async () => {
    const home = await freshHome();
    const folder = join(home.path, 'cache', 'provision-on-demand', 'code');
    const start = async (): Promise<void> => {
      const { terminal } = await startWizard({ home });
      await terminal.expectScreen(/^. Atlas Service Desk +app provisioning {2}\S/m);
      terminal.press('ctrl+c');
      expect(await leftTerminal(terminal)).toBe(0);
    };

    await start();
    expect((await readdir(folder)).sort()).toEqual(['backend', 'wizard']);
    await start();
    for (const name of ['backend', 'wizard']) await writeFile(join(folder, name), 'damaged', { mode: 0o600 });
    await start();
  });
});
