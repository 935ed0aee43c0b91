import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { type AppKind, appKinds } from '../../domain/model/app.ts';
import type { AppView, WorkspaceView } from '../../session/state.ts';
import { findWorkspace, type WorkspaceLookup } from '../../workspace/find-workspace.ts';

/** A larger file is left to the real reading, with its messages. */
const MOST_BYTES = 1_000_000;

/** What can be said about a workspace before it has been checked. */
export type Glance = {
  readonly workspace: WorkspaceView;
  /** The administrator may have to be asked before the wizard opens: a secret comes from a command. */
  readonly mayAsk: boolean;
};

function textOf(file: string): string | undefined {
  // Without O_NONBLOCK a named pipe would hold the program back until somebody writes into it.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = fstatSync(handle);
    return facts.isFile() && facts.size <= MOST_BYTES ? readFileSync(handle, 'utf8') : undefined;
  } finally {
    closeSync(handle);
  }
}

const isKind = (value: unknown): value is AppKind => appKinds.some((kind) => kind === value);
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function appView(written: unknown): AppView | undefined {
  if (typeof written !== 'object' || written === null) return undefined;
  const { id, displayName, kind } = written as Readonly<Record<string, unknown>>;
  if (!isName(id) || !isName(displayName) || !isKind(kind)) return undefined;
  // No screen shows the settings; the real ones come with the checked workspace.
  return { app: { id, displayName, kind, settings: { scope: 'assigned', skipOutOfScopeDeletions: false } } };
}

function namesIn(text: string): Pick<WorkspaceView, 'name' | 'apps'> | undefined {
  const written: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
  if (typeof written !== 'object' || written === null) return undefined;
  const { name, apps } = written as Readonly<Record<string, unknown>>;
  if (!isName(name) || !Array.isArray(apps) || apps.length === 0) return undefined;
  const views = apps.flatMap((app) => appView(app) ?? []);
  return views.length === apps.length ? { name, apps: views } : undefined;
}

/**
 * The names in a `provision.json`, for the first frame: read without the checks, whose library takes longer to load than
 * the frame may. Nothing but names is taken, and they are drawn as hostile text. undefined for everything unusual: the
 * real reading, which follows in any case, says what is wrong.
 */
export function glanceAt(surroundings: WorkspaceLookup): Glance | undefined {
  try {
    const found = findWorkspace(surroundings);
    if (!found.ok) return undefined;
    const { location, warnings } = found.value;
    const text = textOf(location.file);
    const names = text === undefined ? undefined : namesIn(text);
    if (text === undefined || names === undefined) return undefined;
    const mayAsk = !location.sample && text.includes('cmd');
    return { workspace: { ...names, sample: location.sample, warnings }, mayAsk };
  } catch {
    return undefined;
  }
}
