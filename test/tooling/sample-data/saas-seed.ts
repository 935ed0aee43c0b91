import { type Colleague, entraUser, saasId } from './facets.ts';
import type { Json, Person } from './person.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

type Values = { readonly [name: string]: Json | undefined };

/** An element of a typed attribute, or nothing when none of its values exists (RFC 7643 section 2.4). */
function typed(type: string, values: Values): readonly Values[] {
  return Object.values(values).some((value) => value !== undefined) ? [{ ...values, type }] : [];
}

function contact(held: Values): Values {
  return {
    emails: typed('work', { value: held['mail'] }).map((item) => ({ ...item, primary: true })),
    addresses: [
      ...typed('other', { formatted: held['physicalDeliveryOfficeName'] }),
      ...typed('work', {
        streetAddress: held['streetAddress'],
        locality: held['city'],
        region: held['state'],
        postalCode: held['postalCode'],
        country: held['country'],
      }),
    ],
    phoneNumbers: [
      ...typed('work', { value: held['telephoneNumber'] }),
      ...typed('mobile', { value: held['mobile'] }),
    ],
  } as Values;
}

/**
 * The account that the first SaaS app would have made of this person; overrides replace top-level SCIM attributes.
 * `undefined` members vanish in JSON.
 */
export function saasUser(person: Person, colleague: Colleague): Values {
  const held = entraUser(person, colleague).attributes;
  const manager = colleague(person.manager, 'saas');
  const formatted = [held['givenName'], held['surname']].filter((part) => part !== undefined).join(' ');
  return {
    schemas: [core, enterprise],
    id: saasId(person),
    externalId: held['mailNickname'],
    userName: held['userPrincipalName'],
    active: true,
    displayName: held['displayName'],
    title: held['jobTitle'],
    preferredLanguage: held['preferredLanguage'],
    name: { givenName: held['givenName'], familyName: held['surname'], formatted } as unknown as Json,
    ...contact(held),
    [enterprise]: {
      employeeNumber: held['employeeId'],
      department: held['department'],
      ...(manager === undefined ? {} : { manager: { value: saasId(manager) } }),
    } as unknown as Json,
    meta: { resourceType: 'User' },
    ...person.in.saas,
  };
}
