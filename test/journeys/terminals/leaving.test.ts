import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { identifyProcess, lifeOf } from '../../../src/disk/process-identity.ts';
import { openRunJournal } from '../../../src/state/runs/journal.ts';
import type { StoredRun } from '../../../src/state/runs/stored-run.ts';
import { freshHome, type Home } from '../../support/program.ts';
import { type Gate, openGate } from '../gate.ts';
import { ownApp, ownEnvironment, ownWorkspace, serveTarget, userNamed } from '../own-workspace.ts';
import { type Journey, leftTerminal, openWizard, type Session } from '../wizard.ts';

/** Every screen of the wizard, and how to come to it. */
const screens: readonly (readonly [string, (wizard: Journey) => Journey])[] = [
  ['Choose app', (wizard) => wizard],
  ['the help', (wizard) => wizard.press('ctrl+g').shows('Show these keys')],
  ['Search', (wizard) => wizard.choose('Atlas Service Desk')],
  [
    'Members',
    (wizard) => wizard.choose('Atlas Service Desk').groups().search('aurora').pick('Aurora').shows('0 of 5'),
  ],
  ['Review', (wizard) => wizard.choose('Atlas Service Desk').search('noah lindq').pick('Noah Lindqvist')],
  [
    'the question before something is taken away',
    (wizard) =>
      wizard
        .choose('Atlas Service Desk')
        .search('bruno keller')
        .pick('Bruno Keller')
        .provision()
        .shows('Before anything is taken away'),
  ],
  [
    'Result',
    (wizard) =>
      wizard
        .choose('Atlas Service Desk')
        .search('noah lindq')
        .pick('Noah Lindqvist')
        .provision()
        .shows('Retry'),
  ],
  [
    'View details',
    (wizard) =>
      wizard
        .choose('Atlas Service Desk')
        .search('noah lindq')
        .pick('Noah Lindqvist')
        .provision()
        .shows('Retry')
        .openDetails('Perform action'),
  ],
];

async function recordedRuns(home: Home): Promise<readonly StoredRun[]> {
  const journal = await openRunJournal({
    directory: home.state,
    now: () => new Date(),
    process: await identifyProcess(),
  });
  if (!journal.ok) throw new Error(journal.error.message);
  const listed = await journal.value.listRuns();
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.runs;
}

/** The text of the only run's file. */
async function journalOf(home: Home): Promise<string> {
  const folder = join(home.state, 'runs');
  const [file = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return readFile(join(folder, file), 'utf8');
}

/** A wizard whose POST stands at the gate in front of the target. */
async function writing(): Promise<
  Session & { readonly home: Home; readonly gate: Gate; readonly release: () => void }
> {
  const home = await freshHome();
  const { baseUrl } = await serveTarget(home);
  const gate = await openGate(baseUrl);
  const workspace = await ownWorkspace(home, ownApp(gate.baseUrl));
  const session = await openWizard({ home, args: ['--workspace', workspace], env: ownEnvironment });
  const held = gate.hold((name) => name.startsWith('POST'), 'before');
  await session.wizard.choose('Own directory').search('noah lindq').pick('Noah Lindqvist').provision();
  const { release } = await held;
  await session.wizard.shows('Writing: create');
  return { ...session, home, gate, release };
}

async function untilGone(pid: number): Promise<void> {
  const identity = await identifyProcess(pid);
  while ((await lifeOf(identity)) === 'alive') await pause(20);
}

describe('Ctrl+C', () => {
  it.concurrent.for(screens)('on %s leaves and gives the terminal back', async ([, comeTo], context) => {
    const whenFinished = context.onTestFinished;
    const { wizard, terminal } = await openWizard({ home: await freshHome(whenFinished), whenFinished });
    await comeTo(wizard);

    terminal.press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
  });

  it('on a terminal that is too small leaves, too', async () => {
    const { terminal } = await openWizard({ home: await freshHome() });
    await terminal.resize({ columns: 30, rows: 8 });
    await terminal.expectScreen('30 x 8');

    terminal.press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
  });

  it('during a write restores the terminal, waits for the answer and has the outcome in the journal', async () => {
    const { terminal, home, release } = await writing();

    terminal.press('ctrl+c');
    await terminal.expectScreen('A write is under way');
    expect(terminal.modes()).toEqual({ alternateScreen: false, bracketedPaste: false, cursorShown: true });
    release();

    expect(await leftTerminal(terminal)).toBe(0);
    expect(await journalOf(home)).toContain('"type":"write.finished","outcome":"done"');
  });

  it('pressed twice during a write abandons it: exit code 3, and the journal says that nobody knows the answer', async () => {
    const { terminal, home } = await writing();

    terminal.press('ctrl+c');
    await terminal.expectScreen('A write is under way');
    terminal.press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(3);
    expect(terminal.scrollback()).toContain('is not known');
    const journal = await journalOf(home);
    expect(journal).toContain('"type":"write.finished","outcome":"unknown"');
    expect(journal).toContain('"ending":"outcomeUnknown"');
  });
});

describe('a bug that nobody awaits', () => {
  it('gives the terminal back and is told on the normal screen', async () => {
    const preload = "data:text/javascript,process.on('SIGUSR2',()=>{throw(new(Error)('broken'))})";
    const env = { NODE_OPTIONS: `--import ${preload}` };
    const { terminal, pid } = await openWizard({ home: await freshHome(), env });
    await terminal.expectScreen(/^. Atlas Service Desk +app provisioning {2}\S/m);

    process.kill(await pid(), 'SIGUSR2');

    expect(await leftTerminal(terminal)).toBe(70);
    expect(terminal.scrollback()).toContain('Please report this text:\nError: broken');
  });
});

describe('when the line is cut (SIGHUP, the terminal is gone)', () => {
  it('a wizard without a run ends', async () => {
    const { terminal, pid } = await openWizard({ home: await freshHome() });
    const program = await pid();

    terminal.hangUp();

    await untilGone(program);
  });

  it('a write that is under way is answered and journalled before the program ends', async () => {
    const { terminal, home, gate, release, pid } = await writing();
    const program = await pid();

    terminal.hangUp();
    release();
    await untilGone(program);

    const [run] = await recordedRuns(home);
    expect(run?.record.targetIdentity.id).toBeDefined();
    expect(run?.record.evidence.writeUnderWay).toBeUndefined();
    const user = await userNamed(gate.baseUrl, 'noah.lindqvist@larkspur.example');
    expect(user?.['id']).toBe(run?.record.targetIdentity.id);
  });
});
