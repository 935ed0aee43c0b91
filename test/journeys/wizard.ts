import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { builtProgram, type Home, type WhenFinished } from '../support/program.ts';
import { type Content, type Key, openPty, type Pty, type Size } from '../support/terminal/pty.ts';

/** The wizard as a person uses it. Steps are queued in the order of the calls; awaiting runs them to the end. */
export type Journey = PromiseLike<void> & {
  readonly choose: (app: string) => Journey;
  /** Types into the empty search field. */
  readonly search: (text: string) => Journey;
  readonly groups: () => Journey;
  /** Chooses the hit with this name. */
  readonly pick: (name: string) => Journey;
  /** Selects members, each one found by the filter. */
  readonly select: (...names: readonly string[]) => Journey;
  /** From the members to the review. */
  readonly goOn: () => Journey;
  readonly provision: () => Journey;
  /** Waits until the run has ended with exactly these cards, each as `Status  Title`. */
  readonly expectSteps: (...cards: readonly string[]) => Journey;
  readonly openDetails: (title: string) => Journey;
  /** Esc, until the screen shows the content. */
  readonly back: (to: Content) => Journey;
  readonly confirm: (choice: string) => Journey;
  readonly press: (...keys: readonly Key[]) => Journey;
  readonly type: (text: string) => Journey;
  readonly shows: (...contents: readonly Content[]) => Journey;
  /** Reads a page from where it stands to its end; every content must be on it. */
  readonly reads: (...contents: readonly Content[]) => Journey;
};

const cardRow =
  /^[❯> ] \S+ (?<state>Waiting|Running|Success|Skipped|Failure|Warning|Not run) +(?<title>\S.*?)(?: {2}[\d.]+ \S+)?$/u;

/** `Success  Import user` for every card on the screen. */
function cardsOf(frame: string): readonly string[] {
  return frame.split('\n').flatMap((row) => {
    const card = cardRow.exec(row)?.groups;
    return card === undefined ? [] : [`${card['state']}  ${card['title']}`];
  });
}

type Row = { readonly index: number; readonly text: string };

function currentRow(frame: string): Row | undefined {
  const rows = frame.split('\n');
  const index = rows.findIndex((row) => /^[❯>] /u.test(row));
  return index === -1 ? undefined : { index, text: rows[index] ?? '' };
}

/** Moves to the row with the label, one key at a time, as a person does. */
async function highlight(terminal: Pty, label: string): Promise<void> {
  await terminal.until(() => currentRow(terminal.frame()) !== undefined, `a list with "${label}"`);
  const row = currentRow(terminal.frame());
  if (row === undefined || row.text.includes(label)) return;
  const wanted = terminal
    .frame()
    .split('\n')
    .findIndex((text) => /^ {2}/.test(text) && text.includes(label));
  terminal.press(wanted !== -1 && wanted < row.index ? 'up' : 'down');
  await terminal.until(
    () => currentRow(terminal.frame())?.text !== row.text,
    `a row beside "${row.text}", on the way to "${label}",`,
  );
  return highlight(terminal, label);
}

/**
 * Enter, as a person presses it: a program is quicker than a key that is held down, whose repetitions the wizard
 * ignores where they would write. Any other key in between, here one that does nothing, makes it a new Enter.
 */
async function accept(terminal: Pty, label: string): Promise<void> {
  await highlight(terminal, label);
  terminal.press('insert', 'enter');
}

async function choose(terminal: Pty, label: string, then: Content): Promise<void> {
  await accept(terminal, label);
  await terminal.expectScreen(then);
}

/** Filters by the name, selects the only row that is left and clears the filter. */
async function select(terminal: Pty, name: string): Promise<void> {
  terminal.type(name);
  await terminal.expectScreen(new RegExp(`^[❯>] \\[[ x✓]\\] ${name}`, 'mu'));
  terminal.press('enter');
  await terminal.expectScreen(new RegExp(`^[❯>] \\[[x✓]\\] ${name}`, 'mu'));
  terminal.press('ctrl+u');
  await terminal.expectScreen('type to filter');
}

/** "1-17 of 36", at the end of a page that is longer than the screen. */
const partOf = (frame: string): string | undefined => /\d+-\d+ of \d+$/mu.exec(frame)?.[0];

/** The text of a page that scrolls, read to its end. */
async function readToEnd(terminal: Pty, read = ''): Promise<string> {
  const frame = terminal.frame();
  if (!/^[ ↑^][↓v] \d/mu.test(frame)) return read + frame;
  terminal.press('pagedown');
  // The remark stands below the page: a frame that is painted in part still has the old one.
  await terminal.until(() => partOf(terminal.frame()) !== partOf(frame), 'the next page');
  return readToEnd(terminal, read + frame);
}

