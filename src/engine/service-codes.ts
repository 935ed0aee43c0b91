import type { ReasonCode, RunEnding, StatusInfo, StepId } from './record.ts';

/**
 * Our reasons in the vocabulary of the service's provisioning logs, so that `statusInfo.errorCode` can be looked up in
 * its documentation. Source: entra-docs `howto-analyze-provisioning-logs` (error codes) and `provision-on-demand`.
 */
const serviceCodes: Record<ReasonCode, string | undefined> = {
  'configuration.invalid': 'InvalidConfiguration',
  'connection.refused': 'WebExceptionProtocolError',
  'connection.lost': 'WebExceptionProtocolError',
  'credentials.rejected': 'SystemForCrossDomainIdentityManagementInvalidCredentials',
  'permission.denied': 'InsufficientRights',
  'object.notFound': 'InvalidAnchor',
  'object.duplicate': 'EntryConflict',
  'object.ambiguous': 'DuplicateSourceEntries',
  'attribute.rejected': 'UnprocessableEntity',
  'container.missing': 'UnprocessableEntity',
  'filter.unsupported': 'SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering',
  'answer.unreadable': 'SystemForCrossDomainIdentityManagementServiceIncompatible',
  'precondition.failed': 'UnprocessableEntity',
  throttled: 'TooManyRequests',
  timeout: 'Timeout',
  cancelled: undefined,
  'outcome.unknown': 'Timeout',
  'scope.invalid': 'InvalidScopingFilter',
  'match.ambiguous': 'DuplicateTargetEntries',
  'expression.failed': 'AttributeValidationFailed',
  'value.notUnique': 'EntryConflict',
  'members.lost': 'UnprocessableEntity',
  'member.unknown': undefined,
  'member.notInGroup': undefined,
  'value.storedDifferently': undefined,
  'value.notReadBack': undefined,
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

/** The service's name for a reason; undefined where the service has none. An unknown source object is no lost link. */
export function serviceCode(reason: ReasonCode, step?: StepId): string | undefined {
  return step === 'import' && reason === 'object.notFound' ? 'EntryNotFound' : serviceCodes[reason];
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
