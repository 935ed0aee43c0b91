import { parseExpression } from '../../expressions/syntax/expression.ts';
import { findDirectory } from '../check.ts';
import { filteredAttributes } from '../imported-attributes.ts';
import type {
  AttributeDefinition,
  ObjectDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from '../types.ts';
import { type SchemaChange, schemaDifferences } from './change.ts';

/** An object mapping with the definitions it refers to. */
export type DefinedMapping = {
  readonly mapping: ObjectMapping;
  readonly path: string;
  readonly source?: ObjectDefinition;
  readonly target?: ObjectDefinition;
};

export function definedMapping(
  schema: SynchronizationSchema,
  rule: SynchronizationRule,
  { item: mapping, path }: { readonly item: ObjectMapping; readonly path: string },
): DefinedMapping {
  const find = (directory: string, object: string) =>
    findDirectory(schema, directory)?.objects.find(({ name }) => name === object);
  const source = find(rule.sourceDirectoryName, mapping.sourceObjectName);
  const target = find(rule.targetDirectoryName, mapping.targetObjectName);
  return { mapping, path, ...(source && { source }), ...(target && { target }) };
}

function namesRead({ mapping }: DefinedMapping): ReadonlySet<string> {
  const mapped = mapping.attributeMappings.flatMap(({ source }) => {
    const parsed = source === undefined ? undefined : parseExpression(source.expression);
    return parsed?.ok === true ? parsed.value.sourceAttributes : [];
  });
  return new Set([...mapped, ...filteredAttributes(mapping.scope)]);
}

const namesWritten = ({ mapping }: DefinedMapping): ReadonlySet<string> =>
  new Set(mapping.attributeMappings.map(({ targetAttributeName }) => targetAttributeName));

type Facets = ReadonlyMap<string, string | undefined>;

/** What a source attribute is read by and as. */
const sourceFacets = (attribute: AttributeDefinition): Facets =>
  new Map([
    ['type', attribute.type],
    ['multivalued', String(attribute.multivalued)],
    ['anchor', String(attribute.anchor)],
    ['flowNullValues', String(attribute.flowNullValues)],
    ['apiExpression', attribute.apiExpression?.trim()],
  ]);

/** What decides how a value is written to a target attribute and compared with what is there. */
const targetFacets = (attribute: AttributeDefinition): Facets =>
  new Map([
    ['type', attribute.type],
    ['multivalued', String(attribute.multivalued)],
    ['anchor', String(attribute.anchor)],
    ['required', String(attribute.required)],
    ['caseExact', String(attribute.caseExact)],
    ['mutability', attribute.mutability],
    ['defaultValue', attribute.defaultValue],
    ['flowNullValues', String(attribute.flowNullValues)],
  ]);

type Sides = { readonly before: ObjectDefinition | undefined; readonly after: ObjectDefinition | undefined };

function changesOf(
  { before, after }: Sides,
  names: ReadonlySet<string>,
  facetsOf: (attribute: AttributeDefinition) => Facets,
  told: { readonly side: 'source' | 'target'; readonly path: string },
): readonly SchemaChange[] {
  const find = (object: ObjectDefinition | undefined, name: string) =>
    object?.attributes.find((attribute) => attribute.name === name);
  return [...names].flatMap((attribute) => {
    const [old, now] = [find(before, attribute), find(after, attribute)];
    if (old === undefined || now === undefined) return [];
    const differences = schemaDifferences(facetsOf(old), facetsOf(now));
    if (differences.length === 0) return [];
    const message = `The ${told.side} attribute "${attribute}" is defined otherwise.`;
    return [
      {
        kind: 'changed' as const,
        subject: 'definition' as const,
        path: told.path,
        attribute,
        message,
        differences,
      },
    ];
  });
}

/** Metadata of an object that decides what becomes of leavers. */
const statusMetadata = ['IsSoftDeletionSupported', 'PropertyNameAccountEnabled', 'PropertyNameSoftDeleted'];

function statusChanges({ before, after }: Sides, side: string, path: string): readonly SchemaChange[] {
  const facets = (object: ObjectDefinition | undefined): Facets =>
    new Map(statusMetadata.map((key) => [key, object?.metadata.get(key)]));
  const differences =
    before === undefined || after === undefined ? [] : schemaDifferences(facets(before), facets(after));
  if (differences.length === 0) return [];
  const message = `The ${side} object says otherwise how it is disabled or deleted.`;
  return [{ kind: 'changed', subject: 'deprovisioning', path, message, differences }];
}

const inBoth = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...a].filter((name) => b.has(name)));

/** Definitions of attributes that are mapped or filtered by on both sides; what nobody uses has no effect. */
export function definitionChanges(before: DefinedMapping, after: DefinedMapping): readonly SchemaChange[] {
  const read = inBoth(namesRead(before), namesRead(after));
  const written = inBoth(namesWritten(before), namesWritten(after));
  const source = { before: before.source, after: after.source };
  const target = { before: before.target, after: after.target };
  const { path } = after;
  return [
    ...changesOf(source, read, sourceFacets, { side: 'source', path }),
    ...changesOf(target, written, targetFacets, { side: 'target', path }),
    ...statusChanges(source, 'source', path),
    ...statusChanges(target, 'target', path),
  ];
}
