import { ensurePrivateFolder } from '../disk/private-files.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { problemOf, type StateProblem } from './state-problem.ts';

/** Makes a folder of ours (mode 0700, with its parents) and gives its path back. */
export async function preparePlace(path: string): Promise<Result<string, StateProblem>> {
  try {
    await ensurePrivateFolder(path);
    return ok(path);
  } catch (error) {
    return fail(problemOf(error, `use the folder ${path}`, path));
  }
}
