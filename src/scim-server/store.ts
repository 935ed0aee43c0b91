import { fieldOf, isJsonArray, isJsonObject, type Json } from '../protocols/scim/json.ts';
import type { Change, ResourceType, StoredResource } from './model.ts';

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
  readonly takeChanges: () => readonly Change[];
};

export function createStore(initial: Iterable<StoredResource> = []): Store {
  const resources = { User: new Map<string, StoredResource>(), Group: new Map<string, StoredResource>() };
  const values = createIndex();
  const memberships = createIndex();
  let changes: Change[] = [];

  const index = (resource: StoredResource) => {
    for (const key of valueKeys(resource)) values.add(key, resource.id);
    for (const member of memberIds(resource)) memberships.add(member, resource.id);
  };
  const unindex = (resource: StoredResource) => {
    for (const key of valueKeys(resource)) values.drop(key, resource.id);
    for (const member of memberIds(resource)) memberships.drop(member, resource.id);
  };
  const read = (type: ResourceType, ids: readonly string[]) =>
    ids.map((id) => resources[type].get(id)).filter((resource) => resource !== undefined);

  for (const resource of initial) {
    resources[resource.type].set(resource.id, resource);
    index(resource);
  }
  return {
    get: (type, id) => resources[type].get(id),
    all: (type) => [...resources[type].values()],
    find: (type, attribute, value) => read(type, values.get(valueKey(type, attribute, value))),
    groupsOf: (memberId) => read('Group', memberships.get(memberId)),
    put(resource) {
      const old = resources[resource.type].get(resource.id);
      if (old !== undefined) unindex(old);
      resources[resource.type].set(resource.id, resource);
      index(resource);
      changes.push({ put: resource });
    },
    remove(type, id) {
      const old = resources[type].get(id);
      if (old === undefined) return;
      unindex(old);
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
export function memberIds(resource: StoredResource): readonly string[] {
  const members = resource.type === 'Group' ? fieldOf(resource.content, 'members') : undefined;
  return isJsonArray(members) ? members.flatMap(idOf) : [];
}

function idOf(member: Json): readonly string[] {
  const value = isJsonObject(member) ? fieldOf(member, 'value') : undefined;
  return typeof value === 'string' ? [value] : [];
}

function valueKeys(resource: StoredResource): readonly string[] {
  return indexed.flatMap((attribute) => {
    const value = fieldOf(resource.content, attribute);
    return typeof value === 'string' ? [valueKey(resource.type, attribute, value)] : [];
  });
}

function valueKey(type: ResourceType, attribute: IndexedAttribute, value: string): string {
  return `${type} ${attribute} ${attribute === 'externalId' ? value : value.toLowerCase()}`;
}

function createIndex() {
  const ids = new Map<string, Set<string>>();
  return {
    get: (key: string): readonly string[] => [...(ids.get(key) ?? [])],
    add(key: string, id: string): void {
      const held = ids.get(key);
      if (held === undefined) ids.set(key, new Set([id]));
      else held.add(id);
    },
    drop(key: string, id: string): void {
      const held = ids.get(key);
      held?.delete(id);
      if (held?.size === 0) ids.delete(key);
    },
  };
}
