import type { AttributeDefinition } from './types.ts';

/** A single-valued text attribute with the defaults of Graph's `attributeDefinition`. */
export const plainAttribute = (name: string): AttributeDefinition => ({
  name,
  type: 'String',
  anchor: false,
  required: false,
  multivalued: false,
  caseExact: false,
  mutability: 'ReadWrite',
  flowNullValues: false,
  referencedObjects: [],
  metadata: new Map(),
  unknown: {},
});

/** The definition of this name. A mapping to an attribute that the schema does not define is one to a plain text. */
export const definitionNamed = (
  name: string,
  definitions: readonly AttributeDefinition[],
): AttributeDefinition => definitions.find((definition) => definition.name === name) ?? plainAttribute(name);
