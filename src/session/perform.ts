import type { Subject, SubjectKind } from '../domain/model/subject.ts';
import { type Result, unreachable } from '../domain/result.ts';
import type { Approve } from '../engine/approval.ts';
import type { Failure } from '../engine/failure.ts';
import type { Member } from '../engine/port.ts';
import type { RunEvent } from '../engine/run/events.ts';
import type { RunMode, RunRecord } from '../engine/run/record.ts';
import type { Action } from './actions.ts';
import type { Effect, PerformEffect } from './effects.ts';
import type { DirectoryState, FoundMembers, Hits } from './state.ts';
import { createWorkbenchPerformer, type WorkbenchServices } from './workbench/perform.ts';

/** What the wizard needs from outside. Expected trouble comes back as values; a rejection is a bug. */
export type Services = WorkbenchServices & {
  /** Resolves when nothing more is to come; until then `onProgress` hears how far the reading is. */
  readonly loadDirectory: (
    appId: string,
    onProgress: (directory: DirectoryState) => void,
  ) => Promise<DirectoryState>;
  /** Answers from what was read so far. Undefined when a newer question was asked meanwhile. */
  readonly search: (appId: string, kind: SubjectKind, query: string) => Promise<Hits | undefined>;
  readonly loadMembers: (appId: string, groupId: string) => Promise<Result<readonly Member[], Failure>>;
  /** For lists that are too long to be filtered with every key. Undefined when a newer question was asked. */
  readonly searchMembers: (list: readonly Member[], query: string) => Promise<FoundMembers | undefined>;
  /** Journalled: an event is on disk before it is handed on. */
  readonly run: (request: RunOrder) => AsyncIterable<RunEvent>;
  readonly saveRecord: (record: RunRecord) => Promise<Result<string, { readonly message: string }>>;
  readonly exit: () => void;
  /** A bug in one of the services; the program ends with a report. */
  readonly crashed: (error: unknown) => void;
};

export type RunOrder = {
  readonly appId: string;
  readonly subject: Subject;
  readonly mode: RunMode;
  readonly signal: AbortSignal;
  readonly approve: Approve;
};

/** How often a list that is still being prepared is asked again. */
const ASK_AGAIN_MS = 300;

type Dispatch = (action: Action) => void;
type Going = { readonly controller: AbortController; answer: (approved: boolean) => void };

async function follow(
  services: Services,
  effect: Effect & { readonly do: 'run' },
  going: Going,
  dispatch: Dispatch,
) {
  const approve: Approve = () =>
    new Promise((resolve) => {
      going.answer = resolve;
      if (going.controller.signal.aborted) resolve(false);
    });
  const { appId, subject, mode, turn } = effect;
  const events = services.run({ appId, subject, mode, signal: going.controller.signal, approve });
  for await (const event of events) dispatch({ type: 'run.progressed', turn, event });
}

/**
 * Performs effects with the given services. A search whose turn was overtaken before it began is skipped: its answer
 * would be dropped anyway, and a held-down key must not queue up work.
 */
export function createPerformer(services: Services): PerformEffect {
  const runs = new Map<number, Going>();
  const performWorkbench = createWorkbenchPerformer(services);
  let latestSearch = 0;

  async function search(effect: Effect & { readonly do: 'search' }, dispatch: Dispatch): Promise<void> {
    latestSearch = effect.turn;
    await new Promise((resolve) => setImmediate(resolve));
    if (latestSearch !== effect.turn) return;
    const hits = await services.search(effect.appId, effect.kind, effect.query);
    if (hits !== undefined) dispatch({ type: 'hits.arrived', turn: effect.turn, hits });
  }

  /** Asked again while the list is still being prepared, so that the rest of it is found as well. */
  async function searchMembers(
    effect: Effect & { readonly do: 'searchMembers' },
    dispatch: Dispatch,
  ): Promise<void> {
    latestSearch = effect.turn;
    for (let isWhole = false; !isWhole && latestSearch === effect.turn; ) {
      const found = await services.searchMembers(effect.list, effect.query);
      if (found === undefined) return;
      dispatch({ type: 'memberHits.arrived', turn: effect.turn, found });
      isWhole = found.isWhole;
      if (!isWhole) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }

  async function perform(effect: Effect, dispatch: Dispatch): Promise<void> {
    switch (effect.do) {
      case 'loadDirectory': {
        const { appId } = effect;
        const arrive = (directory: DirectoryState): void =>
          dispatch({ type: 'directory.arrived', appId, directory });
        return arrive(await services.loadDirectory(appId, arrive));
      }
      case 'search':
        return search(effect, dispatch);
      case 'searchMembers':
        return searchMembers(effect, dispatch);
      case 'loadMembers': {
        const { turn } = effect;
        const members = await services.loadMembers(effect.appId, effect.groupId);
        return dispatch(
          members.ok
            ? { type: 'members.arrived', turn, list: members.value }
            : { type: 'members.failed', turn, failure: members.error },
        );
      }
      case 'run': {
        const going: Going = { controller: new AbortController(), answer: () => {} };
        runs.set(effect.turn, going);
        return follow(services, effect, going, dispatch);
      }
      case 'answerApproval':
        return runs.get(effect.turn)?.answer(effect.approved);
      case 'abort': {
        const going = runs.get(effect.turn);
        going?.controller.abort();
        return going?.answer(false);
      }
      case 'saveRecord': {
        const saved = await services.saveRecord(effect.record);
        return dispatch(
          saved.ok
            ? { type: 'record.saved', path: saved.value }
            : { type: 'record.notSaved', message: saved.error.message },
        );
      }
      case 'loadLanguage':
      case 'readValues':
      case 'evaluate':
      case 'copy':
        return performWorkbench(effect, dispatch);
      case 'exit':
        return services.exit();
      default:
        return unreachable(effect);
    }
  }

  return (effect, dispatch) => {
    perform(effect, dispatch).catch(services.crashed);
  };
}
