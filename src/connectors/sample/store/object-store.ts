import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { logLine, plainObject, type StoredObject } from './records.ts';
import { fileMark, SampleDataError } from './sample-file.ts';

export type Objects = ReadonlyMap<string, StoredObject>;

export type ObjectChange = { readonly put: StoredObject } | { readonly delete: string };

/** The objects of one sample target: what the company begins with, and every change since. */
export type ObjectStore = {
  readonly all: () => Promise<Objects>;
  /**
   * Lets `decide` look at the objects and answer with changes or a refusal; nothing else changes them meanwhile in
   * this process. The changes are on disk when the promise resolves.
   */
  readonly change: <T>(
    decide: (objects: Objects) => Result<Decided<T>, Failure>,
  ) => Promise<Result<Decided<T>, Failure>>;
  /** Forgets every change. */
  readonly reset: () => Promise<void>;
};
export type Decided<T> = { readonly changes: readonly ObjectChange[]; readonly value: T };

/** A line that is no JSON was cut off while it was written, and so never acknowledged; it is passed over. */
function changeIn(line: string, path: string): readonly ObjectChange[] {
  let written: unknown;
  try {
    written = JSON.parse(line);
  } catch {
    return [];
  }
  const parsed = logLine.safeParse(written);
  if (parsed.success) return [parsed.data];
  throw new SampleDataError(`The sample state ${path} is damaged; "provision sample reset" starts over.`);
}

const changesIn = (text: string, path: string): readonly ObjectChange[] =>
  text.split('\n').flatMap((line) => changeIn(line, path));

function apply(seed: readonly StoredObject[], changes: readonly ObjectChange[]): Objects {
  const objects = new Map(seed.map((object) => [object.id, object]));
  for (const change of changes) {
    if ('put' in change) objects.set(change.put.id, change.put);
    else objects.delete(change.delete);
  }
  return objects;
}

const lineOf = (change: ObjectChange): string =>
  `${JSON.stringify('put' in change ? { put: plainObject(change.put) } : change)}\n`;

/** Adds lines in one write, so that two processes do not mix theirs, and waits until the disk has them. */
async function append(path: string, changes: readonly ObjectChange[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = size === 0 ? '\n' : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString();
    await file.appendFile((last === '\n' ? '' : '\n') + changes.map(lineOf).join(''));
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * A store whose changes live in the log `path` (JSON Lines, mode 0600). Another process that appends to the same log
 * is seen at the next read.
 */
export function createObjectStore(path: string, seed: () => Promise<readonly StoredObject[]>): ObjectStore {
  let known: { readonly mark: string; readonly objects: Objects } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const all = async (): Promise<Objects> => {
    const mark = (await fileMark(path)) ?? 'no changes';
    if (known?.mark !== mark) {
      const text = mark === 'no changes' ? '' : await readFile(path, 'utf8');
      known = { mark, objects: apply(await seed(), changesIn(text, path)) };
    }
    return known.objects;
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.then(work);
    queue = mine.catch(() => undefined);
    return mine;
  };

  return {
    all,
    change: (decide) =>
      inTurn(async () => {
        const decided = decide(await all());
        if (decided.ok && decided.value.changes.length > 0) await append(path, decided.value.changes);
        return decided;
      }),
    reset: () => inTurn(() => rm(path, { force: true })),
  };
}
