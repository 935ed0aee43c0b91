import type { ExpressionError } from '../../expressions/errors.ts';
import type { PatternRunner } from '../../expressions/pattern-runner.ts';
import { type Expression, parseExpression } from '../../expressions/syntax/expression.ts';
import type { Result } from '../../result.ts';
import { findDirectory } from '../check.ts';
import { isMetadataOn } from '../json/metadata-json.ts';
import type {
  AttributeDefinition,
  AttributeMapping,
  DirectoryDefinition,
  ObjectDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from '../types.ts';
import { type FindingCode, type SchemaFinding, schemaFinding } from './finding.ts';
import { type System, systemOf } from './systems.ts';

/** What the reviewer knows besides the file. */
export type ReviewOptions = {
  readonly now: Date;
  /** Some findings are made by evaluating expressions, whose patterns come from the file. */
  readonly runPattern: PatternRunner;
  /** The app provisions all users and groups ("Sync all"), not only assigned ones; absent = not known. */
  readonly syncAll?: boolean;
  /** The API version in the connection URL of Workday, 34 for v34.0; absent = not known. */
  readonly workdayVersion?: number;
  /** What the reader of the file saw and a JSON value does not show any more: keys that appear twice. */
  readonly alsoFound?: readonly SchemaFinding[];
};

/** One attribute mapping with everything it refers to. */
export type AttributeFacts = {
  readonly path: string;
  readonly mapping: AttributeMapping;
  /** Absent for a target attribute that the schema does not define. */
  readonly target?: AttributeDefinition;
  /** Absent for a mapping without a source. */
  readonly expression?: Result<Expression, ExpressionError>;
};

/** One side of an object mapping. Absent parts are names that refer to nothing, which is told elsewhere. */
export type MappingSide = {
  readonly directory: DirectoryDefinition;
  readonly object: ObjectDefinition;
  readonly attributes: ReadonlyMap<string, AttributeDefinition>;
  readonly system: System;
};

export type MappingFacts = {
  readonly path: string;
  readonly rule: SynchronizationRule;
  readonly mapping: ObjectMapping;
  readonly kind: 'user' | 'group';
  /** False for a mapping that is switched off, discards its objects or is for reference only. */
  readonly inUse: boolean;
  readonly source?: MappingSide;
  readonly target?: MappingSide;
  readonly attributes: readonly AttributeFacts[];
};

export const isInUse = ({ enabled, metadata }: ObjectMapping): boolean =>
  enabled &&
  metadata.get('Disposition')?.toLowerCase() !== 'discard' &&
  !isMetadataOn(metadata, 'Unsynchronized');

function sideOf(directory: DirectoryDefinition | undefined, objectName: string): MappingSide | undefined {
  const object = directory?.objects.find(({ name }) => name === objectName);
  if (directory === undefined || object === undefined) return undefined;
  const attributes = new Map(object.attributes.map((attribute) => [attribute.name, attribute]));
  return { directory, object, attributes, system: systemOf(directory, object) };
}

function attributeFacts(
  mapping: AttributeMapping,
  path: string,
  target: MappingSide | undefined,
): AttributeFacts {
  const definition = target?.attributes.get(mapping.targetAttributeName);
  return {
    path,
    mapping,
    ...(definition !== undefined && { target: definition }),
    ...(mapping.source !== undefined && { expression: parseExpression(mapping.source.expression) }),
  };
}

function mappingFacts(
  schema: SynchronizationSchema,
  rule: SynchronizationRule,
  mapping: ObjectMapping,
  path: string,
): MappingFacts {
  const source = sideOf(findDirectory(schema, rule.sourceDirectoryName), mapping.sourceObjectName);
  const target = sideOf(findDirectory(schema, rule.targetDirectoryName), mapping.targetObjectName);
  return {
    path,
    rule,
    mapping,
    kind: /(?:^|:)group$/i.test(mapping.sourceObjectName) ? 'group' : 'user',
    inUse: isInUse(mapping),
    ...(source !== undefined && { source }),
    ...(target !== undefined && { target }),
    attributes: mapping.attributeMappings.map((one, index) =>
      attributeFacts(one, `${path}.attributeMappings[${index}]`, target),
    ),
  };
}

/** Every object mapping of a schema, with its names resolved and its expressions parsed once. */
export function mappingFactsOf(schema: SynchronizationSchema): readonly MappingFacts[] {
  return schema.synchronizationRules.flatMap((rule, index) =>
    rule.objectMappings.map((mapping, position) =>
      mappingFacts(schema, rule, mapping, `synchronizationRules[${index}].objectMappings[${position}]`),
    ),
  );
}

/** A finding about one attribute mapping; `property` is the one of its properties to blame. */
export function aboutAttribute(
  { path, mapping }: AttributeFacts,
  property: string,
  finding: { readonly code: FindingCode; readonly message: string; readonly fix: string },
): SchemaFinding {
  const target = mapping.targetAttributeName;
  return schemaFinding({ ...finding, path: property === '' ? path : `${path}.${property}`, target });
}
