import type { ReadStream, WriteStream } from 'node:tty';
import { fieldWith } from '../../session/text-field.ts';
import { firstFrame } from '../../ui/draw-first-frame.ts';
import { isTooSmall, type Size } from '../../ui/layout/view.ts';
import { SCREEN_OFF, SCREEN_ON } from '../../ui/terminal/modes.ts';
import { chooseTheme, type Theme } from '../../ui/theme/theme.ts';
import type { WizardOptions } from '../wizard/arguments.ts';
import type { Glance } from './first-glance.ts';
import { holdInput } from './held-input.ts';

/** Where a terminal has no alternate screen, the frame must not stay below what comes next. */
const ERASE = '\x1b[H\x1b[J';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the wizard takes over: the frame that stands on the screen, as it was drawn, and what was typed meanwhile. */
export type EarlyTerminal = {
  readonly shown?: { readonly drawn: string; readonly size: Size };
  readonly typed: readonly Uint8Array[];
};

/** The terminal between the first frame and the wizard: raw, on the alternate screen, holding what is typed. */
export type FirstFrame = {
  readonly glance: Glance;
  /** Hands the terminal over as it is. Nothing is restored here afterwards. */
  readonly handOver: () => EarlyTerminal;
  /** Gives the terminal back, once; what was typed is kept for the hand-over. */
  readonly close: () => void;
};

type Terminal = { readonly stdin: ReadStream; readonly stdout: WriteStream };

/** Draws choose-app with this text in its field; the list below it follows when the wizard takes over. */
type Draw = (text: string) => string;

function drawing(glance: Glance, theme: Theme, size: Size): Draw {
  return (text) => {
    const screen = { at: 'apps', filter: fieldWith(text), cursor: 0 } as const;
    const wizard = { workspace: glance.workspace, screen, beneath: [], turn: 0, ended: [], tried: [] };
    return firstFrame({ wizard, size, theme, now: 0 }, screen);
  };
}

/**
 * The rows that are not as before. Each begins with its place and is erased first: behind the last column some terminals
 * have wrapped, and others erase the last character.
 */
function changedRows(before: string, after: string): string {
  const held = before.split('\n');
  const rows = after.split('\n').map((row, index) => ({ row, index }));
  return rows
    .filter(({ row, index }) => row !== held[index])
    .map(({ row, index }) => `\x1b[${index + 1}H\x1b[K${row}`)
    .join('');
}

/** What was typed, when it is nothing but text for the field; `?` in an empty field asks for help. */
function fieldText(typed: Uint8Array): string | undefined {
  const text = Buffer.from(typed).toString('latin1');
  return /^[\x20-\x3e\x40-\x7e][\x20-\x7e]*$/.test(text) ? text : undefined;
}

/** Does something on every way out of the process but SIGKILL. Returns what takes that back. */
function onEveryExit(restore: () => void): () => void {
  const end = (signal: NodeJS.Signals): void => {
    restore();
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off('exit', restore);
    for (const signal of signals) process.off(signal, end);
  };
  process.on('exit', restore);
  for (const signal of signals) process.on(signal, end);
  return release;
}

/** Gives the terminal back; one that has gone refuses it. */
function restore({ stdin, stdout }: Terminal): void {
  try {
    stdin.setRawMode(false);
    stdout.write(ERASE + SCREEN_OFF);
  } catch {
    // Nobody is left to see it.
  }
}

/** Draws on the terminal and holds it. */
function hold(terminal: Terminal, glance: Glance, { draw, size }: { draw: Draw; size: Size }): FirstFrame {
  let shown = '';
  let isOurs = true;
  const show = (frame: string, before = ''): void => {
    terminal.stdout.write(before + changedRows(shown, frame));
    shown = frame;
  };
  const letGo = (): void => {
    isOurs = false;
    input.stop();
    release();
  };
  const close = (): void => {
    if (!isOurs) return;
    letGo();
    restore(terminal);
  };
  const onTyped = (typed: Uint8Array): void => {
    const text = fieldText(typed);
    if (text !== undefined) show(draw(text));
  };
  const onCtrlC = (): void => {
    close();
    // Nothing has begun that would have to be ended.
    process.exit(0);
  };
  const input = holdInput(terminal.stdin, { onCtrlC, onTyped });
  const release = onEveryExit(close);
  // What was echoed before raw mode moved the cursor to where the normal screen will go on.
  show(draw(''), `\r${SCREEN_ON}`);
  return {
    glance,
    close,
    handOver: () => {
      if (!isOurs) return { typed: input.take() };
      letGo();
      return { shown: { drawn: shown, size }, typed: input.take() };
    },
  };
}

/**
 * Draws choose-app on the terminal before the program is loaded, and holds the terminal until the wizard takes it over.
 * Letters that are typed meanwhile are seen in the field at once. undefined where a first frame would be of no use: on a
 * dumb terminal, or one that is too small.
 */
export function openFirstFrame(request: {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  readonly options: WizardOptions;
  readonly glance: Glance;
}): FirstFrame | undefined {
  const { terminal, env, options, glance } = request;
  const size = { columns: terminal.stdout.columns || 80, rows: terminal.stdout.rows || 24 };
  if (env['TERM'] === 'dumb' || isTooSmall(size)) return undefined;
  terminal.stdout.on('error', () => {});
  const flags = { ascii: options.ascii ?? false, noColor: options.color === false };
  const theme = chooseTheme({ env, flags, isTTY: true });
  return hold(terminal, glance, { draw: drawing(glance, theme, size), size });
}
