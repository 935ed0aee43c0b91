import type {
  AttributeDefinition,
  AttributeMapping,
  DirectoryDefinition,
  ObjectDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from '../types.ts';
import {
  encodeAttribute,
  encodeDirectory,
  encodeObject,
  readAttribute,
  readDirectory,
  readObject,
} from './directory-json.ts';
import {
  encodeAttributeMapping,
  encodeObjectMapping,
  encodeRule,
  readAttributeMapping,
  readObjectMapping,
  readRule,
} from './rule-json.ts';
import { objectMappingShape } from './shape.ts';

/**
 * A resource keeps in `unknown` how it was found. Printing starts from that and replaces only what has changed
 * since, so an untouched file comes back as it was: nulls, spellings, annotations, order of properties.
 *
 *   found ──read──▶ before ──encode──┐
 *                                    ├─ differs? ──▶ written
 *   resource ───────────────encode──┘─ equal?   ──▶ as found
 */
type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Properties of ours lie over the found ones; a nested object keeps those that we do not know. */
function overlay(found: Json, before: Json, now: Json): Json {
  const changed = Object.entries(now).flatMap(([key, value]) => {
    if (JSON.stringify(value) === JSON.stringify(before[key])) return [];
    const old = found[key];
    return [[key, isObject(old) && isObject(value) ? { ...old, ...value } : value]];
  });
  return { ...found, ...Object.fromEntries(changed) };
}

/** A child list that was absent or null stays so while it is empty. */
function withChildren(printed: Json, key: string, children: readonly Json[]): Json {
  return children.length === 0 && !Array.isArray(printed[key]) ? printed : { ...printed, [key]: children };
}

function printAttribute(attribute: AttributeDefinition): Json {
  const found = attribute.unknown;
  return overlay(found, encodeAttribute(readAttribute(found)), encodeAttribute(attribute));
}

function printObject(object: ObjectDefinition): Json {
  const found = object.unknown;
  const before = encodeObject(readObject({ ...found, attributes: [] }));
  return withChildren(
    overlay(found, before, encodeObject(object)),
    'attributes',
    object.attributes.map(printAttribute),
  );
}

function printDirectory(directory: DirectoryDefinition): Json {
  const found = directory.unknown;
  const before = encodeDirectory(readDirectory({ ...found, objects: [] }));
  return withChildren(
    overlay(found, before, encodeDirectory(directory)),
    'objects',
    directory.objects.map(printObject),
  );
}

function printAttributeMapping(mapping: AttributeMapping): Json {
  const found = mapping.unknown;
  return overlay(found, encodeAttributeMapping(readAttributeMapping(found)), encodeAttributeMapping(mapping));
}

function printObjectMapping(mapping: ObjectMapping): Json {
  const found = mapping.unknown;
  // Of a mapping that is switched off and has another form nothing could be read, so nothing of it is replaced.
  if (!objectMappingShape.safeParse(found).success) return { ...found, enabled: mapping.enabled };
  const before = encodeObjectMapping(readObjectMapping({ ...found, attributeMappings: [] }));
  return withChildren(
    overlay(found, before, encodeObjectMapping(mapping)),
    'attributeMappings',
    mapping.attributeMappings.map(printAttributeMapping),
  );
}

function printRule(rule: SynchronizationRule): Json {
  const found = rule.unknown;
  const before = encodeRule(readRule({ ...found, objectMappings: [] }));
  return withChildren(
    overlay(found, before, encodeRule(rule)),
    'objectMappings',
    rule.objectMappings.map(printObjectMapping),
  );
}

const encodeHead = (id: unknown, version: unknown): Json => ({ id: id ?? '', version: version ?? null });

/**
 * The schema as JSON text, two blanks of indentation, one line break at the end, ready for
 * `PUT /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`. What was not changed since `parseSchema` is
 * written as it was found, properties that we do not know included.
 */
export function printSchema(schema: SynchronizationSchema): string {
  const found = schema.unknown;
  const before = encodeHead(found['id'], found['version']);
  const head = overlay(found, before, encodeHead(schema.id, schema.version));
  const rules = schema.synchronizationRules.map(printRule);
  const whole = withChildren(
    withChildren(head, 'directories', schema.directories.map(printDirectory)),
    'synchronizationRules',
    rules,
  );
  return `${JSON.stringify(whole, null, 2)}\n`;
}
