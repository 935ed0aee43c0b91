import { type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../domain/result.ts';
import { PROVISION_FILE } from './provision-file-name.ts';
import type { WorkspaceIssue } from './workspace-issue.ts';

export type WorkspaceLocation = {
  readonly directory: string;
  /** `provision.json` in it. */
  readonly file: string;
  readonly sample: boolean;
  readonly foundBy: 'option' | 'environment' | 'folder' | 'configuration' | 'sample';
};

/** What the search for a workspace depends on; nothing is read from the process itself. */
export type WorkspaceLookup = {
  /** The value of `--workspace`. */
  readonly option?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly configFolder: string;
  readonly sampleFolder: string;
  /** The user id of this process; undefined where the system has none (Windows). */
  readonly uid: number | undefined;
};

export type FoundWorkspace = { readonly location: WorkspaceLocation; readonly warnings: readonly string[] };

/**
 * The workspace to use: `--workspace`, then `PROVISION_WORKSPACE`, then the current folder and its parents, then the
 * user's configuration folder, then the sample workspace.
 * One that was named and does not exist is an issue, never a reason to look further. One that was discovered counts
 * only when its file and folder belong to the user or to root and nobody else can write them; otherwise it is passed
 * over with a warning, because whoever can write it could make the program run a command or write into their target.
 * Synchronous: a handful of `stat` calls, before the first frame, when nothing else could be done meanwhile.
 */
export function findWorkspace(at: WorkspaceLookup): Result<FoundWorkspace, WorkspaceIssue> {
  if (at.option !== undefined) return named(at.option, 'option', at);
  const variable = at.env['PROVISION_WORKSPACE'];
  if (variable !== undefined && variable !== '') return named(variable, 'environment', at);
  const warnings: string[] = [];
  for (const candidate of candidates(at)) {
    const verdict = judge(candidate, at.uid);
    if (verdict === 'trusted') return ok({ location: candidate, warnings });
    if (verdict !== 'absent') warnings.push(verdict.warning);
  }
  return ok({ location: locate(at.sampleFolder, 'sample'), warnings });
}

function locate(directory: string, foundBy: WorkspaceLocation['foundBy']): WorkspaceLocation {
  return { directory, file: join(directory, PROVISION_FILE), sample: foundBy === 'sample', foundBy };
}

function named(
  text: string,
  foundBy: 'option' | 'environment',
  { cwd, sampleFolder }: WorkspaceLookup,
): Result<FoundWorkspace, WorkspaceIssue> {
  const path = resolve(cwd, text);
  const directory = basename(path) === PROVISION_FILE ? dirname(path) : path;
  const location = { ...locate(directory, foundBy), sample: directory === resolve(sampleFolder) };
  const facts = factsOf(location.file);
  if (facts?.isFile()) return ok({ location, warnings: [] });
  const by = foundBy === 'option' ? '--workspace' : 'the environment variable PROVISION_WORKSPACE';
  return fail({
    file: location.file,
    path: '',
    message: `the workspace named by ${by} has no readable ${PROVISION_FILE}`,
    fix: 'Create the file, or name another folder.',
  });
}

/** Standing in the sample folder means the sample. */
function candidates({ cwd, configFolder, sampleFolder }: WorkspaceLookup): readonly WorkspaceLocation[] {
  const sample = resolve(sampleFolder);
  const folders = withParents(resolve(cwd)).map((folder) =>
    locate(folder, folder === sample ? 'sample' : 'folder'),
  );
  return [...folders, locate(configFolder, 'configuration')];
}

function withParents(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
}

type Verdict = 'trusted' | 'absent' | { readonly warning: string };

function judge({ directory, file, sample }: WorkspaceLocation, uid: number | undefined): Verdict {
  // It came with the program: whoever can write it can write the program as well.
  if (sample) return 'trusted';
  const facts = factsOf(file);
  if (!facts?.isFile()) return 'absent';
  const folder = factsOf(directory);
  for (const [path, found] of [
    [file, facts],
    [directory, folder],
  ] as const) {
    const reason = distrust(found, uid);
    if (reason !== undefined) return { warning: `${file} is passed over: ${path} ${reason}.` };
  }
  return 'trusted';
}

function distrust(facts: Stats | undefined, uid: number | undefined): string | undefined {
  if (facts === undefined) return 'cannot be examined';
  if (uid === undefined) return undefined;
  if (facts.uid !== uid && facts.uid !== 0)
    return 'belongs to another user; name it with --workspace if you trust it';
  return (facts.mode & 0o022) === 0 ? undefined : 'can be written by others; take that away with chmod go-w';
}

function factsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
