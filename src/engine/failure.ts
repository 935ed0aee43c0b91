import type { Ref } from '../domain/model/entry.ts';
import type { Result } from '../domain/result.ts';

/**
 * Everything that can go wrong between us and a system, whatever its protocol. Connectors map their own codes to
 * these at their border; nothing else in the product knows an HTTP status or an LDAP result code.
 */
export const failureCodes = [
  'configuration.invalid',
  'connection.refused',
  'certificate.untrusted',
  'connection.lost',
  'credentials.rejected',
  'permission.denied',
  'object.notFound',
  'object.duplicate',
  'object.ambiguous',
  'attribute.rejected',
  'container.missing',
  'filter.unsupported',
  'answer.unreadable',
  'precondition.failed',
  /** It answers, and says that it cannot do its work now: an error of its own, not of the connection. */
  'system.failed',
  'throttled',
  'timeout',
  'cancelled',
  'outcome.unknown',
] as const;
export type FailureCode = (typeof failureCodes)[number];

export type Failure = {
  readonly code: FailureCode;
  /** One sentence in the present tense, without a secret in it. */
  readonly message: string;
  /** Attributes the system complained about, in the names of the synchronization schema where known. */
  readonly attributes?: readonly string[];
  readonly retryAfterMs?: number;
  /** What the system said in its own words: "409 uniqueness", "000021C8". Shown in View details. */
  readonly systemCode?: string;
  /** Members that left a group although nobody asked for it; with `precondition.failed` and `members.lost`. */
  readonly lost?: readonly Ref[];
  /** Attributes that were written anyway, in the names of the synchronization schema. */
  readonly written?: readonly string[];
};

export type Answer<T> = Promise<Result<T, Failure>>;
