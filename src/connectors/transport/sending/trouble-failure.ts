import { fail, type Result, unreachable } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { certificateSentence } from '../tls/certificate-trouble.ts';
import { type Trouble, troubleText } from './trouble.ts';

const failing = (failure: Failure): Result<never, Failure> => fail(failure);

export const cancelled = failing({ code: 'cancelled', message: 'The request was cancelled.' });

/** What trouble means for something that nobody misses: a read, a write that has not left, a look at TLS. */
export function troubleFailure(
  trouble: Trouble,
  { place, requestMs }: { readonly place: string; readonly requestMs: number },
): Result<never, Failure> {
  const systemCode = trouble.code ?? trouble.kind;
  switch (trouble.kind) {
    case 'cancelled':
      return cancelled;
    case 'timeout':
      return failing({
        code: 'timeout',
        message: `${place} gives no answer within ${requestMs / 1000} s.`,
        systemCode,
      });
    case 'refused':
      return failing({
        code: 'connection.refused',
        message: `Can't reach ${place}: ${troubleText(trouble)}.`,
        systemCode,
      });
    case 'untrusted':
      return failing({
        code: 'certificate.untrusted',
        message: certificateSentence(place, trouble.code),
        systemCode,
      });
    case 'lost':
      return failing({
        code: 'connection.lost',
        message: `The connection to ${place} breaks off.`,
        systemCode,
      });
    case 'garbled':
      return failing({
        code: 'answer.unreadable',
        message: `${place} answers with something that is not HTTP (${systemCode}).`,
        systemCode,
      });
    case 'tooLarge':
      return failing({
        code: 'answer.unreadable',
        message: `The answer of ${place} is too large to read.`,
        systemCode,
      });
    default:
      return unreachable(trouble.kind);
  }
}
