import { asRef, type Entry } from '../../../domain/model/entry.ts';
import { type AttributeValue, texts } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Selection } from '../../../engine/port.ts';
import { faultFailure } from '../failures.ts';
import type { FileListing } from '../settings.ts';
import { isListedDisabled } from './app-kinds.ts';
import { idKey } from './identify.ts';
import type { LookUpResult } from './look-up.ts';
import { typedValue } from './typed-value.ts';

/** What directories compute from other attributes, for files that hold only those. */
function computed(
  { record, anchor }: LookUpResult,
  { name, anchor: isAnchor }: AttributeDefinition,
): unknown {
  if (isAnchor) return anchor;
  if (name === 'originalUserPrincipalName') return record.get('userPrincipalName');
  return name === 'accountDisabled' ? isListedDisabled(record) : undefined;
}

/** The object with the selected attributes, typed as the schema says. References are still as the file writes them. */
export function importedEntry(
  file: FileListing,
  found: LookUpResult,
  selection: Selection,
): Result<Entry, Failure> {
  const attributes = new Map<string, AttributeValue>();
  for (const definition of selection.attributes) {
    const held = found.record.get(definition.name) ?? computed(found, definition);
    const value = typedValue(held, definition);
    if (!value.ok) {
      const message = `the value of ${definition.name} cannot be used`;
      const fix = `Write ${value.error}.`;
      return fail(faultFailure(file.path, { line: found.record.line, column: 1, message, fix }));
    }
    if (value.value !== undefined) attributes.set(definition.name, value.value);
  }
  return ok({ ref: asRef(found.anchor), objectType: selection.objectType, attributes });
}

/**
 * The reference attributes whose ids have to be looked up. Not the members of a group: there may be 300,000, and they
 * cross the port through `members`.
 */
export const referencesOf = (selection: Selection, file: FileListing): readonly AttributeDefinition[] =>
  selection.attributes.filter(
    ({ type, name, multivalued }) =>
      type === 'Reference' && name !== file.members && !(file.kind === 'group' && multivalued),
  );

/**
 * The entry with the immutable ids of the objects that it refers to, in whichever of their ids the file names them.
 * An id that nobody has, or several have, stays as it is, so that it is told when it is read.
 */
export function withReferences(
  entry: Entry,
  definitions: readonly AttributeDefinition[],
  found: ReadonlyMap<string, readonly LookUpResult[]>,
): Entry {
  const attributes = new Map(entry.attributes);
  for (const { name, multivalued } of definitions) {
    const ids = texts(attributes.get(name)).map((id) => refOf(id, found));
    const [first] = ids;
    if (first !== undefined) attributes.set(name, multivalued ? ids : first);
  }
  return { ...entry, attributes };
}

function refOf(id: string, found: ReadonlyMap<string, readonly LookUpResult[]>): string {
  const all = found.get(idKey(id)) ?? [];
  const byAnchor = all.filter((one) => one.byAnchor);
  const [only, ...others] = byAnchor.length > 0 ? byAnchor : all;
  return only !== undefined && others.length === 0 ? only.anchor : id;
}
