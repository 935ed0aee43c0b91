import type { Op } from '../port.ts';
import type { RunFact, StepEvidence } from './events.ts';
import type { ProvisioningStep, ReasonCode, StepId, StepStatus } from './record.ts';
import type { Run } from './run.ts';
import { working } from './working.ts';

/** What a step says of itself once it is over. Times are filled in when it is emitted. */
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

/** Announces a step, does its work, reports it, and hands the result on. */
export async function* step<T>(
  run: Run,
  id: StepId,
  work: (op: Op) => Promise<T>,
  describe: (result: T) => Report,
): AsyncGenerator<RunFact, T, undefined> {
  yield { type: 'step.started', step: id };
  const result = yield* working(id, run.signal, work);
  yield finished(run, id, describe(result));
  return result;
}

/**
 * The same, but silent unless it fails: how Test connection behaves. A retry is shown at once all the same, because
 * it means waiting, and then the card stays.
 */
export async function* quietStep<T>(
  run: Run,
  id: StepId,
  work: (op: Op) => Promise<T>,
  describeFailure: (result: T) => Report | undefined,
): AsyncGenerator<RunFact, T, undefined> {
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
  const report = describeFailure(next.value);
  if (report !== undefined || loud) {
    yield* held;
    yield finished(run, id, report ?? { status: 'Success', sentence: 'Connected.', entries: [] });
  }
  return next.value;
}
