import { asRef, type Entry } from '../../../src/domain/model/entry.ts';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { texts } from '../../../src/domain/model/value.ts';
import { fail, ok } from '../../../src/domain/result.ts';
import type { Answer } from '../../../src/engine/failure.ts';
import type { Links } from '../../../src/engine/links.ts';
import type { Entitlement, Member, Op, Selection, Source } from '../../../src/engine/port.ts';
import type { Held } from './memory-target.ts';
import { type Call, createTrouble, failure, type Trouble } from './memory-trouble.ts';

export type MemorySource = Source & Pick<Trouble, 'fails' | 'onCall'> & { readonly calls: readonly Call[] };

/** One object of a source. Its id is the anchor of the sample mappings, `objectId`. */
export type Person = { readonly id: string; readonly objectType: string; readonly attributes: Held };

export type SourceSetup = {
  readonly people?: readonly Person[];
  /** Ids of the direct members of each group. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** What is known about an object's assignment; without it everybody is assigned directly. */
  readonly entitlements?: Readonly<Record<string, Entitlement>>;
  readonly withoutEntitlement?: true;
  readonly notes?: readonly string[];
};

export const assigned: Entitlement = {
  assigned: true,
  through: 'directly',
  hasRequiredRole: true,
  roles: ['User'],
};
export const unassigned: Entitlement = { assigned: false, hasRequiredRole: false, roles: [] };

const exactIds = ['userPrincipalName', 'employeeId', 'distinguishedName'];

const nameOf = ({ id, attributes }: Person): string => String(attributes['displayName'] ?? id);

const listingOf = (person: Person): Listing => ({
  kind: person.objectType === 'Group' ? 'group' : 'user',
  id: person.id,
  displayName: nameOf(person),
  fields: [{ field: 'displayName', value: nameOf(person) }],
});

function entryOf(person: Person, selection: Selection): Entry {
  const names = new Set(selection.attributes.map(({ name }) => name));
  const attributes = new Map(
    Object.entries({ objectId: person.id, ...person.attributes }).filter(([name]) => names.has(name)),
  );
  return { ref: asRef(person.id), objectType: selection.objectType, attributes };
}

/** A source that keeps people and groups in memory and fails where a test tells it to. */
export function createSource(setup: SourceSetup = {}): MemorySource {
  const people = setup.people ?? [];
  const trouble = createTrouble();
  const calls: Call[] = [];

  async function answered<T>(call: Call, op: Op, request: string, work: () => T): Answer<T> {
    calls.push(call);
    const planned = trouble.next(call, op);
    op.observe({ type: 'exchange', exchange: { request, answer: planned?.failure.code ?? 'found' } });
    return planned === undefined ? ok(work()) : fail(planned.failure);
  }

  const find = (id: string, selection: Selection) =>
    people.find(
      (person) =>
        person.objectType === selection.objectType &&
        (person.id === id || exactIds.some((name) => texts(person.attributes[name]).includes(id))),
    );

  return {
    identity: { name: 'Microsoft Entra ID', place: 'source.example' },
    finding: 'whole-index',
    fails: trouble.fails,
    onCall: trouble.onCall,
    calls,
    test: (op) => answered('test', op, 'test', () => undefined),
    read: async ({ selection, id }, op) => {
      const found = await answered('read', op, `read ${id}`, () => find(id, selection));
      if (!found.ok) return found;
      if (found.value === undefined) return fail(failure('object.notFound'));
      op.observe({
        type: 'exchange',
        exchange: { request: 'answer', answerBody: JSON.stringify(found.value.attributes) },
      });
      return ok({ entry: entryOf(found.value, selection), notes: setup.notes ?? [] });
    },
    list: (kind, op) =>
      answered('list', op, 'list', () => people.map(listingOf).filter((listing) => listing.kind === kind)),
    members: (groupId, op) =>
      answered('groupMembers', op, `members of ${groupId}`, () => {
        const ids = setup.groups?.[groupId] ?? [];
        return people
          .filter(({ id }) => ids.includes(id))
          .map((person): Member => ({ ...listingOf(person), ref: asRef(person.id), selectable: true }));
      }),
    ...(setup.withoutEntitlement
      ? {}
      : {
          entitlement: (ref, _kind, op) =>
            answered('entitlement', op, `entitlement of ${ref}`, () => setup.entitlements?.[ref] ?? assigned),
        }),
  };
}

export type MemoryLinks = Links & { readonly all: () => Readonly<Record<string, string>> };

export function createLinks(stored: Readonly<Record<string, string>> = {}): MemoryLinks {
  const links = new Map(Object.entries(stored));
  return {
    targetOf: async (source) => {
      const target = links.get(source);
      return ok(target === undefined ? undefined : asRef(target));
    },
    save: async ({ source, target }) => {
      links.set(source, target);
      return ok(undefined);
    },
    drop: async (source) => {
      links.delete(source);
      return ok(undefined);
    },
    all: () => Object.fromEntries(links),
  };
}
