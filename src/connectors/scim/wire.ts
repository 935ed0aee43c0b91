import { asRef, type Entry } from '../../domain/model/entry.ts';
import { type AttributeValue, isEmptyValue, texts } from '../../domain/model/value.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { definitionNamed } from '../../domain/schema/plain-attribute.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Draft, Selection } from '../../engine/port.ts';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  parseWireJson,
  valueOfKey,
} from '../../protocols/scim/json.ts';
import { readAll, readPath, writePath } from '../../protocols/scim/path.ts';
import { ERROR_URN, LIST_RESPONSE_URN } from '../../protocols/scim/urns.ts';
import { type ScimAttribute, scimAttribute, writableAttribute } from './attributes.ts';
import { resourceTypeOf } from './resource-types.ts';
import { decodeValue, encodeValue } from './values.ts';

/** The value that a resource holds for an attribute of the schema; undefined when it holds none. */
export function valueAt(resource: JsonObject, attribute: ScimAttribute): AttributeValue | undefined {
  const held = readPath(resource, attribute.path);
  return held === undefined ? undefined : decodeValue(held, attribute);
}

/** Every value at an attribute as text: more than one behind a filter where several elements meet it. */
export function textsAt(resource: JsonObject, attribute: ScimAttribute): readonly string[] {
  return readAll(resource, attribute.path).flatMap((held) => texts(decodeValue(held, attribute)));
}

/** The `id` of a resource, which is a non-empty text (RFC 7643 section 3.1); a number is tolerated. */
export function idOf(resource: JsonObject): string | undefined {
  const id = valueOfKey(resource, 'id');
  const text = typeof id === 'number' ? String(id) : id;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/**
 * A resource as an entry with the selected attributes. Attributes whose names are no SCIM path have no value.
 * answer.unreadable when the resource has no `id`.
 */
export function entryOf(resource: JsonObject, selection: Selection): Result<Entry, Failure> {
  const id = idOf(resource);
  if (id === undefined)
    return fail({ code: 'answer.unreadable', message: 'The target answers with an object without id.' });
  const attributes = new Map<string, AttributeValue>();
  for (const definition of selection.attributes) {
    const attribute = scimAttribute(definition);
    const value = attribute.ok ? valueAt(resource, attribute.value) : undefined;
    if (value !== undefined) attributes.set(definition.name, value);
  }
  return ok({ ref: asRef(id), objectType: selection.objectType, attributes });
}

/**
 * The body of `POST /Users` or `POST /Groups` (RFC 7644 section 3.3). `schemas` names the extensions that are used, and
 * for users always the enterprise one, as the service does. Empty values are left out: some servers refuse them.
 * References and members are left out too: they follow once the objects exist.
 * configuration.invalid for an attribute that cannot be written.
 */
export function resourceOf(draft: Draft): Result<JsonObject, Failure> {
  const type = resourceTypeOf(draft.objectType);
  if (!type.ok) return type;
  let resource: JsonObject = {};
  const extensions = new Set<string>();
  for (const [name, value] of draft.attributes) {
    const attribute = writableAttribute(definitionNamed(name, draft.definitions));
    if (!attribute.ok) return attribute;
    const { definition, path } = attribute.value;
    if (definition.type === 'Reference' || isEmptyValue(value)) continue;
    if (path.urn !== undefined) extensions.add(path.urn);
    resource = writePath(resource, path, encodeValue(value, attribute.value));
  }
  const schemas = [...new Set([...type.value.schemas, ...extensions])];
  return ok({ schemas, ...resource });
}

/** The resources of a ListResponse. A server may leave an empty list out, or give one resource without a list. */
export function resourcesOf(list: JsonObject): readonly JsonObject[] {
  const resources = valueOfKey(list, 'Resources');
  if (isJsonObject(resources)) return [resources];
  return isJsonArray(resources) ? resources.filter(isJsonObject) : [];
}

const isMessage = (body: JsonObject, urn: string): boolean => {
  const schemas = valueOfKey(body, 'schemas');
  return isJsonArray(schemas) && schemas.some((one) => String(one).toLowerCase() === urn.toLowerCase());
};

/** True for a ListResponse, by its parts as well as by its schema, either of which some servers leave out. */
export const isListResponse = (body: JsonObject): boolean =>
  valueOfKey(body, 'Resources') !== undefined ||
  valueOfKey(body, 'totalResults') !== undefined ||
  isMessage(body, LIST_RESPONSE_URN);

/** True for an error message (RFC 7644 section 3.12), which some servers send with a status of success. */
export const isErrorMessage = (body: JsonObject): boolean => isMessage(body, ERROR_URN);

/** The JSON object in a body, whatever its content type says; undefined when it holds something else. */
export function parseObject(text: string): JsonObject | undefined {
  const value = parseWireJson(text);
  return isJsonObject(value) ? value : undefined;
}
