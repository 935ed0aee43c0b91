import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { RunEvent } from '../../engine/run/events.ts';
import type { SearchAnswer } from '../../search/answer.ts';
import type { RunOrder, Services } from '../../session/perform.ts';
import type { DirectoryState, Hits } from '../../session/state.ts';
import { saveRecord } from '../../state/runs/save-record.ts';
import { type ConnectedApp, connect, runRequest } from '../connecting/connect.ts';
import { appById, type OpenWorkspace } from '../connecting/open-workspace.ts';
import { indexFolder, type Loaded, openDirectory, type PeopleDirectory } from '../people/directory.ts';
import { createMemberLists } from '../people/member-lists.ts';
import type { ReadingProgress } from '../people/protocol.ts';
import { createSearchService } from '../people/search-service.ts';
import { journalled } from '../running/journalled.ts';
import { quietOp } from '../running/quiet-op.ts';
import { refusedRun } from '../running/refused-run.ts';
import { workbenchServices } from './workbench-services.ts';

/** More than any screen has rows. */
const HIT_LIMIT = 60;
const READ_LIMIT_MS = 60_000;

/** What the services tell the wizard that runs on them. */
export type Endings = Pick<Services, 'exit' | 'crashed'> & { readonly warn: (sentence: string) => void };

const configuration = (problems: readonly string[]): Result<never, Failure> =>
  fail({ code: 'configuration.invalid', message: problems.join(' ') });

/** A directory that is asked and may still be read. */
type OpenDirectory = {
  readonly directory: PeopleDirectory;
  readonly loaded: Promise<Result<Loaded, Failure>>;
  readonly listeners: Set<(progress: ReadingProgress) => void>;
};

const hitsOf = (query: string, { hits, total, hidden }: SearchAnswer): Hits => ({
  query,
  list: hits,
  total,
  hidden,
});
const noHits = (query: string): Hits => ({ query, list: [], total: 0, hidden: [] });

/** The wizard's services on a real workspace. `settled` resolves when no run is going on any more. */
export function wizardServices(
  workspace: OpenWorkspace,
  endings: Endings,
): Services & { readonly settled: () => Promise<void> } {
  const service = createSearchService();
  const directories = new Map<string, Promise<Result<OpenDirectory, Failure>>>();
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
  const directoryOf = (appId: string): Promise<Result<OpenDirectory, Failure>> => {
    const known = directories.get(appId);
    if (known !== undefined) return known;
    const opening = openFor(appId);
    directories.set(appId, opening);
    const forget = (): void => {
      directories.delete(appId);
      service.forget(appId);
    };
    void opening
      .then((opened) => (opened.ok ? opened.value.loaded : opened))
      .then((loaded) => (loaded.ok ? loaded.value.notes.forEach(endings.warn) : forget()), endings.crashed);
    return opening;
  };

  const openFor = async (appId: string): Promise<Result<OpenDirectory, Failure>> => {
    const app = await connected(appId);
    if (!app.ok) return app;
    const listeners = new Set<(progress: ReadingProgress) => void>();
    const { directory, loaded } = openDirectory(app.value, {
      service,
      cacheFolder: indexFolder(workspace.host.places),
      onProgress: (progress) => {
        for (const listen of listeners) listen(progress);
      },
    });
    void loaded.finally(app.value.close).catch(endings.crashed);
    return ok({ directory, loaded, listeners });
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
    loadDirectory: async (appId, onProgress): Promise<DirectoryState> => {
      const opened = await directoryOf(appId);
      if (!opened.ok) return { state: 'failed', failure: opened.error };
      const { directory, loaded, listeners } = opened.value;
      const { finding } = directory;
      const tell = ({ read, searchable, share }: ReadingProgress): void =>
        onProgress({ state: 'reading', read, searchable, share });
      listeners.add(tell);
      const whole = await loaded;
      listeners.delete(tell);
      return whole.ok ? { state: 'ready', finding } : { state: 'failed', failure: whole.error };
    },
    search: async (appId, kind, query) => {
      const opened = await directoryOf(appId);
      if (!opened.ok) return noHits(query);
      const question = { kind, query, limit: HIT_LIMIT, mayBeSkipped: true };
      const found = await opened.value.directory.search(
        question,
        quietOp(AbortSignal.timeout(READ_LIMIT_MS)),
      );
      if (found === undefined) return undefined;
      return found.ok ? hitsOf(query, found.value.answer) : noHits(query);
    },
    loadMembers: (appId, groupId) =>
      withApp(appId, async ({ source }) => {
        if (source.members === undefined) return ok([]);
        return source.members(groupId, quietOp(AbortSignal.timeout(READ_LIMIT_MS)));
      }),
    searchMembers: createMemberLists(service, endings.crashed),
    run,
    saveRecord: (record) => saveRecord({ record, directory: workspace.host.cwd }),
    settled: async () => void (await Promise.all([...going, service.close()])),
    exit: endings.exit,
    crashed: endings.crashed,
  };
}
