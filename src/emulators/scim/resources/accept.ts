import { ok, type Result } from '../../../domain/result.ts';
import {
  commonAttributes,
  enterpriseUserSchema,
  groupSchema,
  userSchema,
} from '../../../protocols/scim/core-schemas.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import type { SchemaAttribute } from '../../../protocols/scim/schema-attribute.ts';
import { ENTERPRISE_USER_URN } from '../../../protocols/scim/urns.ts';
import { badRequest, type ScimProblem } from '../protocol/problem.ts';
import type { ResourceType } from './model.ts';
import { type Normalised, normalise } from './normalise.ts';

export const coreSchemaOf = { User: userSchema, Group: groupSchema } as const;

/**
 * A resource as a client sent it, in the form in which it is kept: schema attributes normalised, read-only ones and
 * the password left out (this server signs nobody in, so it keeps no passwords), everything it does not know kept as
 * it is. Answers invalidValue or invalidSyntax.
 */
export function acceptResource(type: ResourceType, input: JsonObject): Result<JsonObject, ScimProblem> {
  const schemas = schemaList(type, input);
  if (!schemas.ok) return schemas;
  const content: [string, Json][] = [['schemas', schemas.value]];
  for (const [key, value] of Object.entries(input)) {
    const definition = definitionFor(type, key);
    const accepted = isIgnored(definition) ? ok(undefined) : acceptValue(definition, key, value);
    if (!accepted.ok) return accepted;
    if (accepted.value !== undefined) content.push([definition?.name ?? extensionKey(key), accepted.value]);
  }
  return ok(Object.fromEntries(content));
}

/** Whether `schemas` names the core schema of the type, which a whole resource must do (RFC 7643 section 3). */
export function declaresCoreSchema(type: ResourceType, input: JsonObject): Result<void, ScimProblem> {
  const declared = valueOfKey(input, 'schemas');
  const urn = coreSchemaOf[type].id;
  const isDeclared = isJsonArray(declared) && declared.some((item) => sameText(item, urn));
  return isDeclared ? ok(undefined) : badRequest('invalidSyntax', `schemas must contain ${urn}`);
}

function isIgnored(definition: SchemaAttribute | undefined): boolean {
  return definition?.mutability === 'readOnly' || definition?.mutability === 'writeOnly';
}

function definitionFor(type: ResourceType, key: string): SchemaAttribute | undefined {
  const lower = key.toLowerCase();
  return [...commonAttributes, ...coreSchemaOf[type].attributes].find(
    ({ name }) => name.toLowerCase() === lower,
  );
}

function acceptValue(definition: SchemaAttribute | undefined, key: string, value: Json): Normalised {
  if (definition !== undefined) return normalise(definition, value, definition.name);
  if (value === null || (isJsonArray(value) && value.length === 0)) return ok(undefined);
  return sameText(key, ENTERPRISE_USER_URN) ? normalise(enterprise, value, key) : ok(value);
}

const enterprise: SchemaAttribute = {
  name: ENTERPRISE_USER_URN,
  type: 'complex',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  subAttributes: enterpriseUserSchema.attributes,
};

function extensionKey(key: string): string {
  return sameText(key, ENTERPRISE_USER_URN) ? ENTERPRISE_USER_URN : key;
}

/** The core schema, what the client declared, and the extensions that are present, each once. */
function schemaList(type: ResourceType, input: JsonObject): Result<readonly string[], ScimProblem> {
  const declared = valueOfKey(input, 'schemas') ?? [];
  if (!isJsonArray(declared) || !declared.every((item) => typeof item === 'string')) {
    return badRequest('invalidSyntax', 'schemas must be a list of texts');
  }
  const present = Object.keys(input).filter(
    (key) => key.includes(':') && isJsonObject(valueOfKey(input, key)),
  );
  const urns = [coreSchemaOf[type].id, ...declared.map(extensionKey), ...present.map(extensionKey)];
  return ok([...new Map(urns.toReversed().map((urn) => [urn.toLowerCase(), urn])).values()].toReversed());
}

function sameText(left: Json, right: string): boolean {
  return typeof left === 'string' && left.toLowerCase() === right.toLowerCase();
}
