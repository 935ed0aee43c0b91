import type { StoredResource } from './model.ts';

export type ResourceIndex = {
  /** The ids of the resources that have the key. */
  readonly get: (key: string) => readonly string[];
  /** To be called before the resource itself changes; undefined stands for "is not there". */
  readonly change: (old: StoredResource | undefined, now: StoredResource | undefined) => void;
};

/**
 * Finds resources by the keys that `keysOf` gives them. It is built at the first question, not at the start: with
 * thousands of resources that is a third of the time until the server listens.
 */
export function createIndex(
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
