import { isJsonArray, isJsonObject, type Json, valueOfKey } from '../../../protocols/scim/json.ts';
import type { ResourceChange, ResourceType, StoredResource } from './model.ts';

type ResourceIndex = {
  /** The ids of the resources that have the key. */
  readonly get: (key: string) => readonly string[];
  /** To be called before the resource itself changes; undefined stands for "is not there". */
  readonly change: (old: StoredResource | undefined, now: StoredResource | undefined) => void;
};

/**
 * Finds resources by the keys that `keysOf` gives them. It is built at the first question, not at the start: with
 * thousands of resources that is a third of the time until the server listens.
 */
function createIndex(
  keysOf: (resource: StoredResource) => readonly string[],
  everything: () => readonly StoredResource[],
): ResourceIndex {
  let built: Map<string, Set<string>> | undefined;
  const build = (): Map<string, Set<string>> => {
    built = new Map();
    for (const resource of everything()) add(built, resource);
    return built;
  };
  const add = (ids: Map<string, Set<string>>, resource: StoredResource) => {
    for (const key of keysOf(resource)) {
      const held = ids.get(key);
      if (held === undefined) ids.set(key, new Set([resource.id]));
      else held.add(resource.id);
    }
  };
  const drop = (ids: Map<string, Set<string>>, resource: StoredResource) => {
    for (const key of keysOf(resource)) {
      const held = ids.get(key);
      held?.delete(resource.id);
      if (held?.size === 0) ids.delete(key);
    }
  };
  return {
    get: (key) => [...((built ?? build()).get(key) ?? [])],
    change(old, now) {
      const ids = built ?? build();
      if (old !== undefined) drop(ids, old);
      if (now !== undefined) add(ids, now);
    },
  };
}

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
