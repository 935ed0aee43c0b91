import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { openAppendFile } from '../../disk/append-journal.ts';
import { ensurePrivateFolder, flushFolder } from '../../disk/private-files.ts';
import type { ProcessIdentity } from '../../disk/process-identity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { attemptOnDisk, type StateProblem } from '../state-problem.ts';
import { DRAFT, encodeHeader, isRunId, runFileName } from './run-file.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import { closeRunFile, findCutOff, findRun, listRuns, pruneRuns, type Runs } from './run-store.ts';
import type { StoredRun } from './stored-run.ts';

export type JournalRequest = {
  /** The state folder; the files are in `runs/` in it. */
  readonly directory: string;
  readonly now: () => Date;
  readonly process: ProcessIdentity;
};

/** Every run since the last `prune`, one file each. Several processes may use the same folder at once. */
export type RunJournal = {
  /** The log of a new run. No file exists before its first event. `runId`: letters, digits, `_` and `-`. */
  readonly begin: (runId: string) => RunLog;
  /** Newest first. `limit` counts the files that cannot be read as well. */
  readonly listRuns: (limit?: number) => Promise<Result<Runs, StateProblem>>;
  /** Problems: notFound, ambiguous (the message names candidates), damaged. */
  readonly readRun: (idOrPrefix: string) => Promise<Result<StoredRun, StateProblem>>;
  /** Runs whose process died, and files that cannot be read, as far as nobody acknowledged them. Reads no others. */
  readonly findCutOff: () => Promise<Result<Runs, StateProblem>>;
  /** The administrator has seen it: `findCutOff` leaves this file out from now on. The record stays. */
  readonly acknowledge: (file: string) => Promise<Result<void, StateProblem>>;
  /** Deletes older runs, but none that runs or that nobody acknowledged; gives how many. */
  readonly prune: (request: { readonly olderThanDays: number }) => Promise<Result<number, StateProblem>>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Prepares the folder `runs/` (mode 0700); its files have mode 0600. */
export async function openRunJournal(request: JournalRequest): Promise<Result<RunJournal, StateProblem>> {
  const path = join(request.directory, 'runs');
  const folder = { path, now: request.now };
  const reading = { doing: 'read the run journal', path };
  const changing = { doing: 'change the run journal', path };
  const prepared = await attemptOnDisk({ doing: 'open the run journal', path }, () =>
    ensurePrivateFolder(path),
  );
  if (!prepared.ok) return fail(prepared.error);
  return ok({
    begin: (runId) => beginRun(path, runId, request),
    listRuns: (limit = Number.POSITIVE_INFINITY) => attemptOnDisk(reading, () => listRuns(folder, limit)),
    readRun: (idOrPrefix) => attemptOnDisk(reading, () => findRun(folder, idOrPrefix)),
    findCutOff: () => attemptOnDisk(reading, () => findCutOff(folder)),
    acknowledge: (file) => attemptOnDisk(changing, () => closeRunFile(file)),
    prune: ({ olderThanDays }) =>
      attemptOnDisk(changing, () =>
        pruneRuns(folder, new Date(request.now().getTime() - olderThanDays * DAY_MS)),
      ),
  });
}

function beginRun(folder: string, runId: string, { now, process }: JournalRequest): RunLog {
  if (!isRunId(runId)) throw new Error(`a run id cannot be ${JSON.stringify(runId)}`);
  const path = join(folder, runFileName({ begunAt: now().toISOString(), runId, open: true }));
  const draft = `${path}${DRAFT}`;
  return createRunLog({
    path,
    header: encodeHeader(runId, process),
    create: () => openAppendFile(draft, 0),
    publish: async () => {
      await rename(draft, path);
      await flushFolder(folder);
    },
    finish: () => closeRunFile(path),
  });
}
