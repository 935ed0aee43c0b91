import { asRef, type Ref } from '../../../domain/model/entry.ts';
import type { Listing, SubjectKind } from '../../../domain/model/subject.ts';
import { type AttributeValue, texts } from '../../../domain/model/value.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Member, Op, Source } from '../../../engine/port.ts';
import { exchanged } from '../store/exchange.ts';
import { type FieldNames, listingOf } from '../store/listing.ts';
import { overlaid } from '../store/overlay.ts';
import { assignmentsFile, type StoredObject, storedObjects, type TenantOverlay } from '../store/records.ts';
import { type SampleFile, sampleFile } from '../store/sample-file.ts';
import { selectedEntry } from '../store/selected-entry.ts';
import { type Assignments, entitlementOf } from './entra-assignments.ts';

const fieldNames: FieldNames = [
  ['displayName', 'displayName'],
  ['givenName', 'givenName'],
  ['surname', 'surname'],
  ['userPrincipalName', 'userPrincipalName'],
  ['mail', 'mail'],
  ['employeeId', 'employeeId'],
  ['description', 'description'],
];

/** The users and groups of the sample tenant, looked up by object id or user principal name. */
export type Tenant = {
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly byPrincipalName: ReadonlyMap<string, StoredObject>;
};

const lower = (value: AttributeValue | undefined): string => (texts(value)[0] ?? '').toLowerCase();

function tenantOf(objects: readonly StoredObject[]): Tenant {
  const users = objects.filter(({ type }) => type === 'User');
  return {
    objects: new Map(objects.map((object) => [object.id, object])),
    byPrincipalName: new Map(users.map((user) => [lower(user.attributes.get('userPrincipalName')), user])),
  };
}

/** Shared by all apps: one reading of the directory, renewed when the file or the overlay changes. */
export function createTenantReader(
  dataDirectory: string,
  overlay: SampleFile<TenantOverlay>,
): () => Promise<Tenant> {
  const file = sampleFile(`${dataDirectory}/systems/entra.json`, storedObjects);
  let known:
    | { readonly content: unknown; readonly overlay: TenantOverlay; readonly tenant: Tenant }
    | undefined;
  return async () => {
    const [content, changes] = await Promise.all([file.read(), overlay.read()]);
    if (known?.content !== content || known.overlay !== changes) {
      const tenant = tenantOf(overlaid(content.objects, changes.changes['entra']));
      known = { content, overlay: changes, tenant };
    }
    return known.tenant;
  };
}

const isSoftDeleted = ({ attributes }: StoredObject): boolean => attributes.get('IsSoftDeleted') === true;
const isDisabled = ({ attributes }: StoredObject): boolean => attributes.get('accountEnabled') === false;

function hiddenBecause(object: StoredObject): string | undefined {
  if (isSoftDeleted(object)) return 'deleted in the source';
  return isDisabled(object) ? 'disabled in the source' : undefined;
}

const kindOf = ({ type }: StoredObject): SubjectKind => (type === 'Group' ? 'group' : 'user');
const memberIds = (group: StoredObject): readonly string[] => texts(group.attributes.get('members'));

function noteOf(object: StoredObject): string | undefined {
  if (object.type === 'User') return object.attributes.get('userType') === 'Guest' ? 'guest' : undefined;
  const count = memberIds(object).length;
  return count === 1 ? '1 member' : `${count} members`;
}

const listing = (object: StoredObject): Listing =>
  listingOf(object, {
    kind: kindOf(object),
    id: object.id,
    names: fieldNames,
    extra: [{ field: 'objectId', value: object.id }],
    hiddenBecause: hiddenBecause(object),
    note: noteOf(object),
  });

