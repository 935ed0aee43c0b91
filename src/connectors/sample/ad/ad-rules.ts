import { texts } from '../../../domain/model/value.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { StoredObject } from '../store/records.ts';
import { adText, dnOf, type Forest, nearestContainer } from './ad-forest.ts';
import { dnKey } from './distinguished-name.ts';

/**
 * What Active Directory refuses, with the codes it answers. Upper limits are the rangeUpper of the schema (MS-ADA1 to
 * MS-ADA3), except sAMAccountName of a user, which Windows limits to 20.
 */
const limits: ReadonlyMap<string, number> = new Map([
  ['cn', 64],
  ['userPrincipalName', 1024],
  ['employeeID', 16],
  ['employeeNumber', 512],
  ['employeeType', 256],
  ['givenName', 64],
  ['sn', 64],
  ['initials', 6],
  ['company', 64],
  ['department', 64],
  ['telephoneNumber', 64],
  ['facsimileTelephoneNumber', 64],
  ['mobile', 64],
  ['title', 128],
  ['l', 128],
  ['st', 128],
  ['co', 128],
  ['c', 3],
  ['physicalDeliveryOfficeName', 128],
  ['displayName', 256],
  ['mail', 256],
  ['adminDescription', 256],
  ['description', 1024],
  ['postalCode', 40],
  ['streetAddress', 1024],
]);

const attributesWithoutLimit = [
  'parentDistinguishedName',
  'sAMAccountName',
  'userAccountControl',
  'groupType',
  'objectSid',
  'pwdLastSet',
  'manager',
  'member',
  'preferredLanguage',
  'mailNickname',
  'proxyAddresses',
  'countryCode',
  'targetAddress',
  'legacyExchangeDN',
  'mS-DS-ConsistencyGuid',
  'msDS-ExternalDirectoryObjectId',
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
];
const knownAttributes = new Set([...limits.keys(), ...attributesWithoutLimit]);

const notInAccountName = /["/\\[\]:;|=,+*?<>]/;

const limitOf = (object: StoredObject, attribute: string): number | undefined => {
  if (attribute === 'sAMAccountName') return object.type === 'user' ? 20 : 256;
  return limits.get(attribute);
};

const rejected = (attribute: string, systemCode: string, message: string): Failure => ({
  code: 'attribute.rejected',
  message,
  attributes: [attribute],
  systemCode,
});

const taken = (attribute: string, systemCode: string, message: string): Failure => ({
  code: 'object.duplicate',
  message,
  attributes: [attribute],
  systemCode,
});

function valueTrouble(object: StoredObject, attribute: string, text: string): Failure | undefined {
  if (text === '') {
    const message = `Active Directory does not take an empty value for ${attribute}.`;
    return rejected(attribute, '21 invalidAttributeSyntax', message);
  }
  const limit = limitOf(object, attribute);
  if (limit !== undefined && text.length > limit) {
    const message = `${attribute} is ${text.length} characters long; Active Directory takes ${limit}.`;
    return rejected(attribute, '19 constraintViolation CONSTRAINT_ATT_TYPE', message);
  }
  if (attribute === 'sAMAccountName' && (notInAccountName.test(text) || text.endsWith('.'))) {
    const message = `sAMAccountName ${text} holds a character that Active Directory does not take.`;
    return rejected(attribute, '80 other 00000523', message);
  }
  return undefined;
}

/** The first value of the named attributes that is unknown to the schema, empty, too long or badly written. */
function refusedValue(object: StoredObject, changed: readonly string[]): Failure | undefined {
  for (const attribute of changed) {
    if (!knownAttributes.has(attribute)) {
      const message = `${attribute} is no attribute of the Active Directory schema.`;
      return rejected(attribute, '16 noSuchAttribute 00000057', message);
    }
    const values = object.attributes.get(attribute);
    const trouble = texts(values)
      .map((text) => valueTrouble(object, attribute, text))
      .find((found) => found !== undefined);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

function missingContainer(forest: Forest, object: StoredObject): Failure | undefined {
  const parent = adText(object, 'parentDistinguishedName');
  if (forest.containers.has(dnKey(parent))) return undefined;
  const nearest = nearestContainer(forest, parent);
  const above =
    nearest === undefined ? 'It is outside the forest.' : `The deepest parent that exists is ${nearest}.`;
  return {
    code: 'container.missing',
    message: `The container ${parent} does not exist. ${above}`,
    attributes: ['parentDistinguishedName'],
    systemCode: '32 noSuchObject 0000208D',
  };
}

function duplicate(forest: Forest, object: StoredObject): Failure | undefined {
  const sibling = forest.byDn.get(dnKey(dnOf(object)));
  if (sibling !== undefined && sibling.id !== object.id) {
    const message = `The container has an object named ${adText(object, 'cn')} already.`;
    return taken('cn', '68 entryAlreadyExists 00002071', message);
  }
  const others = [...forest.objects.values()].filter(({ id }) => id !== object.id);
  const holds = (attribute: string) => {
    const wanted = adText(object, attribute).toLowerCase();
    return wanted !== '' && others.some((other) => adText(other, attribute).toLowerCase() === wanted);
  };
  if (holds('sAMAccountName')) {
    const message = `The account name ${adText(object, 'sAMAccountName')} is in use in the domain.`;
    return taken('sAMAccountName', '68 entryAlreadyExists 00000524', message);
  }
  if (holds('userPrincipalName')) {
    const message = `The user principal name ${adText(object, 'userPrincipalName')} is in use in the forest.`;
    return taken('userPrincipalName', '19 constraintViolation 000021C8', message);
  }
  return undefined;
}

/**
 * Why the forest refuses an object as it would be after a write; undefined when it takes it.
 * Only the `changed` attributes are looked at for their form, since older values are not checked again.
 */
export function adRefusal(
  forest: Forest,
  object: StoredObject,
  changed: readonly string[],
): Failure | undefined {
  return refusedValue(object, changed) ?? missingContainer(forest, object) ?? duplicate(forest, object);
}
