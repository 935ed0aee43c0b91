import { present } from '../../../domain/present.ts';
import { ok, type Result } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withField,
  withoutField,
} from '../../../protocols/scim/json.ts';
import { parsePath } from '../../../protocols/scim/path.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { badRequest, type ScimProblem } from './problem.ts';

/** Which attributes an answer has (RFC 7644 section 3.9). `id` and `schemas` are always among them. */
export type Projection =
  | { readonly kind: 'all' }
  | { readonly kind: 'only' | 'without'; readonly paths: readonly ScimPath[] };

export function parseProjection(texts: {
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
}): Result<Projection, ScimProblem> {
  const { attributes = '', excludedAttributes = '' } = texts;
  if (attributes !== '' && excludedAttributes !== '') {
    return badRequest('invalidValue', 'attributes and excludedAttributes exclude each other');
  }
  if (attributes === '' && excludedAttributes === '') return ok({ kind: 'all' });
  const paths: ScimPath[] = [];
  for (const name of `${attributes}${excludedAttributes}`.split(',')) {
    const path = parsePath(name.trim());
    if (!path.ok) return badRequest('invalidPath', `"${name.trim()}": ${path.error.message}`);
    paths.push(path.value);
  }
  return ok({ kind: attributes === '' ? 'without' : 'only', paths });
}

export function project(resource: JsonObject, projection: Projection): JsonObject {
  if (projection.kind === 'all') return resource;
  return projection.kind === 'only' ? pick(resource, projection.paths) : omit(resource, projection.paths);
}

function pick(resource: JsonObject, paths: readonly ScimPath[]): JsonObject {
  const always = { schemas: resource['schemas'] ?? [], id: resource['id'] ?? '' };
  return paths.reduce<JsonObject>((picked, path) => pickPath(picked, resource, path), always);
}

function pickPath(picked: JsonObject, from: JsonObject, path: ScimPath): JsonObject {
  const { urn, attribute, sub } = path;
  if (urn !== undefined)
    return throughExtension(picked, from, urn, (inner, source) =>
      pickPath(inner, source, { attribute, ...present({ sub }) }),
    );
  const value = valueOfKey(from, attribute);
  if (value === undefined) return picked;
  if (sub === undefined) return withField(picked, attribute, value);
  const before = valueOfKey(picked, attribute);
  const parts = eachPart(value, (part, at) => {
    const held = isJsonArray(before) ? before[at] : before;
    const wanted = valueOfKey(part, sub);
    const start = isJsonObject(held) ? held : {};
    return wanted === undefined ? start : withField(start, sub, wanted);
  });
  return withField(picked, attribute, parts);
}

function throughExtension(
  picked: JsonObject,
  from: JsonObject,
  urn: string,
  inside: (inner: JsonObject, source: JsonObject) => JsonObject,
): JsonObject {
  const source = valueOfKey(from, urn);
  const inner = valueOfKey(picked, urn);
  if (!isJsonObject(source)) return picked;
  return withField(picked, urn, inside(isJsonObject(inner) ? inner : {}, source));
}

function omit(resource: JsonObject, paths: readonly ScimPath[]): JsonObject {
  return paths.reduce<JsonObject>(omitPath, resource);
}

function omitPath(resource: JsonObject, path: ScimPath): JsonObject {
  const { urn, attribute, sub } = path;
  if (urn !== undefined) {
    const inner = valueOfKey(resource, urn);
    const rest = { attribute, ...present({ sub }) };
    return isJsonObject(inner) ? withField(resource, urn, omitPath(inner, rest)) : resource;
  }
  if (attribute === 'id' || attribute === 'schemas') return resource;
  const value = valueOfKey(resource, attribute);
  if (sub === undefined || value === undefined) return withoutField(resource, attribute);
  return withField(
    resource,
    attribute,
    eachPart(value, (part) => withoutField(part, sub)),
  );
}

function eachPart(value: Json, change: (part: JsonObject, at: number) => JsonObject): Json {
  if (isJsonArray(value)) return value.map((item, at) => (isJsonObject(item) ? change(item, at) : item));
  return isJsonObject(value) ? change(value, 0) : value;
}
