import { asRef } from '../../../domain/model/entry.ts';
import type { Listing } from '../../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Member, Op, Source } from '../../../engine/port.ts';
import { exchanged } from '../store/exchange.ts';
import { type FieldNames, listingOf } from '../store/listing.ts';
import type { StoredObject } from '../store/records.ts';
import { hasDisabledFlag } from './ad-encodings.ts';
import { adEntry } from './ad-entry.ts';
import { dnOf, type Forest, type ForestStore, forestPlace, nearestContainer } from './ad-forest.ts';
import { dnKey, parseDn } from './distinguished-name.ts';

const fieldNames: FieldNames = [
  ['displayName', 'displayName'],
  ['givenName', 'givenName'],
  ['surname', 'sn'],
  ['samAccountName', 'sAMAccountName'],
  ['userPrincipalName', 'userPrincipalName'],
  ['mail', 'mail'],
  ['employeeId', 'employeeID'],
  ['description', 'description'],
];

const isDisabled = ({ attributes }: StoredObject): boolean => {
  const control = attributes.get('userAccountControl');
  return typeof control === 'number' && hasDisabledFlag(control);
};

function listing(object: StoredObject): Listing {
  const dn = dnOf(object);
  return listingOf(object, {
    kind: object.type === 'group' ? 'group' : 'user',
    id: dn,
    names: fieldNames,
    extra: [
      { field: 'distinguishedName', value: dn },
      { field: 'objectId', value: object.id },
    ],
    note: isDisabled(object) ? 'disabled' : undefined,
  });
}

function notFound(forest: Forest, id: string): Failure {
  const message = `No object of the forest has the distinguished name ${id}.`;
  const base = { code: 'object.notFound', systemCode: '32 noSuchObject 0000208D' } as const;
  if (parseDn(id) === undefined) return { ...base, message: `${id} is no distinguished name.` };
  const nearest = nearestContainer(forest, id);
  const where =
    nearest === undefined ? 'It is outside the forest.' : `The deepest parent that exists is ${nearest}.`;
  return { ...base, message: `${message} ${where}` };
}

/** By distinguished name in any spelling, or by objectGUID. */
function lookUp(forest: Forest, id: string): Result<StoredObject, Failure> {
  const found = forest.objects.get(id.toLowerCase()) ?? forest.byDn.get(dnKey(id));
  return found === undefined ? fail(notFound(forest, id)) : ok(found);
}

const byName = (a: Listing, b: Listing): number => a.displayName.localeCompare(b.displayName);

/** The sample forest as a source, for AD cloud sync. What is picked and typed is the distinguished name. */
export function createAdSource(store: ForestStore): Source {
  const members = (groupId: string, op: Op): Answer<readonly Member[]> =>
    exchanged(op, { request: `search base ${groupId} scope base, attribute member` }, async () => {
      const forest = await store.read();
      const group = lookUp(forest, groupId);
      if (!group.ok) return group;
      const dns = group.value.attributes.get('member');
      const objects = (Array.isArray(dns) ? dns : []).flatMap(
        (dn) => forest.byDn.get(dnKey(String(dn))) ?? [],
      );
      const value = objects
        .map((object) => ({ object, shown: listing(object) }))
        .map(
          ({ object, shown }): Member => ({
            ...shown,
            ref: asRef(object.id),
            selectable: object.type === 'user' && !isDisabled(object),
          }),
        );
      return ok({ value: value.toSorted(byName), answer: `success, ${value.length} values` });
    });

  return {
    identity: { name: 'Active Directory', place: forestPlace },
    finding: 'whole-index',
    test: (op) =>
      exchanged(op, { request: 'search base "" scope base (rootDSE)' }, async () => {
        await store.read();
        return ok({ value: undefined, answer: 'success, 1 entry' });
      }),
    read: ({ selection, id }, op) =>
      exchanged(op, { request: `search base ${id} scope base` }, async () => {
        const forest = await store.read();
        const found = lookUp(forest, id);
        if (!found.ok) return found;
        if (found.value.type !== selection.objectType.toLowerCase()) return fail(notFound(forest, id));
        const entry = adEntry(forest, found.value, selection);
        return ok({ value: { entry, notes: [] }, answer: 'success, 1 entry', answerBody: dnOf(found.value) });
      }),
    list: (kind, op) =>
      exchanged(op, { request: `search subtree, every ${kind}` }, async () => {
        const { objects } = await store.read();
        const value = [...objects.values()].map(listing).filter((one) => one.kind === kind);
        return ok({ value: value.toSorted(byName), answer: `success, ${value.length} entries` });
      }),
    members,
  };
}
