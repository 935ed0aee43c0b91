import { ok, type Result, unreachable } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import type { SchemaAttribute } from '../../../protocols/scim/schema-attribute.ts';
import { badRequest, type ScimProblem } from '../protocol/problem.ts';

/** Undefined means "no value": null, an empty list and an empty object (RFC 7643 section 2.5). */
export type Normalised = Result<Json | undefined, ScimProblem>;

/**
 * A value in the form its schema asks for: names in canonical spelling, one value of a list as a list, `"False"` as
 * false, a plain text for a complex value as its `value`. Entra sends each of these (entra-docs
 * `application-provisioning-config-problem-scim-compatibility`). Answers invalidValue for what cannot be read so.
 */
export function normalise(definition: SchemaAttribute, value: Json, at: string): Normalised {
  if (!definition.multiValued) return normaliseOne(definition, unwrapped(definition, value), at);
  const items: Json[] = [];
  for (const item of isJsonArray(value) ? value : [value]) {
    const normal = normaliseOne(definition, item, at);
    if (!normal.ok) return normal;
    if (normal.value !== undefined) items.push(normal.value);
  }
  return ok(items.length === 0 ? undefined : distinct(items));
}

/** An old form of Entra's manager: a list with one object. */
function unwrapped(definition: SchemaAttribute, value: Json): Json {
  const [only, ...more] = isJsonArray(value) ? value : [];
  return definition.type === 'complex' && only !== undefined && more.length === 0 ? only : value;
}

function normaliseOne(definition: SchemaAttribute, value: Json, at: string): Normalised {
  if (value === null) return ok(undefined);
  switch (definition.type) {
    case 'boolean':
      return normaliseBoolean(value, at);
    case 'complex':
      return normaliseComplex(definition, value, at);
    case 'string':
    case 'reference':
    case 'dateTime':
    case 'binary':
      return typeof value === 'string' ? ok(value) : badRequest('invalidValue', `${at} must be a text`);
    default:
      return unreachable(definition.type);
  }
}

function normaliseBoolean(value: Json, at: string): Normalised {
  if (typeof value === 'boolean') return ok(value);
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === 'false') return ok(text === 'true');
  return badRequest('invalidValue', `${at} must be true or false`);
}

function normaliseComplex(definition: SchemaAttribute, value: Json, at: string): Normalised {
  const hasValue = definition.subAttributes?.some(({ name }) => name === 'value') ?? false;
  if (isJsonArray(value) || (!isJsonObject(value) && !hasValue)) {
    return badRequest('invalidValue', `${at} must be an object`);
  }
  const parts = isJsonObject(value) ? value : { value };
  return referenceAttributes.has(definition.name)
    ? normaliseReference(definition, parts, at)
    : normaliseParts(definition, parts, at);
}

const referenceAttributes: ReadonlySet<string> = new Set(['members', 'manager']);

/** Of a reference only the id is kept: `$ref`, `type` and the name are computed, so they never go stale. */
function normaliseReference(definition: SchemaAttribute, parts: JsonObject, at: string): Normalised {
  const id = valueOfKey(parts, 'value') ?? '';
  if (typeof id !== 'string') return badRequest('invalidValue', `${at}.value must be a text`);
  if (id !== '') return ok({ value: id });
  return definition.multiValued
    ? badRequest('invalidValue', `an element of ${at} has no value`)
    : ok(undefined);
}

function normaliseParts(definition: SchemaAttribute, parts: JsonObject, at: string): Normalised {
  const normal: [string, Json][] = [];
  for (const [key, part] of Object.entries(parts)) {
    const sub = definition.subAttributes?.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    const value: Normalised =
      sub === undefined ? ok(part ?? undefined) : normalise(sub, part, `${at}.${sub.name}`);
    if (!value.ok) return value;
    if (value.value !== undefined) normal.push([sub?.name ?? key, value.value]);
  }
  return ok(normal.length === 0 ? undefined : Object.fromEntries(normal));
}

function distinct(items: readonly Json[]): readonly Json[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
