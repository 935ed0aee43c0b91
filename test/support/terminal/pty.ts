import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import type { WhenFinished } from '../program.ts';

export type Size = { readonly columns: number; readonly rows: number };

/** What a keyboard sends for a key (xterm ctlseqs, "PC-Style Function Keys"). */
const keyBytes = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  insert: '\x1b[2~',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  'ctrl+c': '\x03',
  'ctrl+g': '\x07',
  'ctrl+n': '\x0e',
  'ctrl+u': '\x15',
} as const;

export type Key = keyof typeof keyBytes;
export type Content = string | RegExp;

/** How a program left the terminal that it had taken over. */
export type TerminalModes = {
  readonly alternateScreen: boolean;
  readonly bracketedPaste: boolean;
  readonly cursorShown: boolean;
};

/** A terminal with a person in front of it: one real pseudo-terminal, its screen read by a terminal emulator. */
export type Pty = {
  /** The screen, rows without their trailing spaces. */
  readonly frame: () => string;
  /** Everything that was scrolled away and the screen, as one can read it after the program has ended. */
  readonly scrollback: () => string;
  /** Every byte the program has written so far, as text. */
  readonly output: () => string;
  readonly modes: () => TerminalModes;
  /** Each key as a chunk of its own. */
  readonly press: (...keys: readonly Key[]) => void;
  /** All characters in one chunk. */
  readonly type: (text: string) => void;
  /** As a terminal sends it when bracketed paste is on. */
  readonly paste: (text: string) => void;
  /** Waits for content, never for time. Fails with the last frame when it does not come. */
  readonly expectScreen: (content: Content) => Promise<void>;
  /** Waits until what was asked for holds for the screen. */
  readonly until: (holds: () => boolean, what: string) => Promise<void>;
  /** Resolves when the emulator has the new size, too. */
  readonly resize: (size: Size) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The other end of the line is gone: the kernel hangs up. */
  readonly hangUp: () => void;
  /** When the program has ended and all of its output was read. */
  readonly exited: Promise<{ readonly exitCode: number; readonly signal: number }>;
};

export type PtyRequest = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size?: Size;
  readonly whenFinished?: WhenFinished;
};

/** Long enough for a machine that is busy with other work; what is waited for is always content. */
const WAIT_MS = 120_000;

const has = (text: string, content: Content): boolean =>
  typeof content === 'string' ? text.includes(content) : content.test(text);

/** After a terminal has shrunk its rows still hold what nobody can see any more. */
function textOf(buffer: xterm.IBuffer, from: number, columns: number): string {
  const rows = Array.from({ length: buffer.length - from }, (_, row) =>
    (buffer.getLine(from + row)?.translateToString(true, 0, columns) ?? '').trimEnd(),
  );
  return rows.join('\n');
}

/** Whether the cursor is shown; the emulator keeps it to itself. */
function watchCursor(terminal: xterm.Terminal): () => boolean {
  let shown = true;
  const on = (final: 'h' | 'l') =>
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
      if (parameters.includes(25)) shown = final === 'h';
      return false;
    });
  on('h');
  on('l');
  return () => shown;
}

function destroy(pty: IPty): void {
  if (!('destroy' in pty) || typeof pty.destroy !== 'function') throw new Error('this pty cannot be closed');
  pty.destroy();
}

/** Starts a program in a terminal of its own. It is killed at the end of the test when it still lives then. */
export function openPty({ command, args, cwd, env, ...request }: PtyRequest): Pty {
  const { size = { columns: 80, rows: 24 }, whenFinished = onTestFinished } = request;
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback: 1000,
    allowProposedApi: true,
  });
  const cursorShown = watchCursor(terminal);
  const listeners = new Set<() => void>();
  let output = '';
  const pty = spawn(command, [...args], {
    name: env['TERM'] ?? 'xterm-256color',
    cols: size.columns,
    rows: size.rows,
    cwd,
    env: { TERM: 'xterm-256color', ...env },
  });
  pty.onData((data) => {
    output += data;
    terminal.write(data, () => {
      for (const look of listeners) look();
    });
  });
  // A terminal answers what it is asked.
  terminal.onData((answer) => pty.write(answer));
  const exited = new Promise<{ exitCode: number; signal: number }>((resolve) => {
    pty.onExit(({ exitCode, signal = 0 }) => terminal.write('', () => resolve({ exitCode, signal })));
  });
  let isOver = false;
  void exited.then(() => {
    isOver = true;
    for (const look of listeners) look();
  });
  whenFinished(async () => {
    if (!isOver) pty.kill('SIGKILL');
    await exited;
    terminal.dispose();
  });

  const frame = () => {
    const { active } = terminal.buffer;
    return textOf(active, active.baseY, terminal.cols);
  };
  const until = (holds: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(deadline);
        listeners.delete(look);
        done();
      };
      const never = () =>
        settle(() => reject(new Error(`${what} never came; the last frame was:\n${frame()}`)));
      const deadline = setTimeout(never, WAIT_MS);
      const look = () => {
        // Between the two marks of a synchronized update stands half a frame, which no terminal shows.
        if (!terminal.modes.synchronizedOutputMode && holds()) settle(resolve);
        else if (isOver) never();
      };
      listeners.add(look);
      look();
    });

  return {
    frame,
    scrollback: () => textOf(terminal.buffer.normal, 0, terminal.cols),
    output: () => output,
    modes: () => ({
      alternateScreen: terminal.buffer.active.type === 'alternate',
      bracketedPaste: terminal.modes.bracketedPasteMode,
      cursorShown: cursorShown(),
    }),
    press: (...keys) => {
      for (const key of keys) pty.write(keyBytes[key]);
    },
    type: (text) => pty.write(text),
    paste: (text) => pty.write(`\x1b[200~${text}\x1b[201~`),
    expectScreen: (content) => until(() => has(frame(), content), `"${content}"`),
    until,
    resize: ({ columns, rows }) =>
      new Promise((resolve) => {
        terminal.write('', () => {
          terminal.resize(columns, rows);
          pty.resize(columns, rows);
          resolve();
        });
      }),
    kill: (signal) => pty.kill(signal),
    hangUp: () => destroy(pty),
    exited,
  };
}
