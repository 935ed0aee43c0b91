import type { Entry } from '../../../domain/model/entry.ts';
import { type AttributeValue, texts } from '../../../domain/model/value.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Selection } from '../../../engine/port.ts';
import type { StoredObject } from '../store/records.ts';
import { selectedEntry } from '../store/selected-entry.ts';
import { groupFlags, guidBase64, hasDisabledFlag } from './ad-encodings.ts';
import { dnOf, type Forest } from './ad-forest.ts';
import { dnKey } from './distinguished-name.ts';

/** Attributes that the directory computes, or that the schema invents over a bit of another one. */
function computedValue(object: StoredObject, name: string): AttributeValue | undefined {
  const control = object.attributes.get('userAccountControl');
  const groupType = object.attributes.get('groupType');
  switch (name) {
    case 'objectGUID':
      return guidBase64(object.id);
    case 'distinguishedName':
      return dnOf(object);
    case 'accountDisabled':
      return typeof control === 'number' ? hasDisabledFlag(control) : undefined;
    case 'isSecurityGroup':
    case 'UniversalScope':
      return typeof groupType === 'number' ? groupFlags(groupType)[name] : undefined;
    default:
      return object.attributes.get(name);
  }
}

/** Links are stored as distinguished names; across the port they are GUIDs. A name without object points nowhere. */
function referenced(forest: Forest, value: AttributeValue | undefined): readonly string[] {
  return texts(value).flatMap((dn) => forest.byDn.get(dnKey(dn))?.id ?? []);
}

/** The value of one attribute as it crosses the port. */
export function adValue(
  forest: Forest,
  object: StoredObject,
  { name, type, multivalued }: Pick<AttributeDefinition, 'name' | 'type' | 'multivalued'>,
): AttributeValue | undefined {
  const value = computedValue(object, name);
  if (type !== 'Reference') return value;
  const refs = referenced(forest, value);
  return multivalued && refs.length > 0 ? refs : refs[0];
}

/** A user or group of the forest with the selected attributes; its ref is the objectGUID as text. */
export function adEntry(forest: Forest, object: StoredObject, selection: Selection): Entry {
  const definitions = new Map(selection.attributes.map((definition) => [definition.name, definition]));
  return selectedEntry(object.id, selection, (name) => {
    const definition = definitions.get(name);
    return definition === undefined ? undefined : adValue(forest, object, definition);
  });
}
