import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal, type Terminal } from '../terminal.ts';
import { median, ms, rounded, times } from './numbers.ts';
import { printJson, printTable } from './table.ts';

const ROUNDS = 21;
const FIRST_STARTS = 5;
const root = join(import.meta.dirname, '..', '..', '..');
const program = join(root, 'dist', 'provision.js');
const size = { columns: 80, rows: 24 };

type Started = {
  /** Milliseconds until the frame that names the workspace and its apps. */
  readonly painted: number;
  /** Until the first letter, typed as soon as that frame stands, is in the field. */
  readonly interactive: number;
  /** Until the list below the field has followed that letter. */
  readonly filtered: number;
  /** Until the systems of every app are there: the workspace has been checked and every schema read. */
  readonly whole: number;
  /** Megabytes of memory then. */
  readonly megabytes: number;
};

function inTerminal(home: string, ...args: readonly string[]): Terminal {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_STATE_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
  };
  return openTerminal({ args, cwd: home, env, size });
}

/** From the start of the process until its line stands on the screen of the terminal. */
async function timeOf(home: string, line: string, ...args: readonly string[]): Promise<number> {
  const terminal = inTerminal(home, ...args);
  const shown = await terminal.shows(line);
  await terminal.close();
  return shown;
}

async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function startWizard(home: string): Promise<Started> {
  const terminal = inTerminal(home, program);
  await terminal.shows('sample company');
  const painted = await terminal.shows('Atlas Service Desk');
  terminal.type('#');
  const interactive = await terminal.shows('App: #');
  const filtered = await terminal.shows('No app is called "#"');
  terminal.type('\x7f');
  const whole = await terminal.shows('Azure Active Directory');
  const megabytes = await megabytesOf(terminal.pid);
  await terminal.close();
  return { painted, interactive, filtered, whole, megabytes };
}

const freshHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'provision-bench-'));

/** The start after an installation or an update: no code is kept yet. */
async function firstStarts(): Promise<readonly Started[]> {
  const starts: Started[] = [];
  for (let round = 0; round < FIRST_STARTS; round += 1) {
    const home = await freshHome();
    starts.push(await startWizard(home));
    await rm(home, { recursive: true, force: true });
  }
  return starts;
}

const floor = (home: string): Promise<number> => timeOf(home, 'a line', '-e', 'console.log("a line")');
const apps = (home: string): Promise<number> => timeOf(home, 'Atlas Service Desk', program, 'apps');

/** One after the other in turn, so that whatever else the machine does hits all of them. */
async function alternating() {
  const home = await freshHome();
  const floors: number[] = [];
  const headless: number[] = [];
  const starts: Started[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const measured = [await floor(home), await apps(home), await startWizard(home)] as const;
    // The first rounds leave behind what later ones start from.
    if (round < 0) continue;
    floors.push(measured[0]);
    headless.push(measured[1]);
    starts.push(measured[2]);
  }
  await rm(home, { recursive: true, force: true });
  return { floors, headless, starts };
}

/** Start-up of the built program, beside what Node itself needs to print a line in the same terminal. */
export async function bench(): Promise<void> {
  const first = await firstStarts();
  const { floors, headless, starts } = await alternating();
  const of = (list: readonly Started[], what: keyof Started): number => median(list.map((one) => one[what]));
  const base = median(floors);
  const row = (name: string, value: number, budget = '') => [name, ms(value), times(value / base), budget];
  printTable(
    `Start-up in a terminal, median of ${ROUNDS}; ${Math.round(of(starts, 'megabytes'))} MB of memory`,
    ['', 'time', 'ratio', 'budget'],
    [
      row('node -e printing a line', base),
      row('first painted frame', of(starts, 'painted'), '1.5 x'),
      row('interactive: first key echoed', of(starts, 'interactive'), '3.5 x'),
      row('the list follows the key', of(starts, 'filtered')),
      row('every app with its systems', of(starts, 'whole')),
      row('provision apps, first line', median(headless)),
      row('without kept code: painted', of(first, 'painted')),
      row('without kept code: interactive', of(first, 'interactive')),
    ],
  );
  printJson('startup', {
    nodeMs: rounded(base),
    paintedMs: rounded(of(starts, 'painted')),
    paintedRatio: rounded(of(starts, 'painted') / base),
    interactiveMs: rounded(of(starts, 'interactive')),
    interactiveRatio: rounded(of(starts, 'interactive') / base),
    filteredMs: rounded(of(starts, 'filtered')),
    filteredRatio: rounded(of(starts, 'filtered') / base),
    wholeMs: rounded(of(starts, 'whole')),
    appsMs: rounded(median(headless)),
    firstPaintedMs: rounded(of(first, 'painted')),
    firstInteractiveMs: rounded(of(first, 'interactive')),
    memoryMb: rounded(of(starts, 'megabytes')),
  });
}
