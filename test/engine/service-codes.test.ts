import { describe, expect, it } from 'vitest';
import type { ReasonCode, StepId } from '../../src/engine/run/record.ts';
import { serviceCode } from '../../src/engine/service-codes.ts';

const scim = 'SystemForCrossDomainIdentityManagement';

/** The names in the service's provisioning logs, each with what makes us say it. */
const names: readonly (readonly [string, ReasonCode, StepId?, string?])[] = [
  ['EntryConflict', 'object.duplicate', 'action', '409 uniqueness'],
  ['TooManyRequests', 'throttled', 'match', '429'],
  ['InternalServerError', 'system.failed', 'match', '500'],
  ['InsufficientRights', 'permission.denied', 'action', '403'],
  ['MethodNotAllowed', 'configuration.invalid', 'action', '405'],
  ['NotImplemented', 'configuration.invalid', 'action', '501'],
  ['Unauthorized', 'credentials.rejected', 'action', '401'],
  [`${scim}InvalidCredentials`, 'credentials.rejected', 'test', '401'],
  ['UnprocessableEntity', 'attribute.rejected', 'action', '422'],
  ['SchemaAttributeNotFound', 'attribute.rejected', 'action', '400 invalidPath'],
  ['SchemaAttributeNotFound', 'attribute.rejected', 'action', '400 noTarget'],
  ['WebExceptionProtocolError', 'connection.refused', 'test'],
  ['WebExceptionProtocolError', 'certificate.untrusted', 'test'],
  ['WebExceptionProtocolError', 'connection.lost', 'match'],
  ['Timeout', 'timeout', 'match'],
  ['Timeout', 'outcome.unknown', 'action'],
  ['InvalidAnchor', 'object.notFound', 'action', '404'],
  ['EntryNotFound', 'object.notFound', 'import'],
  [`${scim}ServiceIncompatible`, 'object.notFound', 'test', '404'],
  ['DuplicateTargetEntries', 'match.ambiguous', 'match'],
  ['DuplicateSourceEntries', 'object.ambiguous', 'import'],
  [`${scim}MultipleEntriesInResponse`, 'object.ambiguous', 'match'],
  [`${scim}ServiceIncompatible`, 'answer.unreadable', 'match', '200'],
  [`${scim}ServiceIncompatibleFiltering`, 'filter.unsupported', 'match', '400 invalidFilter'],
  ['ImportSkipped', 'ImportSkipped', 'action'],
  ['EntrySynchronizationSkipped', 'CreateDisabled', 'action'],
  ['AttributeValidationFailed', 'AttributeValidationFailed', 'action'],
  ['InvalidConfiguration', 'configuration.invalid', 'test'],
];

describe('the name of the service for a reason', () => {
  it.each(names.map(([name, reason, step, systemCode]) => ({ name, reason, step, systemCode })))(
    '$name: $reason during $step, answered $systemCode',
    ({ name, reason, step, systemCode }) => {
      const about = {
        ...(step === undefined ? {} : { step }),
        ...(systemCode === undefined ? {} : { systemCode }),
      };

      expect(serviceCode(reason, about)).toBe(name);
    },
  );

  it('is not read from the words of a system where the reason says more', () => {
    expect(serviceCode('object.duplicate', { step: 'action', systemCode: '405' })).toBe('EntryConflict');
  });
});