export function journeyOn(terminal: Pty): Journey {
  let path = Promise.resolve();
  const go = (work: () => Promise<void>): Journey => {
    path = path.then(work);
    return journey;
  };
  const journey: Journey = {
    choose: (app) => go(() => choose(terminal, app, /^Search {2}/m)),
    search: (text) =>
      go(async () => {
        terminal.press('ctrl+u');
        await terminal.expectScreen('type to search');
        terminal.type(text);
        await terminal.expectScreen(`: ${text}`);
      }),
    groups: () =>
      go(async () => {
        terminal.press('tab');
        await terminal.expectScreen('[Groups]');
      }),
    pick: (name) => go(() => choose(terminal, name, /^(?:Review|Members) {2}/m)),
    select: (...names) =>
      go(async () => {
        for (const name of names) await select(terminal, name);
      }),
    goOn: () =>
      go(async () => {
        terminal.press('ctrl+n');
        await terminal.expectScreen(/^Review {2}/m);
      }),
    provision: () => go(() => choose(terminal, 'Provision', /^Run {2}/m)),
    expectSteps: (...cards) =>
      go(async () => {
        const asExpected = () => JSON.stringify(cardsOf(terminal.frame())) === JSON.stringify(cards);
        await terminal.until(() => asExpected() && terminal.frame().includes('Retry'), cards.join(', '));
      }),
    openDetails: (title) => go(() => choose(terminal, title, /^View details/m)),
    back: (to) =>
      go(async () => {
        terminal.press('escape');
        await terminal.expectScreen(to);
      }),
    confirm: (choice) => go(() => accept(terminal, choice)),
    press: (...keys) => go(async () => terminal.press(...keys)),
    type: (text) => go(async () => terminal.type(text)),
    shows: (...contents) =>
      go(async () => {
        for (const content of contents) await terminal.expectScreen(content);
      }),
    reads: (...contents) =>
      go(async () => {
        const page = await readToEnd(terminal);
        for (const content of contents) expect(page).toMatch(content);
      }),
    // biome-ignore lint/suspicious/noThenProperty: a journey is awaited as a whole, like the promise it stands for
    then: (fulfilled, rejected) => path.then(fulfilled, rejected),
  };
  return journey;
}

/**
 * The shell around the program: it says whether the program left the terminal's line discipline (raw mode, echo) as it
 * found it, and writes down the process id of the program.
 */
export const shell = [
  'trap : INT',
  'echo "before the wizard"',
  'before=$(stty -g)',
  'sh -c \'echo $$ >"$0"; exec "$@"\' "$@"',
  'code=$?',
  'if [ "$(stty -g)" = "$before" ]; then echo "line discipline restored"; else echo "line discipline changed"; fi',
  'exit $code',
].join('\n');

export type Session = {
  readonly wizard: Journey;
  readonly terminal: Pty;
  /** The process id of the program, behind the shell. */
  readonly pid: () => Promise<number>;
};

export type SessionRequest = {
  readonly home: Home;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: Size;
  readonly whenFinished?: WhenFinished;
};

/** Starts the built program in a terminal. */
export async function startWizard({ home, args = [], env = {}, ...rest }: SessionRequest): Promise<Session> {
  const pidFile = join(home.path, 'pid');
  const terminal = openPty({
    command: 'sh',
    args: ['-c', shell, 'sh', pidFile, process.execPath, await builtProgram(), ...args],
    cwd: home.path,
    env: { ...home.env, ...env },
    ...rest,
  });
  return {
    terminal,
    wizard: journeyOn(terminal),
    pid: async () => Number(await readFile(pidFile, 'utf8')),
  };
}

/** The same, and waits for its first screen. */
export async function openWizard(request: SessionRequest): Promise<Session> {
  const session = await startWizard(request);
  await session.terminal.expectScreen('Choose app');
  return session;
}

/** Waits until the program has ended, and checks that the terminal is as it was; gives the exit code. */
export async function leftTerminal(terminal: Pty): Promise<number> {
  const { exitCode } = await terminal.exited;
  expect(terminal.modes()).toEqual({ alternateScreen: false, bracketedPaste: false, cursorShown: true });
  expect(terminal.scrollback()).toMatch(/^before the wizard\n/);
  expect(terminal.scrollback()).toContain('line discipline restored');
  return exitCode;
}
