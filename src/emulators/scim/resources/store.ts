import { isJsonArray, isJsonObject, type Json, valueOfKey } from '../../../protocols/scim/json.ts';
import type { ResourceChange, ResourceType, StoredResource } from './model.ts';
import { createIndex } from './resource-index.ts';

const indexed = ['userName', 'externalId', 'displayName'] as const;
export type IndexedAttribute = (typeof indexed)[number];

/** The state in memory with its indexes. Changes are handed out once, for the journal. */
export type Store = {
  readonly get: (type: ResourceType, id: string) => StoredResource | undefined;
  /** In the order of creation. */
  readonly all: (type: ResourceType) => readonly StoredResource[];
  /** Resources whose attribute has the value; case counts for externalId only. */
  readonly find: (
    type: ResourceType,
    attribute: IndexedAttribute,
    value: string,
  ) => readonly StoredResource[];
  /** Groups that have the user or group as a direct member. */
  readonly groupsOf: (memberId: string) => readonly StoredResource[];
  readonly put: (resource: StoredResource) => void;
  readonly remove: (type: ResourceType, id: string) => void;
  /** The changes since the last call, oldest first. */
  readonly takeChanges: () => readonly ResourceChange[];
};

export function createResourceStore(initial: Iterable<StoredResource> = []): Store {
  const resources = { User: new Map<string, StoredResource>(), Group: new Map<string, StoredResource>() };
  for (const resource of initial) resources[resource.type].set(resource.id, resource);
  const everything = () => [...resources.User.values(), ...resources.Group.values()];
  const values = createIndex(valueKeys, everything);
  const memberships = createIndex(memberIdsOf, everything);
  let changes: ResourceChange[] = [];

  const read = (type: ResourceType, ids: readonly string[]) =>
    ids.map((id) => resources[type].get(id)).filter((resource) => resource !== undefined);
  const reindex = (old: StoredResource | undefined, now: StoredResource | undefined) => {
    values.change(old, now);
    memberships.change(old, now);
  };

  return {
    get: (type, id) => resources[type].get(id),
    all: (type) => [...resources[type].values()],
    find: (type, attribute, value) => read(type, values.get(valueKey(type, attribute, value))),
    groupsOf: (memberId) => read('Group', memberships.get(memberId)),
    put(resource) {
      reindex(resources[resource.type].get(resource.id), resource);
      resources[resource.type].set(resource.id, resource);
      changes.push({ put: resource });
    },
    remove(type, id) {
      const old = resources[type].get(id);
      if (old === undefined) return;
      reindex(old, undefined);
      resources[type].delete(id);
      changes.push({ remove: { type, id } });
    },
    takeChanges() {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
}

/** The ids of a group's members; none for a user. */
export function memberIdsOf(resource: StoredResource): readonly string[] {
  const members = resource.type === 'Group' ? valueOfKey(resource.content, 'members') : undefined;
  return isJsonArray(members) ? members.flatMap(idOf) : [];
}

function idOf(member: Json): readonly string[] {
  const value = isJsonObject(member) ? valueOfKey(member, 'value') : undefined;
  return typeof value === 'string' ? [value] : [];
}

function valueKeys(resource: StoredResource): readonly string[] {
  return indexed.flatMap((attribute) => {
    const value = valueOfKey(resource.content, attribute);
    return typeof value === 'string' ? [valueKey(resource.type, attribute, value)] : [];
  });
}

function valueKey(type: ResourceType, attribute: IndexedAttribute, value: string): string {
  return `${type} ${attribute} ${attribute === 'externalId' ? value : value.toLowerCase()}`;
}
