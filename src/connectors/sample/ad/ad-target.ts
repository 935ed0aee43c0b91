import { randomBytes, randomUUID } from 'node:crypto';
import { asRef, type Entry, type Ref } from '../../../domain/model/entry.ts';
import { texts } from '../../../domain/model/value.ts';
import { comparable } from '../../../domain/planning/compare.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type {
  Draft,
  MembershipChange,
  MembershipOps,
  Op,
  Target,
  TargetQuery,
  Update,
} from '../../../engine/port.ts';
import { exchanged, exchangedTogether, unsent } from '../store/exchange.ts';
import type { StoredObject } from '../store/records.ts';
import { createdObject, linkedDns, updatedObjects, withMembers } from './ad-changes.ts';
import { adEntry, adValue } from './ad-entry.ts';
import { dnOf, type Forest, type ForestStore, forestPlace } from './ad-forest.ts';
import {
  addRequest,
  adReadRequest,
  adUpdateRequests,
  deleteRequest,
  membersRequest,
  requestsOf,
  searchRequest,
} from './ad-requests.ts';

const gone = (ref: string): Failure => ({
  code: 'object.notFound',
  message: `No object of the forest has the GUID ${ref}.`,
  systemCode: '32 noSuchObject 00002030',
});

const ofType = (object: StoredObject, objectType: string): boolean =>
  object.type === objectType.toLowerCase();

/** Searched in the whole forest, whatever the container; case does not count unless the schema says so. */
function hitsIn(forest: Forest, { selection, attribute, value }: TargetQuery): readonly Entry[] {
  const [wanted] = comparable(value, attribute);
  return [...forest.objects.values()]
    .filter((object) => ofType(object, selection.objectType))
    .filter((object) =>
      comparable(adValue(forest, object, attribute), attribute).some((held) => held === wanted),
    )
    .map((object) => adEntry(forest, object, selection));
}

const counted = (count: number): string => (count === 1 ? 'success, 1 entry' : `success, ${count} entries`);

function membershipOps(store: ForestStore): MembershipOps {
  const change = (wanted: MembershipChange, kind: 'add' | 'delete', op: Op): Answer<void> =>
    exchanged(op, membersRequest(wanted, kind), async () => {
      const done = await store.change<void>((forest) => {
        const group = forest.objects.get(wanted.group);
        if (group === undefined) return fail(gone(wanted.group));
        const dns = linkedDns(forest, wanted.attribute.name, wanted.members);
        if (!dns.ok) return dns;
        const members = kind === 'add' ? { add: dns.value } : { remove: dns.value };
        return ok({
          changes: [{ put: withMembers(group, wanted.attribute.name, members) }],
          value: undefined,
        });
      });
      return done.ok ? ok({ value: undefined, answer: 'success' }) : done;
    });
  type Group = Omit<MembershipChange, 'members'>;
  const all = ({ group, attribute }: Group, op: Op): Answer<readonly Ref[]> =>
    exchanged(op, adReadRequest(group), async () => {
      const forest = await store.read();
      const object = forest.objects.get(group);
      if (object === undefined) return fail(gone(group));
      const held = texts(adValue(forest, object, { ...attribute, type: 'Reference', multivalued: true }));
      const answerBody = `${attribute.name}: ${held.length} values`;
      return ok({ value: held.map(asRef), answer: counted(1), answerBody });
    });
  return {
    all,
    among: async (asked, op) => {
      const held = await all(asked, op);
      if (!held.ok) return held;
      const members = new Set(held.value);
      return ok(asked.members.filter((member) => members.has(member)));
    },
    add: (wanted, op) => change(wanted, 'add', op),
    remove: (wanted, op) => change(wanted, 'delete', op),
  };
}

/**
 * The sample forest as a target. It refuses what Active Directory refuses and answers with the same codes; a create
 * without a mapped parent goes below `container`. Its refs are objectGUIDs as text.
 */
export function createAdTarget(store: ForestStore, container: string): Target {
  const create = (draft: Draft, op: Op): Answer<Ref> =>
    exchanged(op, addRequest(draft, container), async () => {
      const accountName = `$${randomBytes(9).toString('hex')}`;
      const done = await store.change<StoredObject>((forest) => {
        const object = createdObject(forest, draft, { guid: randomUUID(), accountName, container });
        return object.ok ? ok({ changes: [{ put: object.value }], value: object.value }) : object;
      });
      if (!done.ok) return done;
      const { value: object } = done.value;
      return ok({
        value: asRef(object.id),
        answer: 'success',
        answerBody: `${dnOf(object)}\nobjectGUID: ${object.id}`,
      });
    });

  const update = async (wanted: Update, op: Op): Answer<void> => {
    const requests = adUpdateRequests(wanted);
    if (requests.length === 0) return ok(undefined);
    return exchangedTogether(op, requests, async () => {
      const done = await store.change<void>((forest) => {
        const before = forest.objects.get(wanted.ref);
        if (before === undefined) return fail(gone(wanted.ref));
        const after = updatedObjects(forest, before, wanted);
        return after.ok ? ok({ changes: after.value.map((put) => ({ put })), value: undefined }) : after;
      });
      return done.ok ? ok({ value: undefined, answer: 'success' }) : done;
    });
  };

  return {
    identity: { name: 'Active Directory', place: forestPlace },
    test: (probe, op) =>
      exchanged(op, searchRequest({ ...probe, value: 'nobody' }), async () => {
        await store.read();
        return ok({ value: undefined, answer: counted(0) });
      }),
    read: ({ selection, ref }, op) =>
      exchanged(op, adReadRequest(ref), async () => {
        const forest = await store.read();
        const object = forest.objects.get(ref);
        if (object === undefined || !ofType(object, selection.objectType)) return fail(gone(ref));
        return ok({
          value: adEntry(forest, object, selection),
          answer: counted(1),
          answerBody: dnOf(object),
        });
      }),
    find: (query, op) =>
      exchanged(op, searchRequest(query), async () => {
        const found = hitsIn(await store.read(), query);
        return ok({ value: found, answer: counted(found.length) });
      }),
    create,
    update,
    remove: ({ ref }, op) =>
      exchanged(op, deleteRequest(ref), async () => {
        const done = await store.change<void>((forest) =>
          ok({ changes: forest.objects.has(ref) ? [{ delete: ref }] : [], value: undefined }),
        );
        return done.ok ? ok({ value: undefined, answer: 'success' }) : done;
      }),
    members: membershipOps(store),
    preview: (write) => unsent(requestsOf(write, container)),
  };
}
