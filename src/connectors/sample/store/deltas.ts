import type { Delta } from '../../../domain/model/entry.ts';
import { type Attributes, type AttributeValue, isList, type Scalar } from '../../../domain/model/value.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';

const listOf = (value: AttributeValue | undefined): readonly Scalar[] => {
  if (value === undefined) return [];
  return isList(value) ? value.filter((item) => typeof item !== 'object') : [value];
};

/**
 * The attributes after the changes. Adding to a multi-valued attribute keeps its other values; everything else is
 * replaced. An attribute that loses its value is gone.
 */
export function applyDeltas(
  attributes: Attributes,
  deltas: readonly Delta[],
  definitions: readonly AttributeDefinition[],
): Attributes {
  const multivalued = new Set(definitions.filter((one) => one.multivalued).map(({ name }) => name));
  const changed = new Map(attributes);
  for (const delta of deltas) {
    if (delta.change === 'remove') changed.delete(delta.attribute);
    else if (delta.change === 'add' && multivalued.has(delta.attribute)) {
      const values = new Set([...listOf(changed.get(delta.attribute)), ...listOf(delta.value)]);
      changed.set(delta.attribute, [...values]);
    } else changed.set(delta.attribute, delta.value);
  }
  return changed;
}
