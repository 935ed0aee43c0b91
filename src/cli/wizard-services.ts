import { fail, ok, type Result } from '../domain/result.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Failure } from '../engine/failure.ts';
import type { RunOrder, Services } from '../session/perform.ts';
import type { Directory as DirectoryState } from '../session/state.ts';
import { saveRecord } from '../state/save-record.ts';
import { type ConnectedApp, connect, runRequest } from './connect.ts';
import { type Directory, readDirectory } from './directory.ts';
import { journalled } from './journalled.ts';
import { appById, type OpenWorkspace } from './open-workspace.ts';
import { quietOp } from './quiet-op.ts';
import { refusedRun } from './refused-run.ts';
import { workbenchServices } from './workbench-services.ts';

const HIT_LIMIT = 200;
const READ_LIMIT_MS = 60_000;

/** What the services tell the wizard that runs on them. */
export type Endings = Pick<Services, 'exit' | 'crashed'> & { readonly warn: (sentence: string) => void };

const configuration = (problems: readonly string[]): Result<never, Failure> =>
  fail({ code: 'configuration.invalid', message: problems.join(' ') });

/** The wizard's services on a real workspace. `settled` resolves when no run is going on any more. */
export function wizardServices(
  workspace: OpenWorkspace,
  endings: Endings,
): Services & { readonly settled: () => Promise<void> } {
  const directories = new Map<string, Promise<Result<Directory, Failure>>>();
  const going = new Set<Promise<void>>();

  const connected = async (appId: string): Promise<Result<ConnectedApp, Failure>> => {
    const found = appById(workspace, appId);
    if (found === undefined) throw new Error(`the wizard asked for an app that is not there: ${appId}`);
    const app = await connect(workspace, found);
    return app.ok ? app : configuration(app.error);
  };

  const withApp = async <T>(appId: string, work: (app: ConnectedApp) => Promise<Result<T, Failure>>) => {
    const app = await connected(appId);
    if (!app.ok) return app;
    return work(app.value).finally(app.value.close);
  };

  /** Read once for the life of the wizard; a failure is forgotten, so that the next visit tries again. */
  const directoryOf = (appId: string): Promise<Result<Directory, Failure>> => {
    const known = directories.get(appId);
    if (known !== undefined) return known;
    const reading = withApp(appId, (app) => readDirectory(app, quietOp(AbortSignal.timeout(READ_LIMIT_MS))));
    directories.set(appId, reading);
    void reading.then((read) => {
      if (!read.ok) directories.delete(appId);
    });
    return reading;
  };

  async function* follow(order: RunOrder): AsyncGenerator<RunEvent, void, undefined> {
    const app = await connected(order.appId);
    if (!app.ok) return yield* refusedRun(workspace, order, app.error.message);
    try {
      const request = runRequest(workspace, app.value, order);
      if (request.ok) yield* journalled(workspace.journal, request.value, endings.warn);
      else yield* refusedRun(workspace, order, request.error);
    } finally {
      await app.value.close();
    }
  }

  async function* run(order: RunOrder): AsyncGenerator<RunEvent, void, undefined> {
    const { promise, resolve } = Promise.withResolvers<void>();
    going.add(promise);
    try {
      yield* follow(order);
    } finally {
      going.delete(promise);
      resolve();
    }
  }

  return {
    ...workbenchServices(workspace.host, withApp),
    loadDirectory: async (appId): Promise<DirectoryState> => {
      const read = await directoryOf(appId);
      return read.ok ? { state: 'ready', finding: 'whole-index' } : { state: 'failed', failure: read.error };
    },
    search: async (appId, kind, query) => {
      const read = await directoryOf(appId);
      if (!read.ok) return { query, list: [], total: 0, hidden: [] };
      const { hits, total, hidden } = read.value[kind].search(query, { limit: HIT_LIMIT, kind });
      return { query, list: hits, total, hidden };
    },
    loadMembers: (appId, groupId) =>
      withApp(appId, async ({ source }) => {
        if (source.members === undefined) return ok([]);
        return source.members(groupId, quietOp(AbortSignal.timeout(READ_LIMIT_MS)));
      }),
    run,
    saveRecord: (record) => saveRecord({ record, directory: workspace.host.cwd }),
    settled: async () => void (await Promise.all(going)),
    exit: endings.exit,
    crashed: endings.crashed,
  };
}
