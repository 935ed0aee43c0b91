import { plainAttribute } from '../../../src/domain/schema/plain-attribute.ts';
import type { AttributeDefinition } from '../../../src/domain/schema/types.ts';
import type { Selection } from '../../../src/engine/port.ts';
import { CORE_GROUP_URN, ENTERPRISE_USER_URN } from '../../../src/protocols/scim/urns.ts';

/** A definition as Microsoft's default schema for SCIM apps has it; a test names only what matters to it. */
export function define(name: string, special: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return { ...plainAttribute(name), ...special };
}

export const MANAGER = `${ENTERPRISE_USER_URN}:manager`;
export const DEPARTMENT = `${ENTERPRISE_USER_URN}:department`;
export const WORK_MAIL = 'emails[type eq "work"].value';

export const userSelection: Selection = {
  objectType: ENTERPRISE_USER_URN,
  attributes: [
    define('id', { anchor: true, mutability: 'ReadOnly', caseExact: true }),
    define('userName', { required: true }),
    define('active', { type: 'Boolean' }),
    define('displayName'),
    define('title'),
    define('name.givenName'),
    define(WORK_MAIL),
    define('externalId', { caseExact: true }),
    define(DEPARTMENT),
    define(MANAGER, { type: 'Reference' }),
  ],
};

export const members: AttributeDefinition = define('members', { type: 'Reference', multivalued: true });

export const groupSelection: Selection = {
  objectType: CORE_GROUP_URN,
  attributes: [
    define('id', { anchor: true, mutability: 'ReadOnly' }),
    define('displayName'),
    define('externalId'),
    members,
  ],
};

export function attributeOf(selection: Selection, name: string): AttributeDefinition {
  return selection.attributes.find((definition) => definition.name === name) ?? define(name);
}
