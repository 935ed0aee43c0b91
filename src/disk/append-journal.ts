import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PRIVATE_FILE } from './private-files.ts';

/**
 * A file that only grows, and that tells the truth after a crash at any moment.
 *
 *     append(a) ---> written ---> flushed          durable: resolves here
 *     append(b) -+-> written                       not durable: resolves once the system has taken it
 *     append(c) -+   in one go with b, because both waited for a
 *
 * What could not be written is not lost: it stays in memory, what may stand half written in the file is taken back,
 * and the next append writes all of it again. So the file has no gap, even after the disk was full for a while.
 */
export type AppendJournal = {
  /**
   * Resolves when the text is recorded; a durable text is then on disk, with everything before it.
   * Rejects with the error of the file; the text is written before the next one then.
   */
  readonly append: (text: string, durable: boolean) => Promise<void>;
  /** The length of the file in bytes, as far as the system has taken it. */
  readonly length: () => number;
  /** Writes what is left, and lets go of the file. */
  readonly close: () => Promise<void>;
  /** Lets go of the file and forgets what is left: for somebody who has told that it was not recorded. */
  readonly abandon: () => Promise<void>;
};

/** The part of a file that a journal needs. Positions and lengths are bytes. */
export type AppendFile = {
  readonly write: (bytes: Buffer, position: number) => Promise<{ readonly bytesWritten: number }>;
  readonly datasync: () => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens a file of which the first `keep` bytes count, or makes it, for this user alone. */
export async function openAppendFile(path: string, keep: number): Promise<AppendFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, PRIVATE_FILE);
  try {
    await handle.truncate(keep);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    write: (bytes, position) => handle.write(bytes, 0, bytes.length, position),
    datasync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

export type AppendJournalRequest = {
  /** The file, or how to make it: called by the first `append`, and again when that failed. */
  readonly file: AppendFile | (() => Promise<AppendFile>);
  /** Where the file ends, in bytes; 0 for a new one. */
  readonly start: number;
  /** What a new file begins with, in one write with the first text. */
  readonly header?: string;
  /** Called once, after the first durable text is on disk: gives the file the name by which others find it. */
  readonly publish?: () => Promise<void>;
};

/** `texts` are kept until they are on disk, so that they can be written again after trouble. */
type State = {
  file: AppendFile | undefined;
  published: boolean;
  /** Bytes that are on disk, and bytes that the system has taken. */
  synced: number;
  end: number;
  readonly texts: string[];
  /** How many of `texts` the system has taken. */
  taken: number;
  mustSync: boolean;
};

/** Appends are carried out one after the other, in the order of the calls. No file is touched before the first. */
export function createAppendJournal(request: AppendJournalRequest): AppendJournal {
  const { file, start, header } = request;
  const state: State = {
    file: typeof file === 'function' ? undefined : file,
    published: request.publish === undefined,
    synced: start,
    end: start,
    texts: header === undefined ? [] : [header],
    taken: 0,
    mustSync: false,
  };
  let previous: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = previous.then(work);
    previous = turn.catch(() => undefined);
    return turn;
  };
  const letGo = async (): Promise<void> => {
    const open = state.file;
    state.file = undefined;
    await open?.close();
  };
  return {
    append(text, durable) {
      state.texts.push(text);
      state.mustSync ||= durable;
      return inTurn(() => writeOut(state, request));
    },
    length: () => state.end,
    close: () =>
      inTurn(async () => {
        try {
          if (state.file !== undefined) await writeOut(state, request);
        } finally {
          await letGo();
        }
      }),
    abandon: () => inTurn(letGo),
  };
}

/** Does nothing when an earlier turn has done it already. */
async function writeOut(state: State, { file, publish }: AppendJournalRequest): Promise<void> {
  if (state.taken === state.texts.length && !state.mustSync) return;
  // A durable text that arrives from here on needs a flush of its own.
  const { mustSync } = state;
  state.mustSync = false;
  try {
    state.file ??= await (typeof file === 'function' ? file() : file);
    await writeTexts(state, state.file);
    if (!mustSync) return;
    await flush(state, state.file);
    if (!state.published) await publish?.();
    state.published = true;
  } catch (error) {
    state.mustSync ||= mustSync;
    await takeBack(state);
    throw error;
  }
}

async function writeTexts(state: State, file: AppendFile): Promise<void> {
  // More may be appended while this is being written.
  const upTo = state.texts.length;
  const bytes = Buffer.from(state.texts.slice(state.taken, upTo).join(''));
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes.subarray(done), state.end + done);
    done += bytesWritten;
  }
  state.end += bytes.length;
  state.taken = upTo;
}

async function flush(state: State, file: AppendFile): Promise<void> {
  const { end, taken } = state;
  await file.datasync();
  state.synced = end;
  state.texts.splice(0, taken);
  state.taken -= taken;
}

/**
 * After a failed write half a text may stand in the file, and after a failed flush nobody knows what is on disk:
 * everything since the last flush is taken back.
 */
async function takeBack(state: State): Promise<void> {
  state.end = state.synced;
  state.taken = 0;
  try {
    await state.file?.truncate(state.synced);
  } catch {
    // The next append writes over it from the same position, and half a line at the end does not count for a reader.
  }
}
