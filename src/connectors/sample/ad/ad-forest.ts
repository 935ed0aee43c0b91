import type { Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { createObjectStore, type Decided, type Objects } from '../store/object-store.ts';
import { forestFile, type StoredObject } from '../store/records.ts';
import { sampleFile } from '../store/sample-file.ts';
import { childDn, dnKey, parentDn } from './distinguished-name.ts';

/** One state of the sample forest, with what is needed to look names up. */
export type Forest = {
  readonly objects: Objects;
  /** Users and groups by the key of their distinguished name. */
  readonly byDn: ReadonlyMap<string, StoredObject>;
  /** Organizational units and the domain itself, by key, as they are spelled. */
  readonly containers: ReadonlyMap<string, string>;
};

/** The forest is source and target at once: what Workday provisions can be picked for cloud sync a moment later. */
export type ForestStore = {
  readonly read: () => Promise<Forest>;
  readonly change: <T>(
    decide: (forest: Forest) => Result<Decided<T>, Failure>,
  ) => Promise<Result<Decided<T>, Failure>>;
  readonly reset: () => Promise<void>;
};

export const forestPlace = 'larkspur.example (sample forest)';
const forestRoot = 'DC=larkspur,DC=example';

export const adText = (object: StoredObject, attribute: string): string =>
  String(object.attributes.get(attribute) ?? '');

export const dnOf = (object: StoredObject): string =>
  childDn('CN', adText(object, 'cn'), adText(object, 'parentDistinguishedName'));

/** The nearest existing container at or above a name; undefined when the name is outside the forest. */
export function nearestContainer(forest: Forest, dn: string): string | undefined {
  for (let name: string | undefined = dn; name !== undefined; name = parentDn(name)) {
    const found = forest.containers.get(dnKey(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function createForestStore(dataDirectory: string, stateDirectory: string): ForestStore {
  const file = sampleFile(`${dataDirectory}/systems/active-directory.json`, forestFile);
  const store = createObjectStore(
    `${stateDirectory}/active-directory.jsonl`,
    async () => (await file.read()).objects,
  );
  let known: Forest | undefined;

  const indexed = (objects: Objects, containers: readonly string[]): Forest => ({
    objects,
    byDn: new Map([...objects.values()].map((object) => [dnKey(dnOf(object)), object])),
    containers: new Map([forestRoot, ...containers].map((dn) => [dnKey(dn), dn])),
  });

  const forestOf = (objects: Objects, containers: readonly string[]): Forest => {
    if (known?.objects !== objects) known = indexed(objects, containers);
    return known;
  };

  return {
    read: async () => forestOf(await store.all(), (await file.read()).containers),
    change: async (decide) => {
      const { containers } = await file.read();
      return store.change((objects) => decide(forestOf(objects, containers)));
    },
    reset: store.reset,
  };
}
