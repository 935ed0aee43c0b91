import { scalarText } from '../../../../domain/model/value.ts';
import { present } from '../../../../domain/present.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../../protocols/scim/json.ts';
import type { Forms, PatchOperation } from '../../dialects/dialect.ts';
import { type AttributeChange, isReference, isTyped } from '../changes.ts';
import { hasElement, newEntries, sameList, wholeLists } from './lists.ts';

/** A change of a whole list that adds values beside others. */
export const addsToList = ({ op, path, value }: AttributeChange): boolean =>
  op === 'add' && path.filter === undefined && path.sub === undefined && isJsonArray(value);

/** Whether a change sets an entry that is not there yet: by what the server holds, else by what the plan found. */
export function makesEntry(change: AttributeChange, held: JsonObject | undefined): boolean {
  if (!isTyped(change) || change.value === undefined) return false;
  return held === undefined ? change.op === 'add' : !hasElement(held, change.path);
}

/** Whether the whole list must be written to carry out a change. */
function needsWholeList(change: AttributeChange, forms: Forms, held: JsonObject): boolean {
  if (addsToList(change)) return forms.addToList === 'replaces-others';
  if (!isTyped(change)) return false;
  if (!makesEntry(change, held)) return forms.typedPath === 'refused';
  return (
    forms.typedEntry === 'whole-list' ||
    (forms.typedEntry === 'add-entry' && forms.addToList === 'replaces-others')
  );
}

/** Whether the changes can only be shaped by what the server holds, so it is to be read first. */
export function needsHeld(
  changes: readonly AttributeChange[],
  forms: Forms,
  isKnownToKeep: boolean,
): boolean {
  return changes.some((change) => {
    if (addsToList(change)) return !isKnownToKeep;
    if (!isTyped(change)) return false;
    return forms.typedPath === 'refused' || (change.op === 'add' && forms.typedEntry !== 'path');
  });
}

/** The id of a reference, whose JSON is `{ "value": id }`. */
const idIn = (value: Json): Json => (isJsonObject(value) ? (valueOfKey(value, 'value') ?? value) : value);

/** An operation without a path: attributes, and extensions as objects under their URN (RFC 7644 section 3.5.2.1). */
function withoutPath(op: PatchOperation['op'], { path }: AttributeChange, value: Json): PatchOperation {
  const content = { [path.attribute]: value };
  return { op, value: path.urn === undefined ? content : { [path.urn]: content } };
}

function referenceOperation(change: AttributeChange, value: Json, form: Forms['reference']): PatchOperation {
  const { op, path } = change;
  if (isJsonArray(value) || path.sub !== undefined) return { op, path, value };
  switch (form) {
    case 'text':
      return { op, path, value: idIn(value) };
    case 'sub-attribute':
      return { op, path: { ...path, sub: 'value' }, value: idIn(value) };
    case 'no-path':
      return withoutPath(op, change, value);
    default:
      return { op, path, value };
  }
}

/** One change as one operation that names its own path. */
function operationOf(change: AttributeChange, forms: Forms): PatchOperation {
  const { op, path, value } = change;
  if (value === undefined)
    return forms.clearing === 'empty-text' && !isTyped(change) && !change.definition.multivalued
      ? { op: 'replace', path, value: '' }
      : { op, path };
  if (isReference(change)) return referenceOperation(change, value, forms.reference);
  const isText = typeof value === 'boolean' && forms.booleans === 'text';
  return { op, path, value: isText ? scalarText(value) : value };
}

/**
 * The operations that carry out the changes, in the forms that the server is taken to understand. Lists come last,
 * because one of them may be written as a whole from what was `held`; without it typed changes keep their own path.
 */
export function operationsFor(
  changes: readonly AttributeChange[],
  forms: Forms,
  held: JsonObject | undefined,
): readonly PatchOperation[] {
  if (held === undefined) return changes.map((change) => operationOf(change, forms));
  const lists = changes.filter((change) => needsWholeList(change, forms, held));
  const isInList = (change: AttributeChange) =>
    (isTyped(change) || addsToList(change)) && lists.some(({ path }) => sameList(path, change.path));
  const whole = changes.filter(isInList);
  const isEntry = (change: AttributeChange) =>
    !isInList(change) && forms.typedEntry === 'add-entry' && makesEntry(change, held);
  const rest = changes.filter((change) => !isInList(change) && !isEntry(change));
  return [
    ...rest.map((change) => operationOf(change, forms)),
    ...newEntries(changes.filter(isEntry), held).map((change) => operationOf(change, forms)),
    ...wholeLists(whole, held).map(({ op, path, value }) => ({
      op,
      path,
      ...present({ value }),
    })),
  ];
}
