import type { Attributes, AttributeValue } from '../../../domain/model/value.ts';
import { overlayFile, type StoredObject, type TenantOverlay } from './records.ts';
import { type SampleFile, sampleFile } from './sample-file.ts';

/** The changes that somebody demonstrating the product has made to the sources: `source-overlay.json`. */
export const overlayIn = (stateDirectory: string): SampleFile<TenantOverlay> =>
  sampleFile(`${stateDirectory}/source-overlay.json`, overlayFile, { changes: {}, unassigned: {} });

type Changed = { readonly [attribute: string]: AttributeValue | null };

/** The attributes with some replaced; null takes one away. */
export function withChanges(attributes: Attributes, changes: Changed | undefined): Attributes {
  const changed = new Map(attributes);
  for (const [name, value] of Object.entries(changes ?? {})) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  return changed;
}

/** The objects of a source as the overlay leaves them. */
export function overlaid<T extends StoredObject>(
  objects: readonly T[],
  changes: TenantOverlay['changes'][string] | undefined,
): readonly T[] {
  if (changes === undefined) return objects;
  const byId = new Map(Object.entries(changes));
  return objects.map((object) =>
    byId.has(object.id)
      ? { ...object, attributes: withChanges(object.attributes, byId.get(object.id)) }
      : object,
  );
}
