import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { HttpAnswer } from '../message.ts';

const redirects = new Set([301, 302, 303, 307, 308]);
/** These two keep the method and the body (RFC 9110 section 15.4.8), so a write may follow them. */
const keepMethod = new Set([307, 308]);

/**
 * The path and query to send the request to instead; undefined when the answer is no redirect.
 * configuration.invalid when it leads to another origin, which must never see our credentials, or when a write would
 * turn into a read on its way.
 */
export function redirectTarget(
  answer: HttpAnswer,
  from: {
    readonly origin: string;
    /** Names who redirects. */
    readonly place: string;
    readonly target: string;
    readonly kind: 'read' | 'write';
  },
): Result<string | undefined, Failure> {
  const location = answer.headers.get('location');
  if (!redirects.has(answer.status) || location === undefined) return ok(undefined);
  const invalid = (message: string) =>
    fail({ code: 'configuration.invalid' as const, message, systemCode: String(answer.status) });
  if (!URL.canParse(location, `${from.origin}${from.target}`))
    return invalid(`${from.place} redirects to no valid URL.`);
  const url = new URL(location, `${from.origin}${from.target}`);
  if (url.origin !== from.origin) {
    return invalid(
      `${from.place} redirects to ${url.protocol}//${url.host}; credentials are never sent to another origin than configured.`,
    );
  }
  if (from.kind === 'write' && !keepMethod.has(answer.status)) {
    return invalid(`${from.place} redirects the write to ${url.pathname}; the address is probably wrong.`);
  }
  return ok(`${url.pathname}${url.search}`);
}
