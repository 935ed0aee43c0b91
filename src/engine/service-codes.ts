import type { ReasonCode, RunEnding, StatusInfo, StepId } from './run/record.ts';

const scim = (name: string): string => `SystemForCrossDomainIdentityManagement${name}`;

/**
 * Our reasons in the vocabulary of the service's provisioning logs, so that `statusInfo.errorCode` can be looked up in
 * its documentation. Source: entra-docs `howto-analyze-provisioning-logs` (error codes) and `provision-on-demand`.
 * Names that only the connector of a single product can know (LicenseLimitExceeded, InvalidDomain) are not among them.
 */
const serviceCodes: Record<ReasonCode, string | undefined> = {
  'configuration.invalid': 'InvalidConfiguration',
  'connection.refused': 'WebExceptionProtocolError',
  'certificate.untrusted': 'WebExceptionProtocolError',
  'connection.lost': 'WebExceptionProtocolError',
  'credentials.rejected': 'Unauthorized',
  'permission.denied': 'InsufficientRights',
  'object.notFound': 'InvalidAnchor',
  'object.duplicate': 'EntryConflict',
  'object.ambiguous': scim('MultipleEntriesInResponse'),
  'attribute.rejected': 'UnprocessableEntity',
  'container.missing': 'UnprocessableEntity',
  'filter.unsupported': scim('ServiceIncompatibleFiltering'),
  'answer.unreadable': scim('ServiceIncompatible'),
  'precondition.failed': 'UnprocessableEntity',
  'system.failed': 'InternalServerError',
  throttled: 'TooManyRequests',
  timeout: 'Timeout',
  cancelled: undefined,
  'outcome.unknown': 'Timeout',
  'scope.invalid': 'InvalidScopingFilter',
  'match.ambiguous': 'DuplicateTargetEntries',
  'expression.failed': 'AttributeValidationFailed',
  'value.notUnique': 'EntryConflict',
  'members.lost': 'UnprocessableEntity',
  'members.restored': undefined,
  'member.unknown': undefined,
  'member.notInGroup': undefined,
  'value.storedDifferently': undefined,
  'value.oldKept': undefined,
  'account.stillActive': 'UnprocessableEntity',
  'account.stillDisabled': 'UnprocessableEntity',
  'object.stillThere': 'UnprocessableEntity',
  'value.notReadBack': undefined,
  'link.notSaved': undefined,
  membersMissing: undefined,
  RedundantExport: 'RedundantExport',
  NotEffectivelyEntitled: 'NotEffectivelyEntitled',
  AttributeValidationFailed: 'AttributeValidationFailed',
  ImportSkipped: 'ImportSkipped',
  CreateDisabled: 'EntrySynchronizationSkipped',
  UpdateDisabled: 'EntrySynchronizationSkipped',
  OutOfScopeDeletionsSkipped: 'EntrySynchronizationSkipped',
  NeverManaged: 'NotEffectivelyEntitled',
  NothingToDisable: 'EntrySynchronizationSkipped',
  ObjectFiltered: 'EntrySynchronizationSkipped',
  Declined: undefined,
};

/** Where the same reason has another name. An unknown source object is no lost link. */
const byStep: Partial<Record<StepId, Partial<Record<ReasonCode, string>>>> = {
  test: {
    'credentials.rejected': scim('InvalidCredentials'),
    // A system that we are not let into has no objects yet that could be gone.
    'object.notFound': scim('ServiceIncompatible'),
  },
  import: { 'object.notFound': 'EntryNotFound', 'object.ambiguous': 'DuplicateSourceEntries' },
};

/** Names that stand for one status or one SCIM error type of a refusal (RFC 7644 section 3.12). */
const bySystemCode: readonly (readonly [RegExp, string])[] = [
  [/^405\b/, 'MethodNotAllowed'],
  [/^501\b/, 'NotImplemented'],
  [/\b(invalidPath|noTarget)$/i, 'SchemaAttributeNotFound'],
];
const refusals: ReadonlySet<ReasonCode> = new Set(['configuration.invalid', 'attribute.rejected']);

export type Circumstances = {
  readonly step?: StepId;
  /** What the system said in its own words: "405", "400 invalidPath". */
  readonly systemCode?: string;
};

/** The service's name for a reason; undefined where the service has none. */
export function serviceCode(
  reason: ReasonCode,
  { step, systemCode = '' }: Circumstances = {},
): string | undefined {
  const said = refusals.has(reason)
    ? bySystemCode.find(([pattern]) => pattern.test(systemCode))?.[1]
    : undefined;
  return said ?? (step === undefined ? undefined : byStep[step]?.[reason]) ?? serviceCodes[reason];
}

/** Who has to act: `NonServiceFailure` is a matter of source, target or configuration. */
export function errorCategory(ending: RunEnding): StatusInfo['errorCategory'] {
  switch (ending) {
    case 'succeeded':
    case 'redundant':
    case 'skipped':
    case 'warned':
      return undefined;
    case 'outcomeUnknown':
      return 'Failure';
    default:
      return 'NonServiceFailure';
  }
}
