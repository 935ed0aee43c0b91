import type { RunEvent } from '../../engine/run/events.ts';
import { provision } from '../../engine/run/provision.ts';
import type { RunRequest } from '../../engine/run/run.ts';
import type { RunJournal } from '../../state/runs/journal.ts';
import type { RunLog } from '../../state/runs/run-log.ts';
import { StateError, type StateProblem } from '../../state/state-problem.ts';

/** Ends a run whose journal failed before anything was written. */
function* refused(
  event: RunEvent,
  { context }: RunRequest,
  { message, fix }: StateProblem,
): Generator<RunEvent, void> {
  const isFirst = event.type === 'run.started';
  if (isFirst) yield event;
  yield {
    seq: isFirst ? event.seq + 1 : event.seq,
    at: event.at,
    type: 'run.finished',
    ending: 'failed',
    reason: 'configuration.invalid',
    action: 'Other',
    statusInfo: { status: 'Failure', reason: `Nothing was written: ${message}.`, recommendedAction: fix },
    sourceIdentity: { id: context.subject.id },
    targetIdentity: {},
    modifiedProperties: [],
  };
}

async function append(log: RunLog, event: RunEvent): Promise<StateProblem | undefined> {
  try {
    await log.append(event);
    return undefined;
  } catch (error) {
    if (error instanceof StateError) return error.problem;
    throw error;
  }
}

/**
 * One run whose events are on disk before anybody sees them, and before a write leaves. A journal that cannot be
 * written ends the run as long as nothing was written. After a write the run goes on, since the truth on the screen is
 * then worth more than none, and `warn` is told; but no further write leaves unrecorded.
 */
export async function* journalled(
  journal: RunJournal,
  request: RunRequest,
  warn: (sentence: string) => void,
): AsyncGenerator<RunEvent, void, undefined> {
  const log = journal.begin(request.runId);
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  let hasWritten = false;
  try {
    for await (const event of provision({ ...request, signal })) {
      hasWritten ||= event.type === 'write.finished';
      const trouble = await append(log, event);
      if (trouble !== undefined && !hasWritten) {
        yield* refused(event, request, trouble);
        return;
      }
      if (trouble !== undefined) warn(`${trouble.message}. ${trouble.fix}`);
      if (trouble !== undefined && event.type === 'write.started') stop.abort();
      yield event;
    }
  } finally {
    await log.close().catch(() => {});
  }
}
