import { type AppendFile, createAppendJournal } from '../../disk/append-journal.ts';
import { errnoOf } from '../../disk/errno.ts';
import type { RunEvent, RunEventType } from '../../engine/run/events.ts';
import { problemOf, StateError } from '../state-problem.ts';
import { encodeEvent } from './run-file.ts';

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
   * Rejects with a `StateError`; the event is not lost, but written before the next one, so the journal has no gap
   * even after the disk was full for a while.
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

/** The events of one run as lines of a file, in the order of the calls. */
export function createRunLog({ path, header, create, publish, finish }: RunLogRequest): RunLog {
  const journal = createAppendJournal({ file: create, start: 0, header, publish });
  const withProblem = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      throw new StateError(problemOf(error, 'write the journal of this run', path));
    }
  };
  /** The run is on disk as a whole; when its file cannot be renamed now, the next `findCutOff` does it. */
  const end = async (): Promise<void> => {
    try {
      await journal.close();
      await finish();
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
    }
  };
  return {
    async append(event) {
      await withProblem(journal.append(encodeEvent(event), durable.has(event.type)));
      if (event.type === 'run.finished') await end();
    },
    close: () => withProblem(journal.close()),
  };
}
