import type { Answer } from '../../engine/failure.ts';
import type { Exchange, Op } from '../../engine/port.ts';
import type { TlsFacts } from './tls/tls-facts.ts';

/** One request below the base URL of a target. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Raw path segments; each is percent-encoded on its own, so that an id may hold `/`, `@` or blanks. */
  readonly path: readonly string[];
  /** Raw names and values, sent in this order after the parameters of the base URL. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: { readonly type: string; readonly text: string };
  readonly accept?: string;
  /** The version that a write was planned for (RFC 9110 section 13.1.1). */
  readonly ifMatch?: string;
  /** A read may be repeated after trouble, a write never: it may have been carried out. */
  readonly kind: 'read' | 'write';
  /** The system's own words in the body of an error answer, used in the message of `outcome.unknown`. */
  readonly explain?: (answer: HttpAnswer) => string | undefined;
};

export type HttpAnswer = {
  readonly status: number;
  /** Names in lower case; repeated headers are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** The whole body, decoded as UTF-8. */
  readonly body: string;
};

export type Http = {
  /** Host and port as a person sees them: `scim.example.com`, `localhost:8080`. */
  readonly place: string;
  /**
   * Sends one request and waits for its whole answer. Every status below 500 except 429 is an answer, and for
   * a read every status; what it means is the connector's business.
   * Failures: configuration.invalid (base URL, redirect to another origin), credentials.rejected (no token to be had),
   * connection.refused and certificate.untrusted (nothing was sent), connection.lost and timeout (reads),
   * throttled (with retryAfterMs),
   * answer.unreadable (too large, no HTTP), cancelled (nothing was sent, or only a read), outcome.unknown (a write left and
   * was cut, timed out, cancelled or answered 5xx).
   */
  send(request: HttpRequest, op: Op): Answer<HttpAnswer>;
  /** The request as it would be sent, for a preview: redacted, without an answer. */
  describe(request: HttpRequest): Exchange;
  /**
   * What TLS on the way to this place is like, on a connection made for this question; a certificate that is not
   * trusted is told, not refused. For a check-up. Failures: connection.refused,
   * certificate.untrusted, timeout, cancelled, configuration.invalid.
   */
  inspectTls(op: Op): Answer<TlsFacts>;
  /** Gives the connections back; call it once nobody sends anymore. */
  close(): Promise<void>;
};
