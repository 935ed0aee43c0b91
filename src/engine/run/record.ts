import type { App } from '../../domain/model/app.ts';
import type { Subject } from '../../domain/model/subject.ts';
import type { Danger } from '../approval.ts';
import type { FailureCode } from '../failure.ts';
import type { Exchange, SystemIdentity } from '../port.ts';
import type { ActionEvidence, ImportEvidence, MatchEvidence, ScopeEvidence } from './evidence.ts';

/**
 * The run record. Its core has the shape of Graph's `provisioningObjectSummary` as `provisionOnDemand` returns it
 * (Graph v1.0 reference, `synchronization-synchronizationjob-provisionondemand`); everything that Graph does not say
 * is under the single key `evidence`.
 */
export type RunRecord = {
  readonly action: RunAction;
  readonly changeId: string;
  readonly startTime: string;
  readonly endTime?: string;
  readonly reportableIdentifier?: string;
  readonly statusInfo: StatusInfo;
  readonly sourceIdentity: ProvisionedIdentity;
  readonly targetIdentity: ProvisionedIdentity;
  readonly sourceSystem: ProvisioningSystem;
  readonly targetSystem: ProvisioningSystem;
  readonly modifiedProperties: readonly ModifiedProperty[];
  readonly provisioningSteps: readonly ProvisioningStep[];
  readonly evidence: Evidence;
};

/** `Other` accompanies a run that changes nothing. */
export type RunAction = 'Create' | 'Update' | 'Delete' | 'Disable' | 'Other';

export type StepStatus = 'Success' | 'Skipped' | 'Failure' | 'Warning';

export type StatusInfo = {
  /** `InProgress` is ours: the record of a run that has not ended, or was cut off. */
  readonly status: StepStatus | 'InProgress';
  readonly errorCode?: string;
  readonly reason?: string;
  readonly additionalDetails?: string;
  readonly errorCategory?: 'Failure' | 'NonServiceFailure' | 'Success';
  readonly recommendedAction?: string;
};

export type ProvisionedIdentity = {
  readonly id?: string;
  readonly type?: string;
  readonly displayName?: string;
};

export type ProvisioningSystem = { readonly name: string; readonly details: { readonly place: string } };

/** `oldValue` is absent where the target held nothing. */
export type ModifiedProperty = {
  readonly displayName: string;
  readonly oldValue?: string;
  readonly newValue?: string;
};

export type ProvisioningStep = {
  readonly name: string;
  readonly type:
    | 'Import'
    | 'Scoping'
    | 'Matching'
    | 'Processing'
    | 'ReferenceResolution'
    | 'Export'
    | 'TestConnection';
  readonly status: StepStatus;
  readonly description: string;
  readonly timestamp: string;
  readonly details: Readonly<Record<string, string>>;
};

export const stepIds = ['test', 'import', 'scope', 'match', 'action'] as const;
export type StepId = (typeof stepIds)[number];

export type RunMode = 'provision' | 'preview';

/** Where this run belongs, so that a record read later says what it was about. */
export type RunContext = {
  readonly app: App;
  readonly workspace: { readonly name: string; readonly sample: boolean };
  readonly mode: RunMode;
  readonly subject: Subject;
  readonly source: SystemIdentity;
  readonly target: SystemIdentity;
};

/** One card of the screen: what its step did, for how long, and everything View details can open. */
export type Card = {
  readonly step: StepId;
  readonly state: 'waiting' | 'running' | StepStatus;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Since when a person is asked; absent while nobody is. */
  readonly askedAt?: string;
  /** How long a person took to answer in all: no part of what the step took. */
  readonly askedMs?: number;
  readonly sentence?: string;
  /** Key of the tip shown for a card that failed, was skipped, or warns. */
  readonly reason?: ReasonCode;
  readonly exchanges: readonly Exchange[];
  readonly retries: readonly Retry[];
  /** Ways around peculiarities of the system that were taken, a sentence each. */
  readonly notes: readonly string[];
};

export type Approval = { readonly question: string; readonly danger: Danger; readonly approved?: boolean };

export type Retry = { readonly attempt: number; readonly waitMs: number; readonly reason: string };

/** Why a run did not do what was asked: a failure of a system, or a rule of provisioning that skipped the object. */
export type ReasonCode = FailureCode | SkipReason | RuleFailure | 'membersMissing';

export const skipReasons = [
  'RedundantExport',
  'NotEffectivelyEntitled',
  'AttributeValidationFailed',
  'ImportSkipped',
  'CreateDisabled',
  'UpdateDisabled',
  'OutOfScopeDeletionsSkipped',
  'NeverManaged',
  'NothingToDisable',
  'ObjectFiltered',
  'Declined',
] as const;
export type SkipReason = (typeof skipReasons)[number];

export const ruleFailures = [
  'scope.invalid',
  'match.ambiguous',
  'expression.failed',
  'value.notUnique',
  'members.lost',
  'members.restored',
  'member.unknown',
  'member.notInGroup',
  'value.storedDifferently',
  'value.oldKept',
  'account.stillActive',
  'account.stillDisabled',
  'object.stillThere',
  'value.notReadBack',
  'link.notSaved',
] as const;
export type RuleFailure = (typeof ruleFailures)[number];

/** How the run ended, in the granularity of the exit codes. */
export type RunEnding =
  | 'succeeded'
  | 'redundant'
  | 'warned'
  | 'skipped'
  | 'failed'
  | 'unreachable'
  | 'signInRefused'
  | 'throttled'
  | 'approvalMissing'
  | 'outcomeUnknown'
  | 'cancelled';

export type Evidence = RunContext & {
  readonly cards: readonly Card[];
  readonly ending?: RunEnding;
  readonly reason?: ReasonCode;
  readonly import?: ImportEvidence;
  readonly scope?: ScopeEvidence;
  readonly match?: MatchEvidence;
  readonly act?: ActionEvidence;
  /** Every question of the run in order; the last one is open while `approved` is absent. */
  readonly approvals?: readonly Approval[];
  /** True between the moment a write left and the moment its answer was recorded. */
  readonly writeUnderWay?: string;
  /** A write was answered, or its answer was lost: the target may have changed. */
  readonly wrote?: true;
  /** Set by the next start when the process of this run died. */
  readonly cutOff?: { readonly duringStep?: StepId; readonly writeMayHaveHappened: boolean };
};
