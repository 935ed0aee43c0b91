import {
  company,
  companyNameOf,
  type Json,
  type Overrides,
  type Person,
  type SystemName,
  widOf,
} from './person.ts';
import { guidOf, hexOf } from './random.ts';

export type Attributes = { readonly [attribute: string]: Json };
export type StoredObject = {
  readonly id: string;
  readonly type: string;
  readonly story?: string;
  readonly attributes: Attributes;
};

/** Finds the person behind a manager's key, and only where that manager exists in the system that asks. */
export type Colleague = (key: string | undefined, system: SystemName) => Person | undefined;

export const entraId = (person: Person): string => guidOf(`entra:${person.key}`);
export const saasId = (person: Person): string => guidOf(`saas:${person.key}`);
export const partnerId = (person: Person): string => guidOf(`partner:${person.key}`);
const personUuid = (person: Person): string => hexOf(`successfactors:${person.key}`, 32).toUpperCase();

export const upnOf = (person: Person): string => `${person.alias}@${company.domain}`;
export const phoneOf = (person: Person): string =>
  `${person.office.phone}${String(person.number % 100).padStart(2, '0')}`;
const mobileOf = (person: Person): string =>
  `${person.office.phone}${String((person.number * 7) % 100).padStart(2, '0')}9`;
export const mailOf = (person: Person): string => upnOf(person);
const netIdOf = (person: Person): string => `1003${hexOf(`netid:${person.key}`, 12).toUpperCase()}`;
const placeOf = (person: Person): string =>
  `${person.office.city} ${(person.number % 9) + 1}-${100 + (person.number % 60)}`;

/** The facts with the overrides of one system applied; null and absent values leave no attribute behind. */
export function withOverrides(
  base: { readonly [name: string]: Json | undefined },
  overrides: Overrides | undefined,
): Attributes {
  const merged = Object.entries({ ...base, ...overrides });
  return Object.fromEntries(
    merged.flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, value]])),
  );
}

const storyOf = (person: Person): { readonly story?: string } =>
  person.story === undefined ? {} : { story: person.story };

export function entraUser(person: Person, colleague: Colleague): StoredObject {
  const manager = colleague(person.manager, 'entra');
  const onPremises = person.in['active-directory'] !== undefined;
  const base = {
    accountEnabled: true,
    userPrincipalName: upnOf(person),
    displayName: person.display,
    givenName: person.given,
    surname: person.surname,
    mail: mailOf(person),
    mailNickname: person.alias,
    jobTitle: person.title,
    department: person.department,
    companyName: companyNameOf(person.office),
    employeeId: person.employeeId,
    streetAddress: person.office.street,
    city: person.office.city,
    state: person.office.region,
    postalCode: person.office.postalCode,
    country: person.office.country,
    physicalDeliveryOfficeName: placeOf(person),
    preferredLanguage: person.office.language,
    telephoneNumber: phoneOf(person),
    mobile: person.number % 2 === 0 ? mobileOf(person) : undefined,
    manager: manager === undefined ? undefined : entraId(manager),
    userType: 'Member',
    dirSyncEnabled: onPremises,
    onPremisesUserPrincipalName: onPremises ? upnOf(person) : undefined,
    netId: netIdOf(person),
  };
  return {
    id: entraId(person),
    type: 'User',
    ...storyOf(person),
    attributes: withOverrides(base, person.in.entra),
  };
}

/** What a worker looks like on the hire date; "=manager" stands for the WID of the person's manager. */
function asOfHire(person: Person, wanted: Json | undefined): Json | undefined {
  if (wanted === undefined || person.manager === undefined) return wanted;
  return JSON.parse(
    JSON.stringify(wanted).replace('"=manager"', JSON.stringify(widOf(person.manager))),
  ) as Json;
}

/** The profile's own facts stand beside the attributes, not among them. */
export function workdayWorker(person: Person, colleague: Colleague): StoredObject & Attributes {
  const manager = colleague(person.manager, 'workday');
  const { profile, hireDate, asOfHireDate, ...overrides } = person.in.workday ?? {};
  const base = {
    WorkerID: person.employeeId,
    UserID: person.samAccountName,
    Active: '1',
    FirstName: person.given,
    LastName: person.surname,
    PreferredNameData: person.display,
    Company: companyNameOf(person.office),
    SupervisoryOrganization: person.department,
    ManagerReference: manager === undefined ? undefined : widOf(manager.key),
    BusinessTitle: person.title,
    AddressLineData: person.office.street,
    Municipality: person.office.city,
    CountryReferenceTwoLetter: person.office.twoLetter,
    CountryRegionReference: person.office.region,
    WorkSpaceReference: placeOf(person),
    PostalCode: person.office.postalCode,
    PrimaryWorkTelephone: phoneOf(person),
    LocalReference: person.office.language.replace('-', '_'),
  };
  return {
    id: widOf(person.key),
    type: 'Worker',
    ...storyOf(person),
    ...withOverrides({ profile, hireDate, asOfHireDate: asOfHire(person, asOfHireDate) }, {}),
    attributes: withOverrides(base, overrides),
  };
}

export function successFactorsPerson(person: Person, colleague: Colleague): StoredObject & Attributes {
  const manager = colleague(person.manager, 'successfactors');
  const { startDate, asOfStartDate, employments, withoutTerminationInfo, ...overrides } =
    person.in.successfactors ?? {};
  const base = {
    personIdExternal: person.employeeId,
    displayName: person.display,
    firstName: person.given,
    lastName: person.surname,
    addressLine1: person.office.street,
    city: person.office.city,
    country: person.office.country,
    state: person.office.region,
    username: person.samAccountName,
    zipCode: person.office.postalCode,
    emailAddress: mailOf(person),
    jobTitle: person.title,
    managerId: manager === undefined ? undefined : manager.employeeId,
    twoCharCountryCode: person.office.twoLetter,
    department: person.department,
    division: companyNameOf(person.office),
    officeLocationAddress: person.office.street,
    officeLocationZipCode: person.office.postalCode,
    emplStatus: 'A',
    activeEmploymentsCount: '1',
  };
  return {
    id: personUuid(person),
    type: 'User',
    ...storyOf(person),
    ...withOverrides({ startDate, asOfStartDate, employments, withoutTerminationInfo }, {}),
    attributes: withOverrides(base, overrides),
  };
}

/** What cross-tenant synchronization has made of the person before. */
export function partnerUser(person: Person, colleague: Colleague): StoredObject {
  const manager = colleague(person.manager, 'tenant2');
  const { attributes: held } = entraUser(person, colleague);
  const copied = [
    'accountEnabled',
    'streetAddress',
    'city',
    'state',
    'postalCode',
    'country',
    'department',
    'employeeId',
    'displayName',
    'givenName',
    'surname',
    'jobTitle',
    'mailNickname',
    'physicalDeliveryOfficeName',
    'preferredLanguage',
    'telephoneNumber',
    'mobile',
    'mail',
  ] as const;
  const base = {
    ...Object.fromEntries(copied.map((name) => [name, held[name]])),
    alternativeSecurityIds: [netIdOf(person)],
    IsSoftDeleted: false,
    userPrincipalName: `${upnOf(person).replace('@', '_')}#EXT#@meridian.example`,
    userType: 'Member',
    creationType: 'Invitation',
    showInAddressList: true,
    manager: manager === undefined ? undefined : partnerId(manager),
  };
  return {
    id: partnerId(person),
    type: 'User',
    ...storyOf(person),
    attributes: withOverrides(base, person.in['tenant2']),
  };
}
