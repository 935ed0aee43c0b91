import type { AppKind } from '../../../domain/model/app.ts';
import type { SearchField, SubjectKind } from '../../../domain/model/subject.ts';
import { type Scalar, scalarText } from '../../../domain/model/value.ts';
import type { FileRecord } from '../formats/record.ts';

/** Under which names the sources of an app kind keep what every file of people has. */
type Facts = {
  /** Where the immutable id may stand, unless the workspace names its attribute. */
  readonly anchors: readonly string[];
  /** What else is unique and can be typed: `exactIds` of `traitsOf`. */
  readonly ids: readonly string[];
  /** Which of them a list shows, and a run is started with; else the immutable id. */
  readonly shownId?: string;
  /** Attributes by search field, most telling one first. */
  readonly fields: readonly (readonly [SearchField, string])[];
  /** Why this person is not active any more; undefined for everybody else. */
  readonly inactive: (record: FileRecord) => string | undefined;
  /** HR systems keep the earlier employment of somebody who was hired again under the same id: the active one counts. */
  readonly activeCounts: boolean;
};

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The first value as text: `True` for a boolean. Undefined for none, an empty one and a nested object. */
export function listingText(record: FileRecord, attribute: string): string | undefined {
  const value = record.get(attribute);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first === '' ? undefined : first;
  return isScalar(first) ? scalarText(first) : undefined;
}

const says = (record: FileRecord, attribute: string, ...words: readonly string[]): boolean =>
  words.includes(listingText(record, attribute)?.toLowerCase() ?? '');

const yes = ['true', '1'] as const;
const no = ['false', '0'] as const;

const entra: Facts = {
  anchors: ['objectId', 'id'],
  ids: ['userPrincipalName'],
  fields: [
    ['displayName', 'displayName'],
    ['givenName', 'givenName'],
    ['surname', 'surname'],
    ['userPrincipalName', 'userPrincipalName'],
    ['mail', 'mail'],
    ['employeeId', 'employeeId'],
    ['description', 'description'],
  ],
  inactive: (record) => {
    if (says(record, 'IsSoftDeleted', ...yes)) return 'deleted in the source';
    return says(record, 'accountEnabled', ...no) ? 'disabled in the source' : undefined;
  },
  activeCounts: false,
};

/** The bit ACCOUNTDISABLE of userAccountControl ([MS-ADTS] 2.2.16). */
const ACCOUNT_DISABLED = 2;

/** What AD keeps in userAccountControl and the schema calls accountDisabled; undefined when the file says neither. */
export function isListedDisabled(record: FileRecord): boolean | undefined {
  if (listingText(record, 'accountDisabled') !== undefined) return says(record, 'accountDisabled', ...yes);
  const control = listingText(record, 'userAccountControl');
  return control === undefined ? undefined : (Number(control) & ACCOUNT_DISABLED) !== 0;
}

const activeDirectory: Facts = {
  anchors: ['objectGUID'],
  ids: ['distinguishedName'],
  shownId: 'distinguishedName',
  fields: [
    ['displayName', 'displayName'],
    ['givenName', 'givenName'],
    ['surname', 'sn'],
    ['samAccountName', 'sAMAccountName'],
    ['userPrincipalName', 'userPrincipalName'],
    ['mail', 'mail'],
    ['employeeId', 'employeeID'],
    ['distinguishedName', 'distinguishedName'],
    ['description', 'description'],
  ],
  inactive: (record) => (isListedDisabled(record) ? 'disabled' : undefined),
  activeCounts: false,
};

const workday: Facts = {
  anchors: ['WID', 'WorkerID'],
  ids: ['WorkerID', 'WID'],
  shownId: 'WorkerID',
  fields: [
    ['displayName', 'PreferredNameData'],
    ['givenName', 'FirstName'],
    ['surname', 'LastName'],
    ['workerId', 'WorkerID'],
    ['wid', 'WID'],
    ['mail', 'EmailAddress'],
  ],
  inactive: (record) => (says(record, 'Active', ...no) ? 'leaver' : undefined),
  activeCounts: true,
};

const successFactors: Facts = {
  anchors: ['perPersonUuid', 'personIdExternal'],
  ids: ['personIdExternal', 'perPersonUuid'],
  shownId: 'personIdExternal',
  fields: [
    ['displayName', 'displayName'],
    ['givenName', 'firstName'],
    ['surname', 'lastName'],
    ['personIdExternal', 'personIdExternal'],
    ['mail', 'emailAddress'],
  ],
  inactive: (record) => (says(record, 'activeEmploymentsCount', '0') ? 'leaver' : undefined),
  activeCounts: true,
};

const facts: Readonly<Record<AppKind, Facts>> = {
  'entra-to-saas': entra,
  'cross-tenant': entra,
  'entra-to-ad': entra,
  'ad-to-entra': activeDirectory,
  'workday-to-ad': workday,
  'successfactors-to-ad': successFactors,
};

export const listingFactsOf = (kind: AppKind): Facts => facts[kind];

/** Every attribute that is looked at whether the schema has it or not. */
export function listingNamesOf(kind: AppKind): readonly string[] {
  const { anchors, ids, fields } = listingFactsOf(kind);
  return [...anchors, ...ids, ...fields.map(([, attribute]) => attribute), 'userAccountControl'];
}

/** The attributes that name exactly one object: users have more of them than groups, which have no principal name. */
export const idsOf = (app: AppKind, kind: SubjectKind): readonly string[] =>
  listingFactsOf(app).ids.filter((name) => kind === 'user' || name !== 'userPrincipalName');

/** Where the immutable id stands when neither the workspace nor the anchor of the schema says it. */
export const usualAnchors = (app: AppKind): readonly string[] => listingFactsOf(app).anchors;
