import { present } from '../../../domain/present.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Exchange, Op } from '../../../engine/port.ts';
import { SampleDataError } from './sample-file.ts';

/** What a sample system was asked, in the words of the protocol that the real one speaks. */
export type Request = { readonly request: string; readonly requestBody?: string };

/** The value for the engine, and the answer as a person reads it. */
export type Answered<T> = { readonly value: T; readonly answer: string; readonly answerBody?: string };

/** Marks every exchange, so that nobody takes it for traffic of a real system. */
const PREFIX = '(sample) ';

/** The requests of a write, in order, without an answer: what Preview shows. */
export const unsent = (requests: readonly Request[]): readonly Exchange[] =>
  requests.map((request) => ({ ...request, request: `${PREFIX}${request.request}` }));

const cancelled: Failure = { code: 'cancelled', message: 'The run was stopped before this request left.' };

async function attempt<T>(
  work: () => Promise<Result<Answered<T>, Failure>>,
): Promise<Result<Answered<T>, Failure>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SampleDataError)
      return fail({ code: 'configuration.invalid', message: error.message });
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      const message = 'The files of the sample company cannot be read or written.';
      return fail({ code: 'configuration.invalid', message, systemCode: error.code });
    }
    throw error;
  }
}

/**
 * Carries out one simulated request: refuses it when the run was stopped, reports it with its answer, and turns
 * unreadable sample files into a failure.
 */
export async function exchanged<T>(
  op: Op,
  request: Request,
  work: () => Promise<Result<Answered<T>, Failure>>,
): Answer<T> {
  if (op.signal.aborted) return fail(cancelled);
  const result = await attempt(work);
  const [asked] = unsent([request]);
  if (asked === undefined) throw new Error('one request gives one exchange');
  if (!result.ok) {
    const { systemCode, code, message } = result.error;
    op.observe({ type: 'exchange', exchange: { ...asked, answer: systemCode ?? code, answerBody: message } });
    return result;
  }
  const { value, answer, answerBody } = result.value;
  op.observe({
    type: 'exchange',
    exchange: { ...asked, answer, ...present({ answerBody }) },
  });
  return ok(value);
}

/**
 * A write that takes several requests, which the sample system takes together or not at all. All of them are reported;
 * when it is refused, only the first.
 */
export async function exchangedTogether<T>(
  op: Op,
  requests: readonly Request[],
  work: () => Promise<Result<Answered<T>, Failure>>,
): Answer<T> {
  const [first, ...others] = requests;
  if (first === undefined) throw new Error('a write takes at least one request');
  const written = await exchanged(op, first, work);
  if (!written.ok) return written;
  for (const exchange of unsent(others))
    op.observe({ type: 'exchange', exchange: { ...exchange, answer: 'success' } });
  return written;
}
