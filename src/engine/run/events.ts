import type { Danger } from '../approval.ts';
import type { Exchange } from '../port.ts';
import type { ActionEvidence, ImportEvidence, MatchEvidence, ScopeEvidence } from './evidence.ts';
import type {
  ModifiedProperty,
  ProvisionedIdentity,
  ProvisioningStep,
  ReasonCode,
  Retry,
  RunAction,
  RunContext,
  RunEnding,
  StatusInfo,
  StepId,
  StepStatus,
} from './record.ts';

/**
 * One run as a stream of facts. Plain JSON, already redacted: screen, `--json`, journal and tests read nothing else.
 * `at` is ISO 8601 in UTC from the run's clock; `seq` counts from 0 without gaps.
 */
export type RunEvent = { readonly seq: number; readonly at: string } & RunFact;

export type RunFact =
  | { readonly type: 'run.started'; readonly runId: string; readonly context: RunContext }
  | { readonly type: 'step.started'; readonly step: StepId }
  | { readonly type: 'exchange.recorded'; readonly step: StepId; readonly exchange: Exchange }
  | { readonly type: 'retry.scheduled'; readonly step: StepId; readonly retry: Retry }
  /** A way around a peculiarity of the system that the connector took. */
  | { readonly type: 'note.recorded'; readonly step: StepId; readonly text: string }
  | StepFinished
  | { readonly type: 'approval.requested'; readonly question: string; readonly danger: Danger }
  | { readonly type: 'approval.answered'; readonly approved: boolean }
  /** Flushed to disk before the write leaves. */
  | { readonly type: 'write.started'; readonly summary: string }
  /** Flushed to disk as soon as the answer came. */
  | {
      readonly type: 'write.finished';
      readonly outcome: 'done' | 'refused' | 'unknown';
      readonly targetId?: string;
    }
  | RunFinished;

export type StepFinished = {
  readonly type: 'step.finished';
  readonly step: StepId;
  readonly status: StepStatus;
  readonly sentence: string;
  readonly reason?: ReasonCode;
  /** The Graph entries this step adds to `provisioningSteps`. */
  readonly entries: readonly ProvisioningStep[];
  readonly evidence?: StepEvidence;
};

export type StepEvidence = {
  readonly import?: ImportEvidence;
  readonly scope?: ScopeEvidence;
  readonly match?: MatchEvidence;
  readonly act?: ActionEvidence;
};

export type RunFinished = {
  readonly type: 'run.finished';
  readonly ending: RunEnding;
  readonly reason?: ReasonCode;
  readonly action: RunAction;
  readonly statusInfo: StatusInfo;
  readonly reportableIdentifier?: string;
  readonly sourceIdentity: ProvisionedIdentity;
  readonly targetIdentity: ProvisionedIdentity;
  readonly modifiedProperties: readonly ModifiedProperty[];
};

export type RunEventType = RunFact['type'];
