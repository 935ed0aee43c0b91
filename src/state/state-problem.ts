import { errnoOf } from '../disk/errno.ts';
import { LockHeldError } from '../disk/file-lock.ts';
import { fail, ok, type Result } from '../domain/result.ts';

/** Why something could not be remembered or recalled. */
export type StateProblem = {
  readonly code: StateProblemCode;
  /** One sentence in the present tense. */
  readonly message: string;
  readonly path: string;
  /** What to do about it. */
  readonly fix: string;
};

export type StateProblemCode =
  | 'disk.full'
  | 'permission.denied'
  | 'locked'
  | 'damaged'
  | 'newerVersion'
  | 'notFound'
  | 'ambiguous'
  | 'unusable';

/**
 * A problem as an exception, thrown where a caller who overlooks a value would lose data without noticing: appending
 * to the journal, saving a link.
 */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly problem: StateProblem;

  constructor(problem: StateProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const lockProblem = ({ message, path }: LockHeldError): StateProblem => ({
  code: 'locked',
  message,
  path,
  fix: `Wait until it is done. When there is no such process, delete ${path}.`,
});

/** What an error of the file system means. `doing` completes "Can't …": "write the run journal". */
export function problemOf(error: unknown, doing: string, path: string): StateProblem {
  if (error instanceof StateError) return error.problem;
  if (error instanceof LockHeldError) return lockProblem(error);
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  const message = `Can't ${doing} (${errno})`;
  switch (errno) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk.full',
        message,
        path,
        fix: 'Free some space, or set XDG_STATE_HOME to another disk.',
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { code: 'permission.denied', message, path, fix: 'Give this user write access to the folder.' };
    case 'ENOENT':
      return { code: 'notFound', message, path, fix: 'Check the path.' };
    default:
      return {
        code: 'unusable',
        message,
        path,
        fix: 'Check the disk, or set XDG_STATE_HOME to another place.',
      };
  }
}

/** Does work with files; an error of the operating system becomes a problem, every other one stays an exception. */
export async function attemptOnDisk<T>(
  request: { readonly doing: string; readonly path: string },
  work: () => Promise<T>,
): Promise<Result<T, StateProblem>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(problemOf(error, request.doing, request.path));
  }
}
