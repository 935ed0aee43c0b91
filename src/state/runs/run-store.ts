import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../disk/errno.ts';
import { lifeOf } from '../../disk/process-identity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { StateError, type StateProblem } from '../state-problem.ts';
import { closedName, DRAFT, decodeRunFile, parseRunFileName, type RunFileName } from './run-file.ts';
import { foldRun, type StoredRun } from './stored-run.ts';

export type UnreadableRun = { readonly file: string; readonly reason: string };
export type Runs = { readonly runs: readonly StoredRun[]; readonly unreadable: readonly UnreadableRun[] };

/** The files of the journal, for readers. All functions throw errors of the file system as they are. */
export type RunFolder = { readonly path: string; readonly now: () => Date };

type Found = Result<StoredRun, UnreadableRun>;
type Named = RunFileName & { readonly fileName: string };

export async function listRuns(folder: RunFolder, limit: number): Promise<Runs> {
  const names = await runNames(folder);
  return readAll(folder, names.slice(0, limit));
}

/** The run whose id is or begins with the text. Throws a `StateError`: notFound, ambiguous, damaged. */
export async function findRun(folder: RunFolder, idOrPrefix: string): Promise<StoredRun> {
  const names = await runNames(folder);
  const exact = names.filter(({ runId }) => runId === idOrPrefix);
  const hits =
    exact.length > 0 || idOrPrefix === '' ? exact : names.filter(({ runId }) => runId.startsWith(idOrPrefix));
  const [name, ...others] = hits;
  if (name === undefined) throw unknownRun(folder, idOrPrefix);
  if (others.length > 0) throw ambiguousRun(folder, idOrPrefix, hits);
  const run = await readOne(folder, name);
  if (run?.ok) return run.value;
  if (run === undefined) throw unknownRun(folder, idOrPrefix);
  throw damagedRun(run.error);
}

/** Looks only at files that nobody has closed, which are few: those of running and of cut off runs. */
export async function findCutOff(folder: RunFolder): Promise<Runs> {
  const names = await runNames(folder);
  const { runs, unreadable } = await readAll(
    folder,
    names.filter(({ open }) => open),
  );
  for (const run of runs) {
    // Its process died between the last event and the closing of the file.
    if (run.state === 'finished') await closeRunFile(run.file);
  }
  return { runs: runs.filter(({ state }) => state === 'cutOff'), unreadable };
}

/** Nothing is left to say about this run. Closing a closed file does nothing. */
export async function closeRunFile(file: string): Promise<void> {
  try {
    await rename(file, closedName(file));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** Deletes closed runs that began before the time, and drafts that a dead process left. Gives the number of runs. */
export async function pruneRuns(folder: RunFolder, before: Date): Promise<number> {
  const names = await runNames(folder);
  const old = names.filter(({ open, begunAt }) => !open && Date.parse(begunAt) < before.getTime());
  for (const { fileName } of old) await rm(join(folder.path, fileName), { force: true });
  const drafts = (await readdir(folder.path)).filter((fileName) => fileName.endsWith(DRAFT));
  for (const fileName of drafts) await removeOlder(join(folder.path, fileName), before);
  return old.length;
}

async function removeOlder(file: string, before: Date): Promise<void> {
  const { mtimeMs } = await stat(file);
  if (mtimeMs < before.getTime()) await rm(file, { force: true });
}

/** Newest first; the names sort by time. */
async function runNames({ path }: RunFolder): Promise<readonly Named[]> {
  const fileNames = await readdir(path);
  return fileNames
    .flatMap((fileName) => {
      const parsed = parseRunFileName(fileName);
      return parsed === undefined ? [] : [{ ...parsed, fileName }];
    })
    .sort((a, b) => (a.fileName < b.fileName ? 1 : -1));
}

async function readAll(folder: RunFolder, names: readonly Named[]): Promise<Runs> {
  const found: Found[] = [];
  for (const name of names) {
    const run = await readOne(folder, name);
    if (run !== undefined) found.push(run);
  }
  return {
    runs: found.flatMap((run) => (run.ok ? [run.value] : [])),
    unreadable: found.flatMap((run) => (run.ok ? [] : [run.error])),
  };
}

/** undefined when the file was deleted since it was listed. */
async function readOne(folder: RunFolder, { fileName }: Named): Promise<Found | undefined> {
  const opened = join(folder.path, fileName);
  const closed = join(folder.path, closedName(fileName));
  try {
    // The process of a running run closes its file while we read.
    return (await readRunFile(opened, folder)) ?? (await readRunFile(closed, folder));
  } catch (error) {
    return fail({ file: opened, reason: `it cannot be read (${errnoOf(error) ?? 'unknown'})` });
  }
}

async function readRunFile(file: string, { now }: RunFolder): Promise<Found | undefined> {
  const text = await readIfPresent(file);
  if (text === undefined) return undefined;
  const run = decodeRunFile(text);
  if (!run.ok) return fail({ file, reason: run.error });
  const life = await lifeOf(run.value.process);
  return ok(foldRun(file, run.value, { life, now: now() }));
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function unknownRun({ path }: RunFolder, id: string): StateError {
  const fix = 'Run: provision runs list';
  return new StateError({ code: 'notFound', message: `No run has the id ${JSON.stringify(id)}`, path, fix });
}

function ambiguousRun({ path }: RunFolder, id: string, hits: readonly Named[]): StateError {
  const ids = hits.slice(0, 5).map(({ runId }) => runId);
  const message = `${hits.length} runs have an id that begins with ${JSON.stringify(id)}: ${ids.join(', ')}`;
  return new StateError({ code: 'ambiguous', message, path, fix: 'Type more of the id.' });
}

function damagedRun({ file, reason }: UnreadableRun): StateError {
  const message = `The record of this run cannot be shown: ${reason}`;
  return new StateError({
    code: 'damaged',
    message,
    path: file,
    fix: 'The file itself may tell more.',
  } satisfies StateProblem);
}
