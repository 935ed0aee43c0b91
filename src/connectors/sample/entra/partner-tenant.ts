import { randomUUID } from 'node:crypto';
import { type Attributes, displayText } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Request } from '../store/exchange.ts';
import { bodyOf, tenantRequests } from './tenant-requests.ts';
import { isSoftDeleted, type TenantRules } from './tenant-target.ts';

const DOMAIN = 'meridian.example';

const principalName = (attributes: Attributes): string =>
  displayText(attributes.get('userPrincipalName')) ?? '';

/** `ada@home.example` becomes `ada_home.example#EXT#@` and the inviting tenant's domain. */
function externalName(name: string): string {
  return name.includes('#EXT#') ? name : `${name.replace('@', '_')}#EXT#@${DOMAIN}`;
}

/** The address that is invited, read back from the external name: its last underscore stands for the @. */
function invitedAddress(name: string): string {
  const home = externalName(name).split('#EXT#')[0] ?? '';
  const at = home.lastIndexOf('_');
  return at < 0 ? home : `${home.slice(0, at)}@${home.slice(at + 1)}`;
}

function refusedInvitation(attributes: Attributes): Failure | undefined {
  if (principalName(attributes) === '') {
    const message = 'Nobody can be invited without a user principal name.';
    return {
      code: 'attribute.rejected',
      message,
      attributes: ['userPrincipalName'],
      systemCode: 'InvitationCreationFailure',
    };
  }
  const userType = displayText(attributes.get('userType')) ?? 'Guest';
  if (userType === 'Member' || userType === 'Guest') return undefined;
  const message = `userType ${userType} is neither Member nor Guest.`;
  return {
    code: 'attribute.rejected',
    message,
    attributes: ['userType'],
    systemCode: 'InvitationCreationFailureInvalidPropertyValue',
  };
}

/** What a B2B invitation makes of a draft: an external name, a type, and the mark where the user came from. */
function invited(attributes: Attributes): Result<Attributes, Failure> {
  const refused = refusedInvitation(attributes);
  if (refused !== undefined) return fail(refused);
  const name = externalName(principalName(attributes));
  const defaults: Attributes = new Map<string, string | boolean>([
    ['userType', 'Guest'],
    ['mail', invitedAddress(name)],
    ['accountEnabled', true],
    ['IsSoftDeleted', false],
  ]);
  return ok(
    new Map([...defaults, ...attributes, ['userPrincipalName', name], ['creationType', 'Invitation']]),
  );
}

function updated(before: Attributes, wanted: Attributes): Result<Attributes, Failure> {
  if (!isSoftDeleted(before) || isSoftDeleted(wanted)) return ok(wanted);
  return fail({
    code: 'precondition.failed',
    message:
      'The user is soft-deleted in the target tenant, and provisioning on demand does not restore users.',
    systemCode: '404 Request_ResourceNotFound',
  });
}

function inviteRequests(attributes: Attributes): readonly Request[] {
  const invitation = {
    invitedUserEmailAddress: invitedAddress(principalName(attributes)),
    invitedUserDisplayName: displayText(attributes.get('displayName')),
    invitedUserType: displayText(attributes.get('userType')) ?? 'Guest',
    inviteRedirectUrl: 'https://myapplications.microsoft.com',
    sendInvitationMessage: false,
  };
  const rest = new Map([...attributes].filter(([name]) => !['userPrincipalName', 'userType'].includes(name)));
  return [
    { request: 'POST /invitations', requestBody: JSON.stringify(invitation, undefined, 2) },
    { request: 'PATCH /users/{id of the invited user}', requestBody: bodyOf(rest) },
  ];
}

/**
 * The tenant that cross-tenant synchronization fills: users are invited, not made.
 * Source: entra-docs `cross-tenant-synchronization-overview`, Graph v1.0 reference `invitation-post`.
 */
export const partnerTenantRules: TenantRules = {
  identity: { name: 'Azure Active Directory (target tenant)', place: `${DOMAIN} (sample tenant)` },
  anchor: 'objectId',
  newId: randomUUID,
  created: invited,
  updated,
  unique: ['alternativeSecurityIds', 'userPrincipalName'],
  requestsOf: (write) => tenantRequests(write, inviteRequests),
};
