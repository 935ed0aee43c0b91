import { guidBase64 } from '../../../src/connectors/sample/ad/ad-encodings.ts';
import { childDn } from '../../../src/connectors/sample/ad/distinguished-name.ts';
import {
  type Colleague,
  mailOf,
  phoneOf,
  type StoredObject,
  successFactorsPerson,
  upnOf,
  withOverrides,
  workdayWorker,
} from './facets.ts';
import { company, type Json, type Person } from './person.ts';
import { guidOf } from './random.ts';

export const adId = (person: Person): string => guidOf(`active-directory:${person.key}`);
export const cloudAnchor = (person: Person): string => `User_${guidOf(`cloud:${person.key}`)}`;

/** The organizational units of the forest. There is deliberately none for Seattle. */
export const containers = [
  `OU=Users,${company.forest}`,
  ...['Dallas', 'Austin', 'London'].map((city) => `OU=${city},OU=Users,${company.forest}`),
  `OU=Default Users,${company.forest}`,
  `OU=Groups,${company.forest}`,
  `OU=Cloud Groups,OU=Groups,${company.forest}`,
] as const;

/** The same rule as the Workday schema's mapping to parentDistinguishedName; SuccessFactors uses one container. */
function parentOf(person: Person): string {
  const { city, hr } = person.office;
  if (hr === 'successfactors') return `OU=Users,${company.forest}`;
  return ['Dallas', 'Austin', 'London'].includes(city)
    ? `OU=${city},OU=Users,${company.forest}`
    : `OU=Default Users,${company.forest}`;
}

/** S-1-5-21-3623811015-3361044348-30300820-RID as the base64 of its bytes. */
export function sidOf(rid: number): string {
  const bytes = Buffer.alloc(28);
  bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
  [21, 3623811015, 3361044348, 30300820, rid].forEach((part, index) => {
    bytes.writeUInt32LE(part, 8 + index * 4);
  });
  return bytes.toString('base64');
}

/** What the HR mapping of the person's company writes into AD. */
function fromHr(person: Person, colleague: Colleague): { readonly [name: string]: Json | undefined } {
  if (person.office.hr === 'successfactors') {
    const { attributes: held } = successFactorsPerson(person, colleague);
    return {
      title: held['jobTitle'],
      l: held['city'],
      co: held['country'],
      st: held['state'],
      c: held['twoCharCountryCode'],
      department: held['department'],
      company: held['division'],
      streetAddress: held['officeLocationAddress'],
      postalCode: held['officeLocationZipCode'],
    };
  }
  const { attributes: held } = workdayWorker(person, colleague);
  return {
    title: held['BusinessTitle'],
    l: held['Municipality'],
    co: held['CountryReferenceTwoLetter'],
    c: held['CountryReferenceTwoLetter'],
    st: held['CountryRegionReference'],
    department: held['SupervisoryOrganization'],
    company: held['Company'],
    streetAddress: held['AddressLineData'],
    physicalDeliveryOfficeName: held['WorkSpaceReference'],
    postalCode: held['PostalCode'],
    telephoneNumber: held['PrimaryWorkTelephone'],
    preferredLanguage: held['LocalReference'],
  };
}

/** Two people of one name in one organizational unit cannot share a cn; the later one carries the number. */
const commonName = (person: Person): string =>
  /\d$/.test(person.alias) ? `${person.display} (${person.employeeId})` : person.display;

export function adUser(person: Person, colleague: Colleague): StoredObject {
  const manager = colleague(person.manager, 'active-directory');
  const base = {
    cn: commonName(person),
    parentDistinguishedName: parentOf(person),
    sAMAccountName: person.samAccountName,
    userPrincipalName: upnOf(person),
    employeeID: person.employeeId,
    userAccountControl: 512,
    displayName: person.display,
    givenName: person.given,
    sn: person.surname,
    mail: mailOf(person),
    mailNickname: person.alias,
    proxyAddresses: [`SMTP:${mailOf(person)}`],
    telephoneNumber: phoneOf(person),
    countryCode: person.office.numeric,
    ...fromHr(person, colleague),
    manager: manager === undefined ? undefined : adDn(manager, colleague),
    objectSid: sidOf(1100 + person.number),
    pwdLastSet: String(133_800_000_000_000_000n + BigInt(person.number) * 864_000_000_000n),
  };
  const story = person.story === undefined ? {} : { story: person.story };
  return {
    id: adId(person),
    type: 'user',
    ...story,
    attributes: withOverrides(base, person.in['active-directory']),
  };
}

/** Where the person's account stands. The manager's own manager does not matter for it. */
export function adDn(person: Person, colleague: Colleague): string {
  const { manager: _unused, ...alone } = person;
  const { cn, parentDistinguishedName: parent } = adUser(alone, colleague).attributes;
  return childDn('CN', String(cn), String(parent));
}

const copies = {
  UserPrincipalName: 'userPrincipalName',
  Alias: 'mailNickname',
  CommonName: 'cn',
  DisplayName: 'displayName',
  GivenName: 'givenName',
  Surname: 'sn',
  City: 'l',
  State: 'st',
  StreetAddress: 'streetAddress',
  PostalCode: 'postalCode',
  Country: 'co',
  CountryCode: 'countryCode',
  CountryLetterCode: 'c',
  Mail: 'mail',
  ProxyAddresses: 'proxyAddresses',
  LastPasswordChangeTimestamp: 'pwdLastSet',
  OnPremiseSecurityIdentifier: 'objectSid',
  OnPremisesSamAccountName: 'sAMAccountName',
  OnPremisesUserPrincipalName: 'userPrincipalName',
} as const;

/** What cloud sync has made of the AD account before. */
export function cloudUser(person: Person, colleague: Colleague): StoredObject {
  const { attributes: held } = adUser(person, colleague);
  const manager = colleague(person.manager, 'cloud-entra');
  const base = {
    ...Object.fromEntries(Object.entries(copies).map(([cloud, onPremises]) => [cloud, held[onPremises]])),
    SourceAnchorBinary: guidBase64(adId(person)),
    AccountEnabled: true,
    OnPremisesDistinguishedName: adDn(person, colleague),
    Manager: manager === undefined ? undefined : cloudAnchor(manager),
  };
  return { id: cloudAnchor(person), type: 'User', attributes: withOverrides(base, person.in['cloud-entra']) };
}
