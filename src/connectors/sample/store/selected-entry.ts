import { asRef, type Entry } from '../../../domain/model/entry.ts';
import type { AttributeValue } from '../../../domain/model/value.ts';
import type { Selection } from '../../../engine/port.ts';

/** An entry with the selected attributes that have a value; `attributeOf` knows the stored and the computed ones. */
export function selectedEntry(
  id: string,
  selection: Selection,
  attributeOf: (attribute: string) => AttributeValue | undefined,
): Entry {
  const attributes = selection.attributes.flatMap(({ name }): readonly [string, AttributeValue][] => {
    const value = attributeOf(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ref: asRef(id), objectType: selection.objectType, attributes: new Map(attributes) };
}
