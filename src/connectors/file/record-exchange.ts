import { ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op } from '../../engine/port.ts';

export type ReadWithAnswer<T> = { readonly value: T; readonly answer: string };

/** Reports the reading of a file as a request and its answer. */
export async function recordExchange<T>(
  op: Op,
  request: string,
  work: () => Promise<Result<ReadWithAnswer<T>, Failure>>,
): Answer<T> {
  const started = performance.now();
  const result = await work();
  const tookMs = Math.round(performance.now() - started);
  const answer = result.ok ? result.value.answer : result.error.message;
  op.observe({ type: 'exchange', exchange: { request, answer, tookMs } });
  return result.ok ? ok(result.value.value) : result;
}
