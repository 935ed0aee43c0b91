import type { Delta } from '../../../domain/model/entry.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { definitionNamed } from '../../../domain/schema/plain-attribute.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Update } from '../../../engine/port.ts';
import type { Json } from '../../../protocols/scim/json.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { type ScimAttribute, writableAttribute } from '../attributes.ts';
import { encodeValue } from '../values.ts';

/** One change as JSON, before any dialect spells it. A remove has no value, an add replaces nothing. */
export type AttributeChange = {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: ScimPath;
  readonly value?: Json;
  /** What the server held when the change was planned. */
  readonly old?: Json;
  readonly definition: AttributeDefinition;
};

function changeOf(delta: Delta, attribute: ScimAttribute): AttributeChange {
  const { path, definition } = attribute;
  const value = delta.change === 'remove' ? {} : { value: encodeValue(delta.value, attribute) };
  const old = delta.change === 'add' ? {} : { old: encodeValue(delta.old, attribute) };
  return { op: delta.change, path, definition, ...value, ...old };
}

/** The changes of an update in the schema's order; configuration.invalid for an attribute that cannot be written. */
export function changesOf(update: Update): Result<readonly AttributeChange[], Failure> {
  const changes: AttributeChange[] = [];
  for (const delta of update.deltas) {
    const attribute = writableAttribute(definitionNamed(delta.attribute, update.definitions));
    if (!attribute.ok) return attribute;
    changes.push(changeOf(delta, attribute.value));
  }
  return ok(changes);
}

export const isReference = ({ definition }: AttributeChange): boolean => definition.type === 'Reference';

/** Attributes first, references in a request of their own: a missing manager must not hold the rest back. */
export const attributesThenReferences = (
  changes: readonly AttributeChange[],
): readonly (readonly AttributeChange[])[] => [
  changes.filter((change) => !isReference(change)),
  changes.filter(isReference),
];

/** A change of one element of a list: `emails[type eq "work"].value`. */
export const isTyped = ({ path }: AttributeChange): boolean => path.filter !== undefined;

/** The schema's names of what is changed. */
export const changedNames = (changes: readonly AttributeChange[]): readonly string[] =>
  changes.map(({ definition }) => definition.name);
