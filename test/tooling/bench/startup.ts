import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal } from '../terminal.ts';
import { median, ms, rounded, times } from './numbers.ts';
import { printJson, printTable } from './table.ts';

const ROUNDS = 10;
const root = join(import.meta.dirname, '..', '..', '..');
const size = { columns: 80, rows: 24 };

type Started = { readonly painted: number; readonly interactive: number };

const environment = (home: string): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  XDG_STATE_HOME: home,
  XDG_CONFIG_HOME: home,
});

/** From the start of the process until its line stands on the screen of the terminal. */
async function startNode(home: string): Promise<number> {
  const args = ['-e', 'console.log("a line")'];
  const terminal = openTerminal({ args, cwd: home, env: environment(home), size });
  const painted = await terminal.shows('a line');
  await terminal.close();
  return painted;
}

/** Painted: the frame that names the workspace and its apps. Interactive: the first letter has reached the filter. */
async function startWizard(home: string): Promise<Started> {
  const args = [join(root, 'dist', 'provision.js')];
  const terminal = openTerminal({ args, cwd: home, env: environment(home), size });
  await terminal.shows('sample company');
  const painted = await terminal.shows('Atlas Service Desk');
  terminal.type('z');
  const interactive = await terminal.shows('App: z');
  await terminal.close();
  return { painted, interactive };
}

/** Start-up of the built program, beside what Node itself needs to print a line in the same terminal. */
export async function bench(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  const floors: number[] = [];
  const starts: Started[] = [];
  await startNode(home);
  await startWizard(home);
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await startNode(home));
    starts.push(await startWizard(home));
  }
  await rm(home, { recursive: true, force: true });
  const floor = median(floors);
  const painted = median(starts.map((start) => start.painted));
  const interactive = median(starts.map((start) => start.interactive));
  printTable(
    `Start-up in a terminal, median of ${ROUNDS}`,
    ['', 'time', 'ratio', 'budget'],
    [
      ['node -e printing a line', ms(floor), '1', ''],
      ['first painted frame', ms(painted), times(painted / floor), '1.5 x'],
      ['interactive', ms(interactive), times(interactive / floor), '3.5 x'],
    ],
  );
  printJson('startup', {
    nodeMs: rounded(floor),
    paintedMs: rounded(painted),
    paintedRatio: rounded(painted / floor),
    interactiveMs: rounded(interactive),
    interactiveRatio: rounded(interactive / floor),
  });
}
