import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export type Size = { readonly columns: number; readonly rows: number };

/** One cell of the screen; a wide character takes two cells, the second of which is no cell of its own. */
export type Cell = {
  readonly text: string;
  readonly width: number;
  /** Number in the palette of 16; undefined is the terminal's own colour. */
  readonly foreground: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
};

export type Terminal = {
  /** The process id of the program. */
  readonly pid: number;
  readonly type: (text: string) => void;
  /** Resolves with the milliseconds since the program was started, as soon as the screen holds the text. */
  readonly shows: (text: string) => Promise<number>;
  readonly text: () => string;
  /** How many bytes the program has written so far. */
  readonly bytes: () => number;
  /** Resolves when nothing was written for so many milliseconds. */
  readonly rests: (ms: number) => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  readonly cells: () => readonly (readonly Cell[])[];
  readonly close: () => Promise<void>;
};

export type Program = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size: Size;
  /** What the line to the terminal carries; a local one has no limit. What waits for it has left the program for good. */
  readonly bytesPerSecond?: number;
};

const WAIT_MS = 20_000;

function cellsOf(line: xterm.IBufferLine, columns: number): readonly Cell[] {
  return Array.from({ length: columns }, (_, column) => line.getCell(column)).flatMap((cell) =>
    cell === undefined || cell.getWidth() === 0
      ? []
      : [
          {
            text: cell.getChars() === '' ? ' ' : cell.getChars(),
            width: cell.getWidth(),
            foreground: cell.isFgPalette() ? cell.getFgColor() : undefined,
            bold: cell.isBold() !== 0,
            dim: cell.isDim() !== 0,
            inverse: cell.isInverse() !== 0,
          },
        ],
  );
}

function start({ args, cwd, env, size }: Program): IPty {
  return spawn(process.execPath, [...args], {
    name: 'xterm-256color',
    cols: size.columns,
    rows: size.rows,
    cwd,
    env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  });
}

const CARRY_EVERY_MS = 10;

/** A line behind endless buffers, as SSH is one: it takes everything at once and delivers at its own pace. */
function thinLine(bytesPerSecond: number, deliver: (data: string) => void) {
  let waiting = '';
  let carried = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - carried) / 1000) * bytesPerSecond;
    const count = waiting === '' ? 0 : Math.floor(due);
    if (waiting === '') carried = performance.now();
    if (count === 0) return;
    carried += (count / bytesPerSecond) * 1000;
    deliver(waiting.slice(0, count));
    waiting = waiting.slice(count);
  }, CARRY_EVERY_MS);
  return {
    carry: (data: string): void => {
      waiting += data;
    },
    close: () => clearInterval(timer),
  };
}

/** Runs a Node program in a pseudo-terminal and reads its screen with a terminal emulator. */
export function openTerminal(program: Program): Terminal {
  const { columns, rows } = program.size;
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const started = performance.now();
  const pty = start(program);
  const looks = new Set<() => void>();
  const look = (): void => {
    for (const each of looks) each();
  };
  let bytes = 0;
  const line =
    program.bytesPerSecond === undefined
      ? { carry: (data: string) => emulator.write(data, look), close: () => {} }
      : thinLine(program.bytesPerSecond, (data) => emulator.write(data, look));
  pty.onData((data) => {
    bytes += Buffer.byteLength(data);
    line.carry(data);
  });
  // A terminal answers what it is asked.
  emulator.onData((answer) => pty.write(answer));
  const ended = new Promise<void>((resolve) => {
    pty.onExit(() => emulator.write('', resolve));
  });
  const lines = () =>
    Array.from({ length: emulator.rows }, (_, row) => {
      const { active } = emulator.buffer;
      return active.getLine(active.baseY + row);
    }).flatMap((line) => line ?? []);
  const text = () =>
    lines()
      .map((line) => line.translateToString(true))
      .join('\n');

  const shows = (wanted: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(deadline);
        looks.delete(check);
        done();
      };
      const never = (): void => settle(() => reject(new Error(`"${wanted}" never came:\n${text()}`)));
      const deadline = setTimeout(never, WAIT_MS);
      const check = (): void => {
        if (text().includes(wanted)) settle(() => resolve(performance.now() - started));
      };
      looks.add(check);
      void ended.then(() => {
        check();
        if (looks.has(check)) never();
      });
      check();
    });

  return {
    pid: pty.pid,
    type: (typed) => pty.write(typed),
    shows,
    text,
    bytes: () => bytes,
    rests: (ms) =>
      new Promise((resolve) => {
        let timer = setTimeout(done, ms);
        function again(): void {
          clearTimeout(timer);
          timer = setTimeout(done, ms);
        }
        function done(): void {
          looks.delete(again);
          resolve();
        }
        looks.add(again);
      }),
    resize: (columns, rows) => {
      emulator.resize(columns, rows);
      pty.resize(columns, rows);
    },
    cells: () => lines().map((line) => cellsOf(line, emulator.cols)),
    close: async () => {
      pty.kill('SIGKILL');
      await ended;
      line.close();
      emulator.dispose();
    },
  };
}
