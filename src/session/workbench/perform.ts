import type { SubjectKind } from '../../domain/model/subject.ts';
import { type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Action } from '../actions.ts';
import type { WorkbenchEffect } from '../effects.ts';
import type { AppLanguage, SourceValues } from './language.ts';
import type { ExpressionAttempt, Trial } from './trial.ts';

/** What the workbench needs from outside. Nothing here writes. */
export type WorkbenchServices = {
  readonly loadLanguage: (appId: string, kind: SubjectKind) => Promise<Result<AppLanguage, Failure>>;
  /** Reads one object with the selection of an import. */
  readonly readValues: (
    appId: string,
    kind: SubjectKind,
    id: string,
  ) => Promise<Result<SourceValues, Failure>>;
  /** Blocks, but not for long: patterns run under a limit. */
  readonly evaluate: (attempt: ExpressionAttempt) => { readonly trial: Trial; readonly tookMs: number };
  /** To the clipboard of the terminal, which may ignore it; false where it would be garbage on the screen. */
  readonly copy: (text: string) => boolean;
};

type Dispatch = (action: Action) => void;

/** A trial that takes longer than a frame waits, from then on, until nothing was typed for a while. */
const SLOW_MS = 16;
const PAUSE_MS = 250;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    if (ms === 0) setImmediate(resolve);
    else setTimeout(resolve, ms);
  });

/**
 * Performs the workbench's effects. Evaluating is an effect and no part of `update`: keys that come in one burst, or
 * faster than a slow pattern fails, then change the text at once and are evaluated together, once.
 */
export function createWorkbenchPerformer(services: WorkbenchServices) {
  let latest = 0;
  let pauseMs = 0;

  async function evaluate(attempt: ExpressionAttempt, turn: number, dispatch: Dispatch): Promise<void> {
    latest = turn;
    await pause(pauseMs);
    if (latest !== turn) return;
    const { trial, tookMs } = services.evaluate(attempt);
    pauseMs = tookMs > SLOW_MS ? PAUSE_MS : 0;
    dispatch({ type: 'trial.arrived', turn, trial });
  }

  return async (effect: WorkbenchEffect, dispatch: Dispatch): Promise<void> => {
    switch (effect.do) {
      case 'loadLanguage': {
        const { turn } = effect;
        const loaded = await services.loadLanguage(effect.appId, effect.kind);
        return dispatch(
          loaded.ok
            ? { type: 'language.arrived', turn, language: loaded.value }
            : { type: 'language.failed', turn, failure: loaded.error },
        );
      }
      case 'readValues': {
        const { turn } = effect;
        const read = await services.readValues(effect.appId, effect.kind, effect.id);
        return dispatch(
          read.ok
            ? { type: 'values.arrived', turn, read: read.value }
            : { type: 'values.failed', turn, failure: read.error },
        );
      }
      case 'evaluate':
        return evaluate(effect.attempt, effect.turn, dispatch);
      case 'copy':
        return dispatch({ type: 'copy.done', isSent: services.copy(effect.text) });
      default:
        return unreachable(effect);
    }
  };
}
