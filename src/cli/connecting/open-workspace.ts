import { createSampleSystems } from '../../connectors/sample/systems.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { openRunJournal, type RunJournal } from '../../state/runs/journal.ts';
import { trustedCommands } from '../../state/trusted-commands.ts';
import { findWorkspace } from '../../workspace/find-workspace.ts';
import { loadWorkspace, type WorkspaceApp } from '../../workspace/load-workspace.ts';
import { describeIssue } from '../../workspace/workspace-issue.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type CommandProblem, problem } from '../problem.ts';
import { sampleStateFolder, tellSampleLinks } from './sample-company.ts';
import { createSampleServer } from './sample-server.ts';
import { createSignedIn } from './signed-in.ts';
import type { Surroundings } from './surroundings.ts';

export type OpenWorkspace = Surroundings & {
  readonly journal: RunJournal;
  readonly warnings: readonly string[];
};

export type WorkspaceOptions = {
  readonly workspace?: string;
  readonly warn: (sentence: string) => void;
};

/** Finds and loads the workspace, and prepares everything that lives as long as the program. */
export async function openWorkspace(
  host: Host,
  options: WorkspaceOptions,
): Promise<Result<OpenWorkspace, CommandProblem>> {
  const found = findWorkspace({
    ...present({ option: options.workspace }),
    env: host.env,
    cwd: host.cwd,
    configFolder: host.places.config,
    sampleFolder: host.sampleFolder,
    uid: host.uid,
  });
  if (!found.ok) return fail(problem(exitCodes.badConfiguration, describeIssue(found.error)));
  const loaded = await loadWorkspace(found.value.location);
  if (!loaded.ok) return fail(problem(exitCodes.badConfiguration, ...loaded.error.map(describeIssue)));
  const journal = await openRunJournal({
    directory: host.places.state,
    now: host.now,
    process: host.identity,
  });
  if (!journal.ok) {
    const { message, fix } = journal.error;
    return fail(problem(exitCodes.badConfiguration, `${message}. ${fix}`));
  }
  const around: Surroundings = {
    host,
    workspace: loaded.value,
    sample: createSampleSystems({
      dataDirectory: host.sampleFolder,
      stateDirectory: sampleStateFolder(host),
      now: host.now,
    }),
    sampleServer: createSampleServer(host),
    signedIn: createSignedIn(),
    // The sample workspace came with the program: whoever could change its commands could change the program as well.
    isTrusted: async (command) =>
      loaded.value.sample ||
      trustedCommands(host.places.state).has({ workspace: loaded.value.directory, command }),
    warn: options.warn,
  };
  await tellSampleLinks(around);
  return ok({ ...around, journal: journal.value, warnings: found.value.warnings });
}

/** The app with this id; an id is unique in its workspace. */
export const appById = ({ workspace }: Surroundings, id: string): WorkspaceApp | undefined =>
  workspace.apps.find(({ app }) => app.id === id);

/** The app an option names: by its exact id, else by its display name if no other app has the same. */
export function findApp(around: Surroundings, name: string): Result<WorkspaceApp, CommandProblem> {
  const { apps } = around.workspace;
  const byId = appById(around, name);
  if (byId !== undefined) return ok(byId);
  const named = apps.filter(({ app }) => app.displayName.toLowerCase() === name.toLowerCase());
  const [first, second] = named;
  if (first !== undefined && second === undefined) return ok(first);
  const ids = (list: readonly WorkspaceApp[]) => list.map(({ app }) => app.id).join(', ');
  const text =
    first === undefined
      ? `There is no app "${name}" in this workspace. Its apps: ${ids(apps)}.`
      : `Several apps are called "${name}". Name one by its id: ${ids(named)}.`;
  return fail(problem(exitCodes.usage, text));
}
