import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppendJournal, createAppendJournal, openAppendFile } from '../../../disk/append-journal.ts';
import { errnoOf } from '../../../disk/errno.ts';
import { ensurePrivateFolder, flushFolder, replaceFile } from '../../../disk/private-files.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { ResourceChange, StoredResource } from '../resources/model.ts';
import { decodeJournal } from './journal-format.ts';
import { reasonOf, type ServerProblem } from './server-problem.ts';

/*
 * resources.json    every resource at one moment, and the number of the journal that goes on from there
 * journal.7.jsonl   the changes since, one line a write
 *
 * A new snapshot names the next journal and gets its name by rename. So the rename alone moves the state on: before it
 * the old pair counts, after it the new one, and a journal with another number is left over and has no say.
 */
const SNAPSHOT = 'resources.json';
const JOURNAL = /^journal\.\d+\.jsonl$/;

type Snapshot = { readonly journal: number; readonly resources: readonly StoredResource[] };

export type State = {
  /** In the order of creation. */
  readonly resources: readonly StoredResource[];
  readonly snapshotBytes: number;
  readonly journal: number;
  /** How much of the journal counts; the rest is a write that a crash cut off. */
  readonly journalBytes: number;
};

/** Makes the directory, for its owner only. */
export async function prepareDirectory(directory: string): Promise<Result<void, ServerProblem>> {
  try {
    return ok(await ensurePrivateFolder(directory));
  } catch (error) {
    return fail({ code: 'directory.unusable', message: reasonOf(error) });
  }
}

/** The state as the last acknowledged write left it; undefined when the directory has none yet. */
export async function loadState(directory: string): Promise<Result<State | undefined, ServerProblem>> {
  try {
    const snapshot = await readOptional(join(directory, SNAPSHOT));
    if (snapshot === undefined) return await emptyState(directory);
    return await withJournal(directory, snapshot);
  } catch (error) {
    const code = error instanceof SyntaxError ? 'state.damaged' : 'directory.unusable';
    return fail({ code, message: `${join(directory, SNAPSHOT)}: ${reasonOf(error)}` });
  }
}

async function emptyState(directory: string): Promise<Result<undefined, ServerProblem>> {
  const orphan = (await readdir(directory)).find((file) => JOURNAL.test(file));
  if (orphan === undefined) return ok(undefined);
  return fail({ code: 'state.damaged', message: `${directory} has ${orphan} but no ${SNAPSHOT}` });
}

async function withJournal(directory: string, bytes: Buffer): Promise<Result<State, ServerProblem>> {
  const snapshot = JSON.parse(bytes.toString()) as Partial<Snapshot> | null;
  if (!isSnapshot(snapshot)) {
    return fail({
      code: 'state.damaged',
      message: `${join(directory, SNAPSHOT)} is no snapshot of this server`,
    });
  }
  const file = journalFile(directory, snapshot.journal);
  const journal = decodeJournal((await readOptional(file)) ?? Buffer.alloc(0));
  if (!journal.ok) {
    return fail({ code: 'state.damaged', message: `line ${journal.error.line} of ${file} is damaged` });
  }
  const { changes, goodBytes } = journal.value;
  return ok({
    resources: replay(snapshot.resources, changes),
    snapshotBytes: bytes.length,
    journal: snapshot.journal,
    journalBytes: goodBytes,
  });
}

function isSnapshot(value: Partial<Snapshot> | null): value is Snapshot {
  return Number.isSafeInteger(value?.journal) && Array.isArray(value?.resources);
}

function replay(
  start: readonly StoredResource[],
  changes: readonly ResourceChange[],
): readonly StoredResource[] {
  if (changes.length === 0) return start;
  const key = ({ type, id }: Pick<StoredResource, 'type' | 'id'>) => `${type} ${id}`;
  const resources = new Map(start.map((resource) => [key(resource), resource]));
  for (const change of changes) {
    if ('put' in change) resources.set(key(change.put), change.put);
    else resources.delete(key(change.remove));
  }
  return [...resources.values()];
}

/** Replaces the snapshot at once or not at all, clears away what it makes obsolete, and answers its size in bytes. */
export async function writeSnapshot(directory: string, snapshot: Snapshot): Promise<number> {
  const text = JSON.stringify(snapshot);
  await replaceFile(join(directory, SNAPSHOT), text);
  const current = journalName(snapshot.journal);
  const obsolete = (await readdir(directory)).filter((file) => JOURNAL.test(file) && file !== current);
  for (const file of obsolete) await rm(join(directory, file), { force: true });
  return Buffer.byteLength(text);
}

/** The journal, ready to append behind its first `goodBytes` bytes, with its name on disk; the caller closes it. */
export async function openChangeJournal(
  directory: string,
  journal: number,
  goodBytes: number,
): Promise<AppendJournal> {
  const file = await openAppendFile(journalFile(directory, journal), goodBytes);
  await file.datasync();
  await flushFolder(directory);
  return createAppendJournal({ file, start: goodBytes });
}

function journalName(journal: number): string {
  return `journal.${journal}.jsonl`;
}

function journalFile(directory: string, journal: number): string {
  return join(directory, journalName(journal));
}

async function readOptional(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
