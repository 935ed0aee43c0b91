import type { ReadStream } from 'node:tty';

const CTRL_C = 0x03;

/** What is typed before anybody listens. */
export type HeldInput = {
  /** What was typed so far, and from now on nothing of it any more. */
  readonly take: () => readonly Uint8Array[];
  /** Stops reading; the terminal stays raw. */
  readonly stop: () => void;
};

type Listeners = {
  readonly onCtrlC: () => void;
  /** Everything that was typed so far. */
  readonly onTyped: (typed: Uint8Array) => void;
};

/** Makes the terminal raw, so that it echoes nothing into the frame, and keeps what is typed. */
export function holdInput(stdin: ReadStream, { onCtrlC, onTyped }: Listeners): HeldInput {
  const typed: Uint8Array[] = [];
  const hold = (chunk: Uint8Array): void => {
    typed.push(chunk);
    if (chunk.includes(CTRL_C)) onCtrlC();
    else onTyped(Buffer.concat(typed));
  };
  // A terminal that has gone tells it by a signal, too.
  const ignore = (): void => {};
  stdin.setRawMode(true);
  stdin.on('data', hold).on('error', ignore);
  return {
    take: () => typed.splice(0),
    stop: () => {
      stdin.off('data', hold).off('error', ignore);
      stdin.pause();
    },
  };
}
