import { present } from '../../domain/present.ts';
import type { Failure } from '../../engine/failure.ts';
import type { FileFault } from './formats/record.ts';

const invalid = (message: string, systemCode?: string): Failure => ({
  code: 'configuration.invalid',
  message,
  ...present({ systemCode }),
});

/** "people.csv:12:7: a quote is opened and never closed. Put the whole cell between quotes, …" */
export const faultFailure = (path: string, { line, column, message, fix }: FileFault): Failure =>
  invalid(`${path}:${line}:${column}: ${message}. ${fix}`);

const fixes: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'the file does not exist. Create it, or correct "path" or "groups" of the source.'],
  ['EACCES', 'this user may not read the file. Change its owner or its mode.'],
  ['EISDIR', 'this is a folder. Name a file in it.'],
]);

/** For what the operating system says when a file is opened or read; anything else is a bug and is thrown again. */
export function systemFailure(path: string, error: unknown): Failure {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  const { code } = error;
  return invalid(
    `${path}: ${fixes.get(code) ?? `the file cannot be read (${code}). Check the file and its disk.`}`,
    code,
  );
}

export const noFile = (path: string): Failure => invalid(`${path}: this is no regular file. Name a file.`);

/** Neither its old nor its new content was seen whole. */
export const changedFailure = (path: string): Failure =>
  invalid(
    `${path}: the file changed while it was read. Retry when it is written; to avoid this, write a new file and rename it to this name.`,
  );

export const cancelledFailure: Failure = {
  code: 'cancelled',
  message: 'The file was not read to its end, because this was stopped.',
};
