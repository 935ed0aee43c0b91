import type { ReadStream, WriteStream } from 'node:tty';
import { emptyField } from '../session/text-field.ts';
import { firstFrame } from '../ui/first-frame.ts';
import { isTooSmall, type Size } from '../ui/layout/view.ts';
import { SCREEN_OFF, SCREEN_ON } from '../ui/terminal/modes.ts';
import { chooseTheme } from '../ui/theme/theme.ts';
import type { Glance } from './first-glance.ts';
import type { WizardOptions } from './wizard-arguments.ts';

const CTRL_C = 0x03;
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

function drawn(glance: Glance, options: WizardOptions, env: NodeJS.ProcessEnv, size: Size): string {
  const flags = { ascii: options.ascii ?? false, noColor: options.color === false };
  const theme = chooseTheme({ env, flags, isTTY: true });
  const screen = { at: 'apps', filter: emptyField, cursor: 0 } as const;
  const wizard = { workspace: glance.workspace, screen, beneath: [], turn: 0, ended: [], tried: [] };
  return firstFrame({ wizard, size, theme, now: 0 }, screen);
}

/** Each row by its place: after a full row some terminals have wrapped, and others have not. */
const positioned = (frame: string): string =>
  frame
    .split('\n')
    .map((row, index) => `\x1b[${index + 1}H${row}`)
    .join('');

/** Holds what is typed. Ctrl+C leaves at once: nothing has begun. */
function holdInput({ stdin }: Terminal, leave: () => void) {
  const typed: Uint8Array[] = [];
  const hold = (chunk: Uint8Array): void => {
    if (chunk.includes(CTRL_C)) leave();
    typed.push(chunk);
  };
  const ignore = (): void => {};
  stdin.setRawMode(true);
  stdin.on('data', hold).on('error', ignore);
  return {
    typed,
    stop: () => {
      stdin.off('data', hold).off('error', ignore);
      stdin.pause();
    },
  };
}

/**
 * Draws choose-app on the terminal before the program is loaded, and holds the terminal until the wizard takes it over.
 * undefined where a first frame would be of no use: no terminal, a dumb one, or one that is too small.
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
  const frame = drawn(glance, options, env, size);
  const input = holdInput(terminal, () => {
    close();
    process.exit(0);
  });
  let isOurs = true;
  const release = (): void => {
    isOurs = false;
    input.stop();
    process.off('exit', close);
    for (const signal of signals) process.off(signal, end);
  };
  const close = (): void => {
    if (!isOurs) return;
    release();
    terminal.stdin.setRawMode(false);
    terminal.stdout.write(ERASE + SCREEN_OFF);
  };
  const end = (signal: NodeJS.Signals): void => {
    close();
    process.kill(process.pid, signal);
  };
  process.once('exit', close);
  for (const signal of signals) process.once(signal, end);
  // What was echoed before raw mode moved the cursor to where the normal screen will go on.
  terminal.stdout.write(`\r${SCREEN_ON}${positioned(frame)}`);
  return {
    glance,
    close,
    handOver: () => {
      const shown = isOurs ? { shown: { drawn: frame, size } } : {};
      if (isOurs) release();
      return { ...shown, typed: input.typed.splice(0) };
    },
  };
}