/** IsSoftDeleted is computed; a guest's user principal name is already the one of the home tenant in the file. */
function attributeOf(object: StoredObject, name: string): AttributeValue | undefined {
  if (name === 'objectId') return object.id;
  if (name === 'IsSoftDeleted') return isSoftDeleted(object) || isDisabled(object);
  if (name === 'originalUserPrincipalName') {
    return object.attributes.get(name) ?? object.attributes.get('userPrincipalName');
  }
  const value = object.attributes.get(name);
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

const notFound = (kind: string, id: string): Failure => ({
  code: 'object.notFound',
  message: `No ${kind} of the tenant has the object id or user principal name ${id}.`,
  systemCode: '404 Request_ResourceNotFound',
});

/** Made for each list: it takes 10 ms, which a start without a list can do without. */
function byName(): (a: Listing, b: Listing) => number {
  const collator = new Intl.Collator('en');
  return (a, b) => collator.compare(a.displayName, b.displayName);
}

const path = (kind: string): string => (kind.toLowerCase() === 'group' ? '/groups' : '/users');

export type EntraSourceOptions = {
  readonly tenant: () => Promise<Tenant>;
  readonly overlay: SampleFile<TenantOverlay>;
  readonly dataDirectory: string;
  readonly appId: string;
};

/**
 * The sample company's Entra directory, as one app sees it: assignments and roles are those of `appId`.
 * Ids are object ids; a user can also be named by user principal name.
 */
export function createEntraSource({ tenant, overlay, dataDirectory, appId }: EntraSourceOptions): Source {
  const file = sampleFile(`${dataDirectory}/systems/entra-assignments.json`, assignmentsFile);

  const assignments = async (): Promise<Assignments> => {
    const [all, { unassigned }] = await Promise.all([file.read(), overlay.read()]);
    const own = new Map(Object.entries(all)).get(appId);
    return { roles: own?.roles ?? [], assignments: own?.assignments ?? [], without: unassigned[appId] ?? [] };
  };

  const find = async (id: string): Promise<StoredObject | undefined> => {
    const { objects, byPrincipalName } = await tenant();
    return objects.get(id.toLowerCase()) ?? byPrincipalName.get(id.toLowerCase());
  };

  const members = (groupId: string, op: Op): Answer<readonly Member[]> =>
    exchanged(op, { request: `GET /groups/${groupId}/members` }, async () => {
      const { objects } = await tenant();
      const group = objects.get(groupId.toLowerCase());
      if (group?.type !== 'Group') return fail(notFound('group', groupId));
      const held = memberIds(group).flatMap((id) => objects.get(id) ?? []);
      const value = held.map((object): Member => {
        const shown = listing(object);
        const note = object.type === 'Group' ? { note: 'nested group' } : {};
        const selectable = object.type === 'User' && shown.hiddenBecause === undefined;
        return { ...shown, ...note, ref: asRef(object.id), selectable };
      });
      return ok({ value: value.toSorted(byName()), answer: `200 OK, ${value.length} members` });
    });

  return {
    identity: { name: 'Azure Active Directory', place: 'larkspur.example (sample tenant)' },
    finding: 'whole-index',
    test: (op) =>
      exchanged(op, { request: 'GET /organization' }, async () => {
        await tenant();
        return ok({ value: undefined, answer: '200 OK' });
      }),
    read: ({ selection, id }, op) =>
      exchanged(op, { request: `GET ${path(selection.objectType)}/${id}` }, async () => {
        const object = await find(id);
        if (object?.type !== selection.objectType)
          return fail(notFound(selection.objectType.toLowerCase(), id));
        const entry = selectedEntry(object.id, selection, (name) => attributeOf(object, name));
        return ok({ value: { entry, notes: [] }, answer: '200 OK' });
      }),
    list: (kind, op) =>
      exchanged(op, { request: `GET ${path(kind)}` }, async () => {
        const { objects } = await tenant();
        const value = [...objects.values()].filter((object) => kindOf(object) === kind).map(listing);
        return ok({ value: value.toSorted(byName()), answer: `200 OK, ${value.length} objects` });
      }),
    members,
    entitlement: (ref: Ref, kind, op) =>
      exchanged(op, { request: `GET /servicePrincipals/${appId}/appRoleAssignedTo` }, async () => {
        const { objects } = await tenant();
        const value = entitlementOf(await assignments(), {
          id: ref,
          kind,
          groups: [...objects.values()].filter(({ type }) => type === 'Group'),
        });
        return ok({
          value,
          answer: '200 OK',
          answerBody: value.assigned ? `assigned ${value.through ?? ''}` : 'not assigned',
        });
      }),
  };
}
