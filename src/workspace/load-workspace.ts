import { resolve } from 'node:path';
import type { App } from '../domain/model/app.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { type SourceConfig, sourceConfig, type TargetConfig, targetConfig } from './connector-config.ts';
import type { WorkspaceLocation } from './find-workspace.ts';
import { type ProvisionFile, parseProvisionFile } from './provision-file.ts';
import { readTextFile } from './read-text-file.ts';
import type { WorkspaceIssue } from './workspace-issue.ts';

export type Workspace = {
  readonly name: string;
  readonly directory: string;
  readonly sample: boolean;
  readonly apps: readonly WorkspaceApp[];
};

export type WorkspaceApp = {
  readonly app: App;
  /** Absolute path of the exported synchronization schema; read when the app is used. */
  readonly schemaFile: string;
  readonly source: SourceConfig;
  readonly target: TargetConfig;
};

/** Reads and checks the `provision.json` of a workspace. All issues at once; no schema is read and no secret. */
export async function loadWorkspace(
  location: WorkspaceLocation,
): Promise<Result<Workspace, readonly WorkspaceIssue[]>> {
  const text = await readTextFile(location.file);
  if (!text.ok) return fail([text.error]);
  const file = parseProvisionFile(text.value, location.file);
  if (!file.ok) return file;
  const { directory, sample } = location;
  const apps = file.value.apps.map((written) => workspaceApp(written, directory));
  return ok({ name: file.value.name, directory, sample, apps });
}

function workspaceApp(written: ProvisionFile['apps'][number], directory: string): WorkspaceApp {
  const { id, displayName, kind, settings } = written;
  const absolute = (path: string): string => resolve(directory, path);
  return {
    app: { id, displayName, kind, settings },
    schemaFile: absolute(written.schema),
    source: sourceConfig(written.source, absolute),
    target: targetConfig(written.target, absolute),
  };
}
