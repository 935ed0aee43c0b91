import { present } from '../../domain/present.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import { type Ending, endingOf, statusOf } from './ending.ts';
import type { RunFact, StepEvidence } from './events.ts';
import type { ProvisioningStep, ReasonCode, RunEnding, StepId, StepStatus } from './record.ts';
import type { Run } from './run.ts';
import { working } from './working.ts';

/** What a step says about itself once it is over. Times are filled in when it is emitted. */
export type Report = {
  readonly status: StepStatus;
  readonly sentence: string;
  readonly reason?: ReasonCode;
  readonly entries: readonly Omit<ProvisioningStep, 'timestamp'>[];
  readonly evidence?: StepEvidence;
};

export function finished(run: Run, step: StepId, report: Report): RunFact {
  const timestamp = run.clock().toISOString();
  const { entries, ...rest } = report;
  return { type: 'step.finished', step, ...rest, entries: entries.map((entry) => ({ ...entry, timestamp })) };
}

/** What the provisioning log calls the entries of a step. */
export const stepEntries = {
  test: { name: 'TestConnection', type: 'TestConnection' },
  import: { name: 'EntryImport', type: 'Import' },
  scope: { name: 'EntrySynchronizationScoping', type: 'Scoping' },
  match: { name: 'EntryImport', type: 'Matching' },
} as const satisfies Partial<Record<StepId, Pick<ProvisioningStep, 'name' | 'type'>>>;
type EarlyStep = keyof typeof stepEntries;

/** Why a run ends with a step. `entryDetails` are those of the log's entry, `details` those of the run's status. */
export type StepStop = {
  readonly ending: RunEnding;
  readonly reason: ReasonCode;
  readonly message: string;
  readonly details?: string;
  readonly entryDetails: ProvisioningStep['details'];
  readonly evidence?: StepEvidence;
};

/** A run that a failure of a system ends. `about` adds to the details of the log's entry. */
export function stoppedBy(failure: Failure, about: ProvisioningStep['details'] = {}): StepStop {
  const { code, message, systemCode } = failure;
  return {
    ending: endingOf(code),
    reason: code,
    message,
    entryDetails: { ErrorCode: code, ...about },
    ...present({ details: systemCode }),
  };
}

function stopReport(id: EarlyStep, { ending, reason, message, entryDetails, evidence }: StepStop): Report {
  const status = statusOf(ending);
  const entry = { ...stepEntries[id], status, description: message, details: entryDetails };
  return { status, sentence: message, reason, entries: [entry], ...present({ evidence }) };
}

function resultOf<T>(step: EarlyStep, result: Result<T, StepStop>): Result<T, Ending> {
  if (result.ok) return result;
  const { ending, reason, message, details } = result.error;
  return fail({ ending, step, reason, message, ...present({ details }) });
}

/** Announces a step, does its work, reports it, and hands the result on; whatever stops the step ends the run. */
export async function* step<T>(
  run: Run,
  id: EarlyStep,
  work: (op: Op) => Promise<Result<T, StepStop>>,
  describe: (value: T) => Report,
): AsyncGenerator<RunFact, Result<T, Ending>, undefined> {
  yield { type: 'step.started', step: id };
  const result = yield* working(id, run.signal, work);
  yield finished(run, id, result.ok ? describe(result.value) : stopReport(id, result.error));
  return resultOf(id, result);
}

/**
 * The same, but silent unless it fails: how Test connection behaves. A retry is shown at once anyway, because
 * it means waiting, and then the card stays.
 */
export async function* quietStep<T>(
  run: Run,
  id: EarlyStep,
  work: (op: Op) => Promise<Result<T, StepStop>>,
): AsyncGenerator<RunFact, Result<T, Ending>, undefined> {
  const held: RunFact[] = [{ type: 'step.started', step: id }];
  const facts = working(id, run.signal, work);
  let loud = false;
  let next = await facts.next();
  while (!next.done) {
    held.push(next.value);
    loud ||= next.value.type === 'retry.scheduled';
    if (loud) yield* held.splice(0);
    next = await facts.next();
  }
  const result = next.value;
  if (!result.ok || loud) {
    yield* held;
    const connected: Report = { status: 'Success', sentence: 'Connected.', entries: [] };
    yield finished(run, id, result.ok ? connected : stopReport(id, result.error));
  }
  return resultOf(id, result);
}
