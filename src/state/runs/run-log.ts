import { errnoOf } from '../../disk/errno.ts';
import type { RunEvent, RunEventType } from '../../engine/run/events.ts';
import { problemOf, StateError } from '../state-problem.ts';
import { encodeEvent } from './run-file.ts';

/** The part of a file that the log needs. Positions and lengths are bytes. */
export type AppendFile = {
  readonly write: (bytes: Buffer, position: number) => Promise<{ readonly bytesWritten: number }>;
  readonly datasync: () => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type RunLogRequest = {
  /** Where the file will stand, for messages. */
  readonly path: string;
  readonly header: string;
  /** Makes the file, empty. Called by the first `append`, and again when that failed. */
  readonly create: () => Promise<AppendFile>;
  /** Gives the file its name, after the first event is on disk: nobody ever sees a run without its first event. */
  readonly publish: () => Promise<void>;
  /** Called after `run.finished` is on disk. */
  readonly finish: () => Promise<void>;
};

export type RunLog = {
  /**
   * Resolves when the event is recorded; events that tell about writes are then on disk, with all before them.
   * Rejects with a `StateError`; the event is not lost, but written before the next one, so that the journal has
   * no gap even after the disk was full for a while.
   */
  readonly append: (event: RunEvent) => Promise<void>;
  /** Lets go of the file of a run that ends without `run.finished`. Its record then says that it was cut off. */
  readonly close: () => Promise<void>;
};

/** What must survive a power failure, not only the end of the process. */
const durable: ReadonlySet<RunEventType> = new Set([
  'run.started',
  'write.started',
  'write.finished',
  'run.finished',
]);

/** Lines after `synced` are kept until they are on disk, so that they can be written again after trouble. */
type Log = {
  readonly request: RunLogRequest;
  file: AppendFile | undefined;
  published: boolean;
  /** Bytes that are on disk, and bytes that the system has taken. */
  synced: number;
  end: number;
  readonly lines: string[];
  /** How many of `lines` the system has taken. */
  taken: number;
  mustSync: boolean;
};

/** Appends are carried out one after the other, in the order of the calls. */
export function createRunLog(request: RunLogRequest): RunLog {
  const log: Log = {
    request,
    file: undefined,
    published: false,
    synced: 0,
    end: 0,
    lines: [request.header],
    taken: 0,
    mustSync: false,
  };
  let previous: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = previous.then(work);
    previous = turn.catch(() => undefined);
    return turn;
  };
  return {
    append: (event) => inTurn(() => append(log, event)),
    close: () => inTurn(() => close(log)),
  };
}

async function append(log: Log, event: RunEvent): Promise<void> {
  log.lines.push(encodeEvent(event));
  log.mustSync ||= durable.has(event.type);
  await writeOut(log);
  if (event.type === 'run.finished') await finish(log);
}

async function writeOut(log: Log): Promise<void> {
  try {
    log.file ??= await log.request.create();
    await writeLines(log, log.file);
    if (log.mustSync) await flush(log, log.file);
  } catch (error) {
    await takeBack(log);
    throw new StateError(problemOf(error, 'write the journal of this run', log.request.path));
  }
}

async function writeLines(log: Log, file: AppendFile): Promise<void> {
  const bytes = Buffer.from(log.lines.slice(log.taken).join(''));
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes.subarray(done), log.end + done);
    done += bytesWritten;
  }
  log.end += bytes.length;
  log.taken = log.lines.length;
}

async function flush(log: Log, file: AppendFile): Promise<void> {
  await file.datasync();
  log.synced = log.end;
  log.lines.length = 0;
  log.taken = 0;
  if (!log.published) await log.request.publish();
  log.published = true;
  log.mustSync = false;
}

/**
 * After a failed write half a line may stand in the file, and after a failed flush nobody knows what is on disk:
 * everything since the last flush is taken back and written again by the next append.
 */
async function takeBack(log: Log): Promise<void> {
  log.end = log.synced;
  log.taken = 0;
  try {
    await log.file?.truncate(log.synced);
  } catch {
    // The next append writes over it from the same position, and a half line at the end does not count for a reader.
  }
}

/** The run is on disk as a whole; when its file cannot be renamed now, the next `findCutOff` does it. */
async function finish(log: Log): Promise<void> {
  try {
    await close(log);
    await log.request.finish();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

async function close(log: Log): Promise<void> {
  if (log.taken < log.lines.length && log.file !== undefined) await writeOut(log);
  const { file } = log;
  log.file = undefined;
  await file?.close();
}
