import type { Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import { cancelled } from './trouble-failure.ts';

async function untilAborted<T>(going: Answer<T>, signal: AbortSignal): Answer<T> {
  const listening = new AbortController();
  const stopped = new Promise<Result<never, Failure>>((resolve) => {
    signal.addEventListener('abort', () => resolve(cancelled), { signal: listening.signal, once: true });
  });
  try {
    return await Promise.race([going, stopped]);
  } finally {
    listening.abort();
  }
}

/**
 * Callers that come while the work is going on share it, and its answer. Who stops waiting does not stop the others:
 * when the one who began is cancelled, another begins anew.
 */
export function sharing<T>(work: (op: Op) => Answer<T>): (op: Op) => Answer<T> {
  let going: Answer<T> | undefined;
  return async (op) => {
    while (!op.signal.aborted) {
      const isMine = going === undefined;
      going ??= work(op).finally(() => {
        going = undefined;
      });
      const answer = await untilAborted(going, op.signal);
      if (isMine || answer.ok || answer.error.code !== 'cancelled') return answer;
    }
    return cancelled;
  };
}
