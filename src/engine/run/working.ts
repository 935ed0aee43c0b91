import { unreachable } from '../../domain/result.ts';
import type { Observation, Op } from '../port.ts';
import type { RunFact } from './events.ts';
import type { StepId } from './record.ts';

function factsOf(step: StepId, observation: Observation): readonly RunFact[] {
  switch (observation.type) {
    case 'exchange':
      return [{ type: 'exchange.recorded', step, exchange: observation.exchange }];
    case 'note':
      return [{ type: 'note.recorded', step, text: observation.text }];
    case 'retry': {
      const { attempt, waitMs, reason } = observation;
      return [{ type: 'retry.scheduled', step, retry: { attempt, waitMs, reason } }];
    }
    case 'writing':
      // A run announces its writes itself: `write.started` and `write.finished`.
      return [];
    default:
      return unreachable(observation);
  }
}

/**
 * Runs work that talks to a system and yields what it observes while it is still going on, so that a retry is on the
 * screen before its wait is over. Returns what the work returns.
 */
export async function* working<T>(
  step: StepId,
  signal: AbortSignal,
  work: (op: Op) => Promise<T>,
): AsyncGenerator<RunFact, T, undefined> {
  const seen: RunFact[] = [];
  let finished = false;
  let wake = (): void => {};
  const observe = (observation: Observation): void => {
    seen.push(...factsOf(step, observation));
    wake();
  };
  const result = work({ signal, observe }).finally(() => {
    finished = true;
    wake();
  });
  // The caller may stop listening between two events; the result is awaited below in every other case.
  result.catch(() => {});
  while (!finished || seen.length > 0) {
    const next = seen.shift();
    if (next !== undefined) {
      yield next;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return result;
}
