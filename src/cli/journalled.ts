import type { RunEvent } from '../engine/events.ts';
import { provision } from '../engine/provision.ts';
import type { RunRequest } from '../engine/run.ts';
import type { Journal } from '../state/journal.ts';

/**
 * One run whose events are on disk before anybody sees them, and before a write leaves. When the journal cannot be
 * written, the rejection of `append` passes through before the engine is asked to go on: nothing is written unrecorded.
 */
export async function* journalled(journal: Journal, request: RunRequest): AsyncGenerator<RunEvent, void, undefined> {
  const log = journal.begin(request.runId);
  try {
    for await (const event of provision(request)) {
      await log.append(event);
      yield event;
    }
  } finally {
    await log.close();
  }
}
