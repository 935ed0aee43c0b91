import { resolve } from 'node:path';
import type { CaseFault } from '../../domain/cases/case-fault.ts';
import { parseJson, placesIn } from '../../domain/json/read-json.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { readTextFile } from '../../workspace/read-text-file.ts';
import { describeIssue, type IssuePlace } from '../../workspace/workspace-issue.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type CommandProblem, problem } from '../problem.ts';

const MAX_BYTES = 20 * 1024 * 1024;

/** The text of a file that an argument names, `-` being standard input; at most 20 MB. */
export async function readInput(
  { cwd, stdin }: Pick<Host, 'cwd' | 'stdin'>,
  file: string,
): Promise<Result<string, CommandProblem>> {
  if (file === '-') return readAll(stdin);
  const read = await readTextFile(resolve(cwd, file));
  return read.ok ? read : fail(problem(exitCodes.badData, describeIssue(read.error)));
}

async function readAll(stdin: Host['stdin']): Promise<Result<string, CommandProblem>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) return fail(problem(exitCodes.badData, 'Standard input is larger than 20 MB.'));
    chunks.push(bytes);
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return fail(problem(exitCodes.badData, 'Standard input is not UTF-8 text.'));
  }
}

const MOST_FAULTS = 20;

/** What is wrong with the file, each fault with its path and, where it can be found, its line and column. */
export function faultProblem(file: string, text: string, faults: readonly CaseFault[]): CommandProblem {
  const places: ReadonlyMap<string, IssuePlace> = parseJson(text).ok ? placesIn(text).places : new Map();
  const lines = faults.slice(0, MOST_FAULTS).map((fault) => {
    const place = fault.place ?? nearestPlace(places, fault.path);
    const at = place === undefined ? '' : `:${place.line}:${place.column}`;
    return `${file}${at}: ${fault.path === '' ? '' : `${fault.path}: `}${fault.message}.`;
  });
  const more = faults.length - lines.length;
  return problem(exitCodes.badData, ...lines, ...(more > 0 ? [`${file}: ${more} more faults.`] : []));
}

/** What is missing has no place; what it is missing in has one. */
function nearestPlace(places: ReadonlyMap<string, IssuePlace>, path: string): IssuePlace | undefined {
  const place = places.get(path);
  if (place !== undefined || path === '') return place;
  const lastStep = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0);
  return nearestPlace(places, path.slice(0, lastStep));
}
