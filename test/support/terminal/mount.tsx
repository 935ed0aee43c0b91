import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink';
import type { ReactNode } from 'react';

export type MountSize = { readonly columns: number; readonly rows: number };

/** A stdout of any size that keeps the frames. */
class FakeStdout extends EventEmitter {
  isTTY = true;
  columns: number;
  rows: number;
  frames: string[] = [];

  constructor({ columns, rows }: MountSize) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(frame: string): boolean {
    this.frames.push(frame);
    this.emit('frame');
    return true;
  }
}

export type Mounted = {
  /** The screen as plain text, rows without their trailing spaces. */
  readonly frame: () => string;
  /** The same with its SGR sequences. */
  readonly painted: () => string;
  readonly rerender: (tree: ReactNode) => void;
  readonly resize: (size: MountSize, tree: ReactNode) => void;
  /** Waits for content, never for time. Fails with the last frame when it does not come. */
  readonly waitFor: (content: string | RegExp) => Promise<void>;
  readonly unmount: () => void;
};

const WAIT_MS = 60_000;

function contains(frame: string, content: string | RegExp): boolean {
  return typeof content === 'string' ? frame.includes(content) : content.test(frame);
}

/** Draws a tree on a terminal of the given size. Whole screens and single components alike. */
export function mount(tree: ReactNode, size: MountSize): Mounted {
  const stdout = new FakeStdout(size);
  const instance = render(tree, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: new PassThrough(),
    debug: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const painted = () => stdout.frames.findLast((frame) => frame !== '') ?? '';
  const frame = () =>
    stripVTControlCharacters(painted())
      .split('\n')
      .map((row) => row.trimEnd())
      .join('\n');
  return {
    frame,
    painted,
    rerender: instance.rerender,
    resize(next, resized) {
      stdout.columns = next.columns;
      stdout.rows = next.rows;
      instance.rerender(resized);
      stdout.emit('resize');
    },
    waitFor: (content) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(deadline);
          stdout.off('frame', look);
          settle();
        };
        const deadline = setTimeout(
          () => finish(() => reject(new Error(`"${content}" never came; the last frame was:\n${frame()}`))),
          WAIT_MS,
        );
        const look = () => {
          if (contains(frame(), content)) finish(resolve);
        };
        stdout.on('frame', look);
        look();
      }),
    unmount: () => {
      instance.unmount();
      instance.cleanup();
    },
  };
}
