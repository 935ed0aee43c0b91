import type { ReadStream, WriteStream } from 'node:tty';
import { present } from '../../domain/present.ts';
import type { Result } from '../../domain/result.ts';
import { type OpenTerminal, openTerminal, type TerminalTrouble, type WizardStore } from '../../ui/render.tsx';
import type { Theme } from '../../ui/theme/theme.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import type { CommandProblem } from '../problem.ts';
import type { FirstFrame } from '../startup/open-first-frame.ts';
import { type Leaving, leaving } from './leaving.ts';

export type TerminalHost = Host & {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
};

export const isTerminal = (host: Host): host is TerminalHost =>
  host.stdin.isTTY === true && host.stdout.isTTY === true;

/** The end of the wizard: somebody left it, or its workspace turned out to be unusable. */
export type Left = PromiseWithResolvers<Result<void, CommandProblem>>;

type Opening = {
  readonly host: TerminalHost;
  readonly printer: Printer;
  readonly theme: Theme;
  readonly start: { readonly firstFrame?: FirstFrame };
};

/** Takes the terminal over from the first frame, or from the shell. */
function take(
  { host, theme, start }: Opening,
  store: WizardStore,
  onTrouble: (trouble: TerminalTrouble) => void,
): OpenTerminal {
  const early = start.firstFrame?.handOver();
  // Before the first frame is drawn: the terminal would echo into it what somebody types ahead. What was echoed
  // already moved the cursor, and the alternate screen begins in the column where it stands.
  host.stdin.setRawMode(true);
  if (early?.shown === undefined) host.stdout.write('\r');
  return openTerminal({
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    store,
    theme,
    now: () => host.now().getTime(),
    onTrouble,
    isRemote: host.env['SSH_CONNECTION'] !== undefined || host.env['SSH_TTY'] !== undefined,
    ...present({ early }),
  });
}

/**
 * Owns the terminal from the first frame on, and gives it back on every way out. `onDrawn` goes on with the start as
 * soon as the first screen can be used; what it throws ends the wizard, as does a bug that nobody awaits.
 */
export async function untilLeft(
  opening: Opening,
  store: WizardStore,
  left: Left,
  onDrawn: () => Promise<void>,
): Promise<Result<void, CommandProblem>> {
  let terminal: OpenTerminal | undefined;
  let ways: Leaving | undefined;
  const onTrouble = ({ where, error }: TerminalTrouble): void => {
    if (where === 'drawing') left.reject(error);
    else ways?.forGood();
  };
  process.on('uncaughtException', left.reject);
  try {
    ways = leaving(store, { restore: () => terminal?.close(), say: opening.printer.say });
    terminal = take(opening, store, onTrouble);
    onDrawn().catch(left.reject);
    return await left.promise;
  } finally {
    terminal?.close();
    ways?.release();
    process.off('uncaughtException', left.reject);
  }
}
