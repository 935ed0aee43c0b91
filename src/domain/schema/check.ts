import { sameDirectory } from './directory-names.ts';
import type { SchemaIssue } from './issue.ts';
import { suggestion } from './suggestion.ts';
import type {
  AttributeMapping,
  DirectoryDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from './types.ts';

type Named = { readonly at: string; readonly name: string };

/** Every second and later use of a name. */
function repeated(
  names: readonly Named[],
  issue: (again: Named, first: Named) => SchemaIssue,
): SchemaIssue[] {
  const seen = new Map<string, Named>();
  return names.flatMap((named) => {
    const first = seen.get(named.name);
    if (first !== undefined) return [issue(named, first)];
    seen.set(named.name, named);
    return [];
  });
}

const named = (path: string, items: readonly { readonly name: string }[]): readonly Named[] =>
  items.map(({ name }, index) => ({ at: `${path}[${index}].name`, name }));

const usedTwice =
  (noun: string) =>
  (again: Named, first: Named): SchemaIssue => ({
    path: again.at,
    message: `The ${noun} "${again.name}" is defined twice; the first is at ${first.at}.`,
    fix: 'Keep one of the two definitions, or rename one.',
  });

function checkDirectories(directories: readonly DirectoryDefinition[]): readonly SchemaIssue[] {
  const own = repeated(named('directories', directories), usedTwice('directory'));
  const inner = directories.flatMap((directory, index) => {
    const path = `directories[${index}].objects`;
    const attributes = directory.objects.flatMap((object, position) =>
      repeated(named(`${path}[${position}].attributes`, object.attributes), usedTwice('attribute')),
    );
    return [...repeated(named(path, directory.objects), usedTwice('object')), ...attributes];
  });
  return [...own, ...inner];
}

function checkTargets(mappings: readonly AttributeMapping[], path: string): readonly SchemaIssue[] {
  const targets = mappings.map(({ targetAttributeName }, index) => ({
    at: `${path}.attributeMappings[${index}].targetAttributeName`,
    name: targetAttributeName,
  }));
  return repeated(targets, (again, first) => ({
    path: again.at,
    message: `The target attribute "${again.name}" is mapped twice; the first mapping is at ${first.at}.`,
    fix: 'Remove one of the two mappings: a target attribute can be mapped once only.',
  }));
}

type Side = {
  readonly name: string;
  readonly property: 'sourceObjectName' | 'targetObjectName';
  readonly directory: DirectoryDefinition | undefined;
};

function checkObject({ name, property, directory }: Side, path: string): readonly SchemaIssue[] {
  if (directory === undefined || directory.objects.some((object) => object.name === name)) return [];
  const known = directory.objects.map((object) => object.name);
  return [
    {
      path: `${path}.${property}`,
      message: `The directory "${directory.name}" has no object "${name}".`,
      fix: `Name one of its objects; ${suggestion(name, known)}`,
    },
  ];
}

type Ends = {
  readonly source: DirectoryDefinition | undefined;
  readonly target: DirectoryDefinition | undefined;
};

function checkMapping(
  mapping: ObjectMapping,
  path: string,
  { source, target }: Ends,
): readonly SchemaIssue[] {
  if (!mapping.enabled) return [];
  return [
    ...checkObject({ name: mapping.sourceObjectName, property: 'sourceObjectName', directory: source }, path),
    ...checkObject({ name: mapping.targetObjectName, property: 'targetObjectName', directory: target }, path),
    ...checkTargets(mapping.attributeMappings, path),
  ];
}

function checkRule(
  rule: SynchronizationRule,
  path: string,
  schema: SynchronizationSchema,
): readonly SchemaIssue[] {
  const known = schema.directories.map(({ name }) => name);
  const unknown = (['sourceDirectoryName', 'targetDirectoryName'] as const)
    .filter((property) => findDirectory(schema, rule[property]) === undefined)
    .map((property) => ({
      path: `${path}.${property}`,
      message: `The schema has no directory "${rule[property]}".`,
      fix: `Name one of its directories; ${suggestion(rule[property], known)}`,
    }));
  const ends: Ends = {
    source: findDirectory(schema, rule.sourceDirectoryName),
    target: findDirectory(schema, rule.targetDirectoryName),
  };
  const mappings = rule.objectMappings.flatMap((mapping, index) =>
    checkMapping(mapping, `${path}.objectMappings[${index}]`, ends),
  );
  return [...unknown, ...mappings];
}

/** The directory of that name: the exact one first, then one that differs by a renaming of the product only. */
export function findDirectory(schema: SynchronizationSchema, name: string): DirectoryDefinition | undefined {
  const { directories } = schema;
  return (
    directories.find((directory) => directory.name === name) ??
    directories.find((directory) => sameDirectory(directory.name, name))
  );
}

/**
 * What makes a schema unusable although its form is right: names defined twice, rules and mappings that refer to
 * nothing, a target attribute mapped twice. Mappings that are switched off do no harm and are not looked at.
 * Source: Graph v1.0 reference, `synchronizationRule`, `objectMapping` and `attributeMapping`.
 */
export function checkSchema(schema: SynchronizationSchema): readonly SchemaIssue[] {
  const rules = schema.synchronizationRules.flatMap((rule, index) =>
    checkRule(rule, `synchronizationRules[${index}]`, schema),
  );
  return [...checkDirectories(schema.directories), ...rules];
}
