import type { AttributeValue } from '../../../../src/domain/model/value.ts';
import type { Selection } from '../../../../src/engine/port.ts';
import { ENTERPRISE_USER_URN } from '../../../../src/protocols/scim/urns.ts';
import type { GroupShape, LaterAttribute, UserShape } from '../../../contract/shapes.ts';
import { DEPARTMENT, define, groupSelection, MANAGER, userSelection, WORK_MAIL } from '../definitions.ts';

const EMPLOYEE_NUMBER = `${ENTERPRISE_USER_URN}:employeeNumber`;
const OTHER_MAIL = 'emails[type eq "other"].value';
/** An extension whose URN has dots: what cuts it at the first dot loses it. */
export const TAG = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User:tag';

const plain = (attribute: string, first: string, second: string): LaterAttribute => ({
  attribute,
  first,
  second,
});

const later: readonly LaterAttribute[] = [
  plain('name.familyName', 'Lovelace', 'King'),
  plain('nickName', 'Ada', 'Countess "A"'),
  plain('phoneNumbers[type eq "mobile"].value', '+1 555 0100', '+44 20 7946 0958'),
  plain(OTHER_MAIL, 'ada.home@example.org', 'countess@example.org'),
  plain('addresses[type eq "work"].streetAddress', '1 St. James\u2019s Square', 'Ockham Park'),
  plain(TAG, 'first', 'second'),
  {
    attribute: 'roles',
    first: [{ value: 'admin', display: 'Admin', type: 'WindowsAzureActiveDirectoryRole', primary: true }],
    second: [{ value: 'user', display: 'User', type: 'WindowsAzureActiveDirectoryRole', primary: true }],
  },
];

const selection: Selection = {
  ...userSelection,
  attributes: [
    ...userSelection.attributes,
    define(EMPLOYEE_NUMBER),
    ...later.map(({ attribute }) => define(attribute, { multivalued: attribute === 'roles' })),
  ],
};

/** The users and groups that the target contract writes into SCIM servers. */
export const user: UserShape = {
  selection,
  matching: 'userName',
  values: (number) =>
    new Map<string, AttributeValue>([
      ['userName', `Ada.${number}@contoso.com`],
      ['externalId', `external-${number}`],
      ['active', true],
      ['displayName', `Zoë "Ada" Lovelace ${number}`],
      ['title', 'Engineer'],
      ['name.givenName', 'Zoë'],
      [WORK_MAIL, `ada.${number}@contoso.com`],
      [DEPARTMENT, 'R&D'],
      [EMPLOYEE_NUMBER, `E-${number}`],
    ]),
  changeable: { attribute: 'title', to: 'Countess' },
  status: { attribute: 'active', enabled: true, disabled: false },
  reference: MANAGER,
  findable: [WORK_MAIL, 'externalId', EMPLOYEE_NUMBER],
  later,
  named: (text, number) => `${text}.${number}@contoso.com`,
  refused: { attribute: 'active', value: 'perhaps' },
  lookalike: { searched: WORK_MAIL, other: OTHER_MAIL },
};

export const group: GroupShape = {
  selection: groupSelection,
  matching: 'displayName',
  values: (number) => new Map([['displayName', `Sales ${number}`]]),
  members: 'members',
};
