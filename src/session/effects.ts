import type { Subject, SubjectKind } from '../domain/model/subject.ts';
import type { Member } from '../engine/port.ts';
import type { RunMode, RunRecord } from '../engine/run/record.ts';
import type { Action } from './actions.ts';
import type { ExpressionAttempt } from './workbench/trial.ts';

/** What `update` wants done outside, as data. `createPerformer` does it with the services that the cli hands in. */
export type Effect =
  | { readonly do: 'loadDirectory'; readonly appId: string }
  | {
      readonly do: 'search';
      readonly appId: string;
      readonly kind: SubjectKind;
      readonly query: string;
      readonly turn: number;
    }
  | { readonly do: 'loadMembers'; readonly appId: string; readonly groupId: string; readonly turn: number }
  | {
      readonly do: 'searchMembers';
      readonly list: readonly Member[];
      readonly query: string;
      readonly turn: number;
    }
  | {
      readonly do: 'run';
      readonly appId: string;
      readonly subject: Subject;
      readonly mode: RunMode;
      readonly turn: number;
    }
  | { readonly do: 'answerApproval'; readonly turn: number; readonly approved: boolean }
  | { readonly do: 'abort'; readonly turn: number }
  | { readonly do: 'saveRecord'; readonly record: RunRecord }
  | WorkbenchEffect
  | { readonly do: 'exit' };

export type WorkbenchEffect =
  | {
      readonly do: 'loadLanguage';
      readonly appId: string;
      readonly kind: SubjectKind;
      readonly turn: number;
    }
  | {
      readonly do: 'readValues';
      readonly appId: string;
      readonly kind: SubjectKind;
      readonly id: string;
      readonly turn: number;
    }
  | { readonly do: 'evaluate'; readonly attempt: ExpressionAttempt; readonly turn: number }
  | { readonly do: 'copy'; readonly text: string };

/** Answers come back as actions through `dispatch`, any number of them, in any order. Never rejects. */
export type PerformEffect = (effect: Effect, dispatch: (action: Action) => void) => void;
