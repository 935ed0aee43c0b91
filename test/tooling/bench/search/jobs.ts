/** What is measured in processes of their own, so that the memory of one is not the memory of another. */
export type SearchJob =
  | { readonly do: 'ours'; readonly people: number; readonly seed: number; readonly folder: string }
  | { readonly do: 'fuse'; readonly people: number; readonly seed: number; readonly presses: number }
  | {
      readonly do: 'quality';
      readonly people: number;
      readonly seed: number;
      readonly turned: boolean;
      readonly ofEachKind: number;
      readonly by: 'ours' | 'fuse';
    };

export type Ours = {
  /** From the file to the whole index, while somebody types. */
  readonly readMs: number;
  /** From opening to the first answer, before the file was read. */
  readonly firstAnswerMs: number;
  /** All key presses of the texts, typed in order. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The key presses that fuse.js is asked as well. */
  readonly sampleP50: number;
  readonly sampleP95: number;
  readonly presses: number;
  /** One pass of Buffer.indexOf with a needle that is not there over the names, addresses and ids. */
  readonly floorMs: number;
  readonly floorMB: number;
  readonly delayWhileReading: Delay;
  readonly delayWhileTyping: Delay;
  /** Once all was read and typed. */
  readonly rssMB: number;
  readonly indexMB: number;
  readonly textMB: number;
  /** The second start: until the index is open, and until the first answer. */
  readonly cachedOpenMs: number;
  readonly cachedAnswerMs: number;
};

/** Of the main loop, in milliseconds. */
export type Delay = { readonly p99: number; readonly max: number };

export type FuseMeasured = {
  readonly buildMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly presses: number;
  readonly indexMB: number;
  readonly rssMB: number;
};

export type Quality = {
  readonly queries: number;
  readonly first: number;
  readonly amongTen: number;
  readonly hopelessWithHits: number;
};

/** The key presses are those of texts for people of the beginning of the directory. */
export const TEXTS_FROM = 100_000;
export const SAMPLE = 60;
/** As many as the wizard asks for. */
export const SHOWN = 60;
