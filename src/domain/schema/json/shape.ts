import { z } from 'zod';
import {
  attributeTypes,
  findWord,
  flowBehaviors,
  mappingFlows,
  mutabilities,
  readFlowTypes,
  sourceTypes,
} from '../words.ts';

/**
 * What of a schema file must have which JSON type. Everything may be absent or null but the names that other parts
 * refer to; properties that are not listed here are neither checked nor lost. A mapping that is switched off may leave
 * out what it likes: `isSwitchedOff`.
 * Source: Graph v1.0 reference, the resources below `synchronizationSchema`.
 */
const name = z.string().min(1, { error: 'is empty' });
const text = z.string().nullish();
const flag = z.boolean().nullish();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();

const wordOf = (words: readonly string[]) =>
  z
    .string()
    .refine((word) => findWord(words, word) !== undefined, { error: `is none of ${words.join(', ')}` })
    .nullish();

const flags = z
  .string()
  .refine((word) => readFlowTypes(word) !== undefined, { error: 'is no list of Add, Update, Delete' })
  .nullish();

const metadata = list(
  z.looseObject({ key: z.string(), value: z.union([z.string(), z.boolean(), z.number()]).nullish() }),
);

const attribute = z.looseObject({
  name,
  type: wordOf(attributeTypes),
  anchor: flag,
  required: flag,
  multivalued: flag,
  caseExact: flag,
  mutability: wordOf(mutabilities),
  defaultValue: text,
  flowNullValues: flag,
  referencedObjects: list(z.looseObject({ referencedObjectName: text })),
  apiExpressions: list(z.looseObject({ value: text })),
  metadata,
});

const object = z.looseObject({ name, attributes: list(attribute), metadata });

const directory = z.looseObject({ id: text, name, objects: list(object) });

const clause = z.looseObject({
  operatorName: name,
  sourceOperandName: name,
  targetOperand: z.looseObject({ values: list(z.string()) }).nullish(),
});

const filterGroups = list(z.looseObject({ name: text, clauses: list(clause) }));

export const filterShape = z
  .looseObject({ groups: filterGroups, inputFilterGroups: filterGroups, categoryFilterGroups: filterGroups })
  .nullish();

/** The parameters stay unchecked: they repeat the expression as a tree, and are only read where it is missing. */
const source = z
  .looseObject({ type: wordOf(sourceTypes), name: text, expression: text })
  .refine((found) => Boolean(found.expression) || typeof found.name === 'string', {
    error: 'has neither an expression nor a name',
  })
  .nullish();

const attributeMapping = z.looseObject({
  targetAttributeName: name,
  source,
  matchingPriority: z.int().nullish(),
  flowType: wordOf(mappingFlows),
  flowBehavior: wordOf(flowBehaviors),
  defaultValue: text,
  exportMissingReferences: flag,
});

export const objectMappingShape = z.looseObject({
  name: text,
  enabled: flag,
  flowTypes: flags,
  sourceObjectName: name,
  targetObjectName: name,
  scope: filterShape,
  attributeMappings: list(attributeMapping),
  metadata,
});

const rule = z.looseObject({
  id: name,
  name: text,
  priority: z.int().nullish(),
  sourceDirectoryName: name,
  targetDirectoryName: name,
  objectMappings: list(objectMappingShape),
  metadata,
  containerFilter: z.looseObject({ includedContainers: list(z.string()) }).nullish(),
  groupFilter: z.looseObject({ includedGroups: list(z.string()) }).nullish(),
});

export const schemaShape = z.looseObject({
  id: text,
  version: text,
  directories: list(directory),
  synchronizationRules: list(rule),
});

export type SchemaJson = z.input<typeof schemaShape>;
export type DirectoryJson = z.input<typeof directory>;
export type ObjectJson = z.input<typeof object>;
export type AttributeJson = z.input<typeof attribute>;
export type RuleJson = z.input<typeof rule>;
export type ObjectMappingJson = z.input<typeof objectMappingShape>;
export type AttributeMappingJson = z.input<typeof attributeMapping>;
export type SourceJson = NonNullable<z.input<typeof source>>;
export type FilterJson = NonNullable<z.input<typeof filterShape>>;
export type MetadataJson = z.input<typeof metadata>;

/** What is wrong with the form of a schema, apart from mappings that are switched off. */
export const schemaTroubles = (json: unknown): readonly z.core.$ZodIssue[] =>
  (schemaShape.safeParse(json).error?.issues ?? []).filter(({ path }) => !isSwitchedOff(path, json));

/**
 * Whether a trouble is inside an object mapping with `enabled: false`. Nothing is done with it, and exports of
 * connectors have such mappings with names left empty.
 */
function isSwitchedOff(path: readonly PropertyKey[], json: unknown): boolean {
  const [rules, rule, mappings, mapping, ...inside] = path;
  if (rules !== 'synchronizationRules' || mappings !== 'objectMappings' || inside.length === 0) return false;
  const found = [rules, rule, mappings, mapping].reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && key !== undefined ? Reflect.get(at, key) : undefined,
    json,
  );
  return typeof found === 'object' && found !== null && Reflect.get(found, 'enabled') === false;
}
