import type { RunEvent } from '../engine/events.ts';
import { provision } from '../engine/provision.ts';
import type { RunRequest } from '../engine/run.ts';
import type { Journal } from '../state/journal.ts';
import type { RunLog } from '../state/run-log.ts';
import { StateError, type StateProblem } from '../state/state-problem.ts';

/** Ends a run whose journal failed before anything was written. */
function refusal(
  event: RunEvent,
  { subject }: RunRequest['context'],
  { message, fix }: StateProblem,
): RunEvent {
  return {
    seq: event.seq,
    at: event.at,
    type: 'run.finished',
    ending: 'failed',
    reason: 'configuration.invalid',
    action: 'Other',
    statusInfo: { status: 'Failure', reason: `Nothing was written: ${message}.`, recommendedAction: fix },
    sourceIdentity: { id: subject.id },
    targetIdentity: {},
    modifiedProperties: [],
  };
}

type Appended = 'stored' | StateProblem;

async function append(log: RunLog, event: RunEvent): Promise<Appended> {
  try {
    await log.append(event);
    return 'stored';
  } catch (error) {
    if (error instanceof StateError) return error.problem;
    throw error;
  }
}

/**
 * One run whose events are on disk before anybody sees them, and before a write leaves. A journal that cannot be
 * written ends the run as long as nothing was written; after a write the run goes on and `warn` is told, since the
 * truth on the screen is then worth more than none.
 */
export async function* journalled(
  journal: Journal,
  request: RunRequest,
  warn: (sentence: string) => void,
): AsyncGenerator<RunEvent, void, undefined> {
  const log = journal.begin(request.runId);
  let hasWritten = false;
  try {
    for await (const event of provision(request)) {
      hasWritten ||= event.type === 'write.finished';
      const appended = await append(log, event);
      if (appended !== 'stored' && !hasWritten) {
        if (event.type === 'run.started') yield event;
        yield refusal(event, request.context, appended);
        return;
      }
      if (appended !== 'stored') warn(`${appended.message}. ${appended.fix}`);
      yield event;
    }
  } finally {
    await log.close().catch(() => {});
  }
}
