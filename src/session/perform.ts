import type { Subject, SubjectKind } from '../domain/model/subject.ts';
import { type Result, unreachable } from '../domain/result.ts';
import type { Approve } from '../engine/approval.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Failure } from '../engine/failure.ts';
import type { Member } from '../engine/port.ts';
import type { RunMode, RunRecord } from '../engine/record.ts';
import type { Action } from './actions.ts';
import type { Effect, PerformEffect } from './effects.ts';
import type { Directory, Hits } from './state.ts';
import { createWorkbenchPerformer, type WorkbenchServices } from './workbench/perform.ts';

/** What the wizard needs from outside. Expected trouble comes back as values; a rejection is a bug. */
export type Services = WorkbenchServices & {
  readonly loadDirectory: (appId: string) => Promise<Directory>;
  /** Waits for the directory when it is still being read. */
  readonly search: (appId: string, kind: SubjectKind, query: string) => Promise<Hits>;
  readonly loadMembers: (appId: string, groupId: string) => Promise<Result<readonly Member[], Failure>>;
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
    dispatch({ type: 'hits.arrived', turn: effect.turn, hits });
  }

  async function perform(effect: Effect, dispatch: Dispatch): Promise<void> {
    switch (effect.do) {
      case 'loadDirectory': {
        const directory = await services.loadDirectory(effect.appId);
        return dispatch({ type: 'directory.arrived', appId: effect.appId, directory });
      }
      case 'search':
        return search(effect, dispatch);
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
