import { nearestName } from '../../expressions/syntax/suggest.ts';

/** One kind of resource in a schema file: its properties, and which of them hold resources again. */
type Form = {
  readonly noun: string;
  readonly keys: readonly string[];
  readonly children?: Readonly<Record<string, Form>>;
};

/*
 * The properties of each resource as Graph v1.0 publishes them in its metadata, and those that exports have beside
 * them. Source: Graph v1.0 reference, the resources below `synchronizationSchema`.
 */
const pair: Form = { noun: 'a key and value', keys: ['key', 'value'] };
const operand: Form = { noun: 'the operand of a clause', keys: ['values'] };
const clause: Form = {
  noun: 'a clause of a filter',
  keys: ['operatorName', 'sourceOperandName', 'targetOperand'],
  children: { targetOperand: operand },
};
const group: Form = { noun: 'a group of a filter', keys: ['name', 'clauses'], children: { clauses: clause } };
const filter: Form = {
  noun: 'a filter',
  keys: ['groups', 'inputFilterGroups', 'categoryFilterGroups'],
  children: { groups: group, inputFilterGroups: group, categoryFilterGroups: group },
};
/** What is unknown in one of these cannot be left out: a filter without its groups lets everybody pass. */
const filterForms: ReadonlySet<Form> = new Set([filter, group, clause, operand]);

const attributeMapping: Form = {
  noun: 'an attribute mapping',
  keys: [
    'targetAttributeName',
    'source',
    'matchingPriority',
    'flowType',
    'flowBehavior',
    'defaultValue',
    'exportMissingReferences',
    // The portal's switch "Flow null values" of a mapping; its spelling in a file is not published.
    'flowNullValues',
  ],
  children: {
    source: { noun: 'the source of a mapping', keys: ['type', 'name', 'expression', 'parameters'] },
  },
};
const objectMapping: Form = {
  noun: 'an object mapping',
  keys: [
    'name',
    'enabled',
    'flowTypes',
    'sourceObjectName',
    'targetObjectName',
    'scope',
    'attributeMappings',
    'metadata',
  ],
  children: { scope: filter, attributeMappings: attributeMapping, metadata: pair },
};
const rule: Form = {
  noun: 'a synchronization rule',
  keys: [
    'id',
    'name',
    'editable',
    'priority',
    'sourceDirectoryName',
    'targetDirectoryName',
    'objectMappings',
    'metadata',
    'containerFilter',
    'groupFilter',
  ],
  children: {
    objectMappings: objectMapping,
    metadata: pair,
    containerFilter: { noun: 'a filter of containers', keys: ['includedContainers'] },
    groupFilter: { noun: 'a filter of groups', keys: ['includedGroups'] },
  },
};
const attribute: Form = {
  noun: 'an attribute',
  keys: [
    'name',
    'type',
    'anchor',
    'required',
    'multivalued',
    'caseExact',
    'mutability',
    'defaultValue',
    'flowNullValues',
    'referencedObjects',
    'apiExpressions',
    'metadata',
  ],
  children: {
    referencedObjects: {
      noun: 'a referenced object',
      keys: ['referencedObjectName', 'referencedProperty'],
    },
    metadata: pair,
  },
};
const object: Form = {
  noun: 'an object',
  keys: ['name', 'attributes', 'metadata', 'supportedApis'],
  children: { attributes: attribute, metadata: pair },
};
const directory: Form = {
  noun: 'a directory',
  keys: [
    'id',
    'name',
    'objects',
    'readOnly',
    'version',
    'discoveryDateTime',
    'discoverabilities',
    'metadata',
  ],
  children: { objects: object, metadata: pair },
};
const schema: Form = {
  noun: 'a synchronization schema',
  keys: ['id', 'version', 'directories', 'synchronizationRules', 'provisioningTaskIdentifier'],
  children: { directories: directory, synchronizationRules: rule },
};

/** A property that its resource does not have. */
export type UnknownKey = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly fix: string;
  /** In a scoping filter, where a misspelled name would let everybody pass. */
  readonly inFilter: boolean;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** "filterGroups" is far from "groups" by its letters, and yet meant by it. */
function meantBy(key: string, known: readonly string[]): string | undefined {
  const folded = key.toLowerCase();
  return nearestName(key, known) ?? known.find((name) => folded.includes(name.toLowerCase()));
}

function unknownKey(key: string, path: readonly PropertyKey[], form: Form): UnknownKey {
  const meant = meantBy(key, form.keys);
  const inFilter = filterForms.has(form);
  const names = form.keys.map((name) => `"${name}"`).join(', ');
  return {
    path: [...path, key],
    message: inFilter
      ? `"${key}" is no property of ${form.noun}: what it says is not looked at, and somebody may pass who must not.`
      : `"${key}" is no property of ${form.noun}, so it has no effect.`,
    fix: meant === undefined ? `Remove it, or write one of ${names}.` : `Did you mean "${meant}"?`,
    inFilter,
  };
}

/** Annotations such as `@odata.type` and `directories@odata.context` are no properties. */
const isAnnotation = (key: string): boolean => key.includes('@');

function unknownIn(found: unknown, form: Form, path: readonly PropertyKey[]): readonly UnknownKey[] {
  if (Array.isArray(found)) return found.flatMap((item, index) => unknownIn(item, form, [...path, index]));
  // Nothing is done with a mapping that is switched off.
  if (!isObject(found) || (form === objectMapping && found['enabled'] === false)) return [];
  return Object.entries(found).flatMap(([key, value]) => {
    if (!form.keys.includes(key)) return isAnnotation(key) ? [] : [unknownKey(key, path, form)];
    const child = form.children?.[key];
    return child === undefined ? [] : unknownIn(value, child, [...path, key]);
  });
}

/** Every property in the JSON of a schema that its resource does not have, in the order of the file. */
export const unknownSchemaKeys = (json: unknown): readonly UnknownKey[] => unknownIn(json, schema, []);

/** The same in the JSON of one filter. */
export const unknownFilterKeys = (json: unknown): readonly UnknownKey[] => unknownIn(json, filter, []);
