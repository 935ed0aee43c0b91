import {
  attribute,
  complex,
  listAttribute,
  reference,
  type SchemaAttribute,
  textAttributes,
} from './schema-attribute.ts';
import { CORE_GROUP_URN, CORE_USER_URN, ENTERPRISE_USER_URN } from './urns.ts';

export type SchemaDefinition = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly SchemaAttribute[];
};

const readOnly = { mutability: 'readOnly' } as const;

/** What every resource has; not part of any published schema (RFC 7643 section 3.1). */
export const commonAttributes: readonly SchemaAttribute[] = [
  attribute('schemas', {
    multiValued: true,
    required: true,
    caseExact: true,
    returned: 'always',
    ...readOnly,
  }),
  attribute('id', { caseExact: true, returned: 'always', uniqueness: 'server', ...readOnly }),
  attribute('externalId', { caseExact: true }),
  complex(
    'meta',
    [
      attribute('resourceType', { caseExact: true, ...readOnly }),
      attribute('created', { type: 'dateTime', ...readOnly }),
      attribute('lastModified', { type: 'dateTime', ...readOnly }),
      reference('location', ['uri'], readOnly),
      attribute('version', { caseExact: true, ...readOnly }),
    ],
    readOnly,
  ),
];

const name = complex(
  'name',
  textAttributes('formatted familyName givenName middleName honorificPrefix honorificSuffix'),
);

const addresses = complex(
  'addresses',
  [
    ...textAttributes('formatted streetAddress locality region postalCode country'),
    attribute('type', { canonicalValues: ['work', 'home', 'other'] }),
    attribute('primary', { type: 'boolean' }),
  ],
  { multiValued: true },
);

const groupsOfUser = complex(
  'groups',
  [
    attribute('value', { caseExact: true, ...readOnly }),
    reference('$ref', ['Group'], readOnly),
    attribute('display', readOnly),
    attribute('type', { canonicalValues: ['direct', 'indirect'], ...readOnly }),
  ],
  { multiValued: true, ...readOnly },
);

/** RFC 7643 section 4.1. */
export const userSchema: SchemaDefinition = {
  id: CORE_USER_URN,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', { required: true, uniqueness: 'server' }),
    name,
    ...textAttributes('displayName nickName'),
    reference('profileUrl', ['external']),
    ...textAttributes('title userType preferredLanguage locale timezone'),
    attribute('active', { type: 'boolean' }),
    attribute('password', { mutability: 'writeOnly', returned: 'never', caseExact: true }),
    listAttribute('emails', 'work home other'),
    listAttribute('phoneNumbers', 'work home mobile fax pager other'),
    listAttribute('ims', 'aim gtalk icq xmpp msn skype qq yahoo'),
    listAttribute('photos', 'photo thumbnail', {
      type: 'reference',
      referenceTypes: ['external'],
      caseExact: true,
    }),
    addresses,
    groupsOfUser,
    listAttribute('entitlements', ''),
    listAttribute('roles', ''),
    listAttribute('x509Certificates', '', { type: 'binary', caseExact: true }),
  ],
};

const immutable = { mutability: 'immutable' } as const;

/** RFC 7643 section 4.2; `displayName` is unique, as Entra asks of a target. */
export const groupSchema: SchemaDefinition = {
  id: CORE_GROUP_URN,
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute('displayName', { required: true, uniqueness: 'server' }),
    complex(
      'members',
      [
        attribute('value', { caseExact: true, ...immutable }),
        reference('$ref', ['User', 'Group'], immutable),
        attribute('display', readOnly),
        attribute('type', { canonicalValues: ['User', 'Group'], ...immutable }),
      ],
      { multiValued: true },
    ),
  ],
};

/** RFC 7643 section 4.3. */
export const enterpriseUserSchema: SchemaDefinition = {
  id: ENTERPRISE_USER_URN,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    ...textAttributes('employeeNumber costCenter organization division department'),
    complex('manager', [
      attribute('value', { caseExact: true }),
      reference('$ref', ['User']),
      attribute('displayName', readOnly),
    ]),
  ],
};

export const builtInSchemas: readonly SchemaDefinition[] = [userSchema, groupSchema, enterpriseUserSchema];
