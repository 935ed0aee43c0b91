import { scalarText } from '../../../../domain/model/value.ts';
import { present } from '../../../../domain/present.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../../protocols/scim/json.ts';
import { readAll } from '../../../../protocols/scim/path.ts';
import { valueAt } from '../../wire.ts';
import { type AttributeChange, isReference } from '../changes.ts';

/**
 * What a resource that was read after a write says about one change. `as-text`: it is there, as a text where SCIM has
 * an object or a boolean. `otherwise`: something new is there that is not what was sent, as servers make it that
 * normalise values.
 */
export type Stored = 'stored' | 'ignored' | 'as-text' | 'otherwise';

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === '';

const sameText = (a: Json, b: Json): boolean => {
  const text = (value: Json) => (typeof value === 'object' ? '' : scalarText(value ?? '').toLowerCase());
  return text(a) === text(b);
};

/** Whether `held` says all that `wanted` says; servers add parts of their own (`$ref`, `display`). */
function contains(held: Json | undefined, wanted: Json): boolean {
  if (isEmpty(wanted)) return isEmpty(held);
  if (held === undefined || held === null) return false;
  if (isJsonArray(wanted)) return wanted.every((item) => contains(held, item));
  if (isJsonArray(held)) return held.some((item) => contains(item, wanted));
  if (!isJsonObject(wanted))
    return sameText(isJsonObject(held) ? (valueOfKey(held, 'value') ?? null) : held, wanted);
  if (!isJsonObject(held)) return sameText(held, valueOfKey(wanted, 'value') ?? null);
  return Object.entries(wanted).every(([name, part]) => contains(valueOfKey(held, name), part));
}

/** A reference is read by its id, in whichever form the server keeps it. */
function heldAt(resource: JsonObject, change: AttributeChange): readonly Json[] {
  if (!isReference(change)) return readAll(resource, change.path);
  const value = valueAt(resource, change);
  if (value === undefined) return [];
  return [...(isJsonArray(value) ? value : [value])];
}

/** Text where there is a better form: a bare id for a reference, `"False"` for a boolean. */
function isBareText(resource: JsonObject, { path, value, definition }: AttributeChange): boolean {
  const [raw] = readAll(resource, path);
  if (typeof raw !== 'string') return false;
  return typeof value === 'boolean' || (definition.type === 'Reference' && path.sub === undefined);
}

/** Whether a resource shows that a change was carried out. */
export function storedAs(resource: JsonObject, change: AttributeChange): Stored {
  const held = heldAt(resource, change);
  if (change.value === undefined) return held.every(isEmpty) ? 'stored' : 'ignored';
  const list: Json = held.length === 1 ? (held[0] ?? null) : held;
  if (contains(list, change.value)) return isBareText(resource, change) ? 'as-text' : 'stored';
  const isUnchanged = change.old === undefined ? held.every(isEmpty) : contains(list, change.old);
  return isUnchanged ? 'ignored' : 'otherwise';
}

/** Elements of the list that were there before and are gone; none when the change itself takes them away. */
export function lostEntries(
  before: JsonObject,
  after: JsonObject,
  { path }: AttributeChange,
): readonly Json[] {
  const list = { ...present({ urn: path.urn }), attribute: path.attribute };
  const left = readAll(after, list);
  return readAll(before, list).filter((item) => !left.some((other) => sameEntry(other, item)));
}

/** Elements of a list are the same when their values are; those without one (addresses) when all their parts are. */
function sameEntry(a: Json, b: Json): boolean {
  const value = isJsonObject(b) ? valueOfKey(b, 'value') : b;
  return value === undefined ? contains(a, b) : contains(isJsonObject(a) ? valueOfKey(a, 'value') : a, value);
}

/** True when an extension lies under the front part of its URN, cut at the dot of its version. */
export function hasCutUrn(resource: JsonObject, urn: string): boolean {
  const dot = urn.indexOf('.');
  return dot > 0 && valueOfKey(resource, urn.slice(0, dot)) !== undefined;
}
