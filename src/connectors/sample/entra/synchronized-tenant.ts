import { randomUUID } from 'node:crypto';
import { type Attributes, displayText } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { bodyOf, tenantRequests } from './tenant-requests.ts';
import type { TenantRules } from './tenant-target.ts';

const VERIFIED_DOMAIN = 'larkspur.example';
const FALLBACK_DOMAIN = 'larkspur.onmicrosoft.example';

/** A suffix that the tenant has not verified is replaced by its initial domain. */
function withVerifiedSuffix(attributes: Attributes): Attributes {
  const name = displayText(attributes.get('UserPrincipalName'));
  if (name === undefined) return attributes;
  const [local = '', domain = ''] = name.split('@');
  const known = [VERIFIED_DOMAIN, FALLBACK_DOMAIN].includes(domain.toLowerCase());
  return known ? attributes : new Map(attributes).set('UserPrincipalName', `${local}@${FALLBACK_DOMAIN}`);
}

function created(attributes: Attributes): Result<Attributes, Failure> {
  if (attributes.has('SourceAnchorBinary')) return ok(withVerifiedSuffix(attributes));
  return fail({
    code: 'attribute.rejected',
    message: 'The tenant takes no synchronized object without its source anchor.',
    attributes: ['SourceAnchorBinary'],
    systemCode: '400 InvalidSourceAnchor',
  });
}

function updated(before: Attributes, wanted: Attributes): Result<Attributes, Failure> {
  const anchor = displayText(before.get('SourceAnchorBinary'));
  if (anchor === undefined || anchor === displayText(wanted.get('SourceAnchorBinary'))) {
    return ok(withVerifiedSuffix(wanted));
  }
  return fail({
    code: 'attribute.rejected',
    message: 'The source anchor of a synchronized object never changes.',
    attributes: ['SourceAnchorBinary'],
    systemCode: '400 InvalidSourceAnchor',
  });
}

/**
 * The tenant that AD cloud sync fills. User principal names and proxy addresses are unique in it.
 * Source: entra-docs `cloud-sync/concept-attributes`, `connect/plan-connect-userprincipalname`.
 */
export const synchronizedTenantRules: TenantRules = {
  identity: { name: 'Azure Active Directory', place: `${VERIFIED_DOMAIN} (sample tenant)` },
  anchor: 'CloudAnchor',
  newId: () => `User_${randomUUID()}`,
  created,
  updated,
  unique: ['SourceAnchorBinary', 'UserPrincipalName', 'ProxyAddresses'],
  requestsOf: (write) =>
    tenantRequests(write, (attributes) => [{ request: 'POST /users', requestBody: bodyOf(attributes) }]),
};
