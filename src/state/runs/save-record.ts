import { extname, join, resolve } from 'node:path';
import { errnoOf } from '../../disk/errno.ts';
import { createFile } from '../../disk/private-files.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { RunRecord } from '../../engine/run/record.ts';
import { problemOf, type StateProblem } from '../state-problem.ts';

const MAX_COPIES = 1_000;

/**
 * Writes a run record as JSON for people and programs: mode 0600, and never over another file; `-2`, `-3`, … is added
 * to the name instead. Without `file` the name is made from the app, the time and the run's id.
 * Gives the absolute path of what was written.
 */
export async function saveRecord(request: {
  readonly record: RunRecord;
  /** What `file` is relative to: the current folder. */
  readonly directory: string;
  readonly file?: string;
}): Promise<Result<string, StateProblem>> {
  const { record, directory, file } = request;
  const wanted = file === undefined ? join(directory, nameFor(record)) : resolve(directory, file);
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  try {
    for (let copy = 1; copy <= MAX_COPIES; copy++) {
      const path = copy === 1 ? wanted : numbered(wanted, copy);
      if (await created(path, text)) return ok(path);
    }
  } catch (error) {
    return fail(problemOf(error, `save the run record as ${wanted}`, wanted));
  }
  const message = `Can't save the run record: ${MAX_COPIES} files have that name`;
  return fail({ code: 'unusable', message, path: wanted, fix: 'Choose another name.' });
}

async function created(path: string, text: string): Promise<boolean> {
  try {
    await createFile(path, text);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function numbered(path: string, copy: number): string {
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}-${copy}${extension}`;
}

/** Only characters that mean nothing to a shell: the id of an app comes from a file, that of a run from the service. */
function nameFor({ evidence, startTime, changeId }: RunRecord): string {
  const words = [
    'provision',
    evidence.app.id,
    startTime.replaceAll(/[-:]|\.\d+/gu, ''),
    changeId.slice(0, 8),
  ];
  return `${words
    .join('-')
    .replaceAll(/[^\w-]/gu, '_')
    .slice(0, 150)}.json`;
}
