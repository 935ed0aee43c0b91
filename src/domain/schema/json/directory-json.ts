import type { AttributeDefinition, DirectoryDefinition, ObjectDefinition } from '../types.ts';
import { attributeTypes, findWord, mutabilities } from '../words.ts';
import { encodeMetadata, readMetadata } from './metadata-json.ts';
import type { AttributeJson, DirectoryJson, ObjectJson } from './shape.ts';

/**
 * The JSON form of a directory definition and what it contains. Every `read` accepts a resource with absent
 * properties and gives Graph's defaults; every `encode` gives the properties that its `read` looked at.
 */
export function readAttribute(found: Partial<AttributeJson>): AttributeDefinition {
  const apiExpression = found.apiExpressions?.[0]?.value ?? undefined;
  return {
    name: found.name ?? '',
    type: findWord(attributeTypes, found.type ?? '') ?? 'String',
    anchor: found.anchor === true,
    required: found.required === true,
    multivalued: found.multivalued === true,
    caseExact: found.caseExact === true,
    mutability: findWord(mutabilities, found.mutability ?? '') ?? 'ReadWrite',
    ...(typeof found.defaultValue === 'string' && { defaultValue: found.defaultValue }),
    flowNullValues: found.flowNullValues === true,
    referencedObjects: (found.referencedObjects ?? []).flatMap(
      ({ referencedObjectName }) => referencedObjectName ?? [],
    ),
    ...(apiExpression !== undefined && { apiExpression }),
    metadata: readMetadata(found.metadata),
    unknown: found,
  };
}

export function encodeAttribute(attribute: AttributeDefinition): Record<string, unknown> {
  const { apiExpression, referencedObjects, metadata, unknown: _, ...same } = attribute;
  return {
    ...same,
    defaultValue: attribute.defaultValue ?? null,
    referencedObjects: referencedObjects.map((referencedObjectName) => ({
      referencedObjectName,
      referencedProperty: null,
    })),
    // The key of a filled entry is not documented; the engine reads the first entry whatever its key.
    apiExpressions: apiExpression === undefined ? [] : [{ key: 'value', value: apiExpression }],
    metadata: encodeMetadata(metadata),
  };
}

export function readObject(found: Partial<ObjectJson>): ObjectDefinition {
  return {
    name: found.name ?? '',
    attributes: (found.attributes ?? []).map(readAttribute),
    metadata: readMetadata(found.metadata),
    unknown: found,
  };
}

export function encodeObject({ name, metadata }: ObjectDefinition): Record<string, unknown> {
  return { name, metadata: encodeMetadata(metadata) };
}

export function readDirectory(found: Partial<DirectoryJson>): DirectoryDefinition {
  return {
    ...(typeof found.id === 'string' && { id: found.id }),
    name: found.name ?? '',
    objects: (found.objects ?? []).map(readObject),
    unknown: found,
  };
}

export function encodeDirectory({ id, name }: DirectoryDefinition): Record<string, unknown> {
  return { id: id ?? null, name };
}
