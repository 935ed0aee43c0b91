import { EventEmitter } from 'node:events';

type Written = () => void;

/**
 * What Ink takes for its terminal. In Ink's debug mode each write is one whole frame; it goes to `onFrame`, which decides
 * when and how much of it the real terminal gets.
 */
class InkStdout extends EventEmitter {
  readonly isTTY = true;
  readonly #size: () => { readonly columns: number; readonly rows: number };
  readonly #onFrame: (drawn: string) => void;

  constructor(
    size: () => { readonly columns: number; readonly rows: number },
    onFrame: (drawn: string) => void,
  ) {
    super();
    this.#size = size;
    this.#onFrame = onFrame;
  }

  get columns(): number {
    return this.#size().columns;
  }

  get rows(): number {
    return this.#size().rows;
  }

  /** Ink writes an empty text to learn when everything before it is out. */
  write(drawn: string, ...more: readonly unknown[]): boolean {
    if (drawn !== '') this.#onFrame(drawn);
    const written = more.find((one): one is Written => typeof one === 'function');
    if (written !== undefined) queueMicrotask(written);
    return true;
  }
}

/** The stdout to hand to Ink's `render` together with `debug: true`. */
export function inkStdout(options: {
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly onFrame: (drawn: string) => void;
}): NodeJS.WriteStream {
  // Ink uses `write`, `columns`, `rows`, `isTTY` and the `resize` event, and nothing else of a stream.
  return new InkStdout(options.size, options.onFrame) as unknown as NodeJS.WriteStream;
}
