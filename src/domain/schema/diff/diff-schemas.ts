import { isMetadataOff, isMetadataOn } from '../json/metadata-json.ts';
import type { ObjectMapping, SynchronizationRule, SynchronizationSchema } from '../types.ts';
import { flowTypes } from '../words.ts';
import { attributeChanges, matchingChanges } from './attribute-changes.ts';
import { contentKey } from './canonical.ts';
import { type SchemaChange, schemaDifferences } from './change.ts';
import { definedMapping, definitionChanges } from './definition-changes.ts';
import { type Pairs, type Placed, pairItems, placed } from './pairs.ts';
import { restrictionChanges, scopeChanges } from './scope-changes.ts';

/** The changes of one object mapping, or of a rule around its mappings. */
export type DiffSection = { readonly title: string; readonly changes: readonly SchemaChange[] };

type Both<Item> = Pairs<Item>['pairs'][number];
type Schemas = { readonly before: SynchronizationSchema; readonly after: SynchronizationSchema };

const ruleTitle = ({ name, id }: SynchronizationRule): string => `Rule ${name === '' ? id : name}`;

const mappingTitle = ({ name, sourceObjectName, targetObjectName }: ObjectMapping): string =>
  `${name === '' ? 'Object mapping' : name} (${sourceObjectName} -> ${targetObjectName})`;

const whole = (
  kind: 'added' | 'removed',
  subject: 'rule' | 'objectMapping',
  path: string,
  message: string,
): SchemaChange => ({ kind, subject, path, message, differences: [] });

const usageText = ({ enabled, metadata }: ObjectMapping): string => {
  if (!enabled) return 'switched off';
  const disposition = metadata.get('Disposition')?.toLowerCase() ?? 'normal';
  if (disposition !== 'normal') return `Disposition ${disposition}`;
  return isMetadataOn(metadata, 'Unsynchronized') ? 'for reference only (Unsynchronized)' : 'in use';
};

const actionsText = (mapping: ObjectMapping): string =>
  flowTypes.filter((flow) => mapping.flowTypes.has(flow)).join(', ') || 'None';

function usageChanges({ before, after }: Both<ObjectMapping>): readonly SchemaChange[] {
  const facets = (mapping: ObjectMapping) => new Map([['use', usageText(mapping)]]);
  const differences = schemaDifferences(facets(before.item), facets(after.item));
  if (differences.length === 0) return [];
  const message = `The object mapping was ${usageText(before.item)} and is now ${usageText(after.item)}.`;
  return [{ kind: 'changed', subject: 'objectMapping', path: after.path, message, differences }];
}

function flowTypeChanges({ before, after }: Both<ObjectMapping>): readonly SchemaChange[] {
  const facets = (mapping: ObjectMapping) => new Map([['flowTypes', actionsText(mapping)]]);
  const differences = schemaDifferences(facets(before.item), facets(after.item));
  if (differences.length === 0) return [];
  const message = 'Other target object actions are switched on.';
  return [{ kind: 'changed', subject: 'flowTypes', path: `${after.path}.flowTypes`, message, differences }];
}

function objectChanges({ before, after }: Both<ObjectMapping>): readonly SchemaChange[] {
  const facets = (mapping: ObjectMapping) =>
    new Map([
      ['sourceObjectName', mapping.sourceObjectName],
      ['targetObjectName', mapping.targetObjectName],
    ]);
  const differences = schemaDifferences(facets(before.item), facets(after.item));
  if (differences.length === 0) return [];
  const message = 'The object mapping connects other objects.';
  return [{ kind: 'changed', subject: 'objectMapping', path: after.path, message, differences }];
}

function mappingSection(
  both: Both<ObjectMapping>,
  rules: Both<SynchronizationRule>,
  schemas: Schemas,
): DiffSection {
  const { before, after } = both;
  const old = definedMapping(schemas.before, rules.before.item, before);
  const now = definedMapping(schemas.after, rules.after.item, after);
  const changes = [
    ...objectChanges(both),
    ...usageChanges(both),
    ...flowTypeChanges(both),
    ...scopeChanges(before, after),
    ...matchingChanges(before, after),
    ...attributeChanges(before, after),
    ...definitionChanges(old, now),
  ];
  return { title: mappingTitle(after.item), changes };
}

/** What a rule is picked by, and where it reads and writes. Its name has no effect. */
const ruleFacets = (rule: SynchronizationRule): ReadonlyMap<string, string> =>
  new Map([
    ['id', rule.id],
    ['priority', String(rule.priority)],
    ['sourceDirectoryName', rule.sourceDirectoryName],
    ['targetDirectoryName', rule.targetDirectoryName],
    ['supportsProvisionOnDemand', String(!isMetadataOff(rule.metadata, 'supportsProvisionOnDemand'))],
  ]);

function ruleSection(both: Both<SynchronizationRule>, mappings: Pairs<ObjectMapping>): DiffSection {
  const { before, after } = both;
  const differences = schemaDifferences(ruleFacets(before.item), ruleFacets(after.item));
  const properties = differences.map(({ property }) => property).join(', ');
  const message = `The rule is another one: ${properties}.`;
  const own: readonly SchemaChange[] =
    differences.length === 0
      ? []
      : [{ kind: 'changed', subject: 'rule', path: after.path, message, differences }];
  const added = mappings.added.map(({ item, path }) =>
    whole(
      'added',
      'objectMapping',
      path,
      `${mappingTitle(item)} is new, with ${item.attributeMappings.length} attribute mappings.`,
    ),
  );
  const removed = mappings.removed.map(({ item, path }) =>
    whole(
      'removed',
      'objectMapping',
      path,
      `${mappingTitle(item)} is gone: these objects are no longer provisioned.`,
    ),
  );
  const changes = [...own, ...restrictionChanges(before, after), ...removed, ...added];
  return { title: ruleTitle(after.item), changes };
}

/** The directions that a mapping connects come first; its name tells two of the same direction apart. */
function pairMappings({ before, after }: Both<SynchronizationRule>): Pairs<ObjectMapping> {
  const of = ({ item, path }: Placed<SynchronizationRule>) =>
    placed(item.objectMappings, `${path}.objectMappings`);
  const direction = (one: ObjectMapping) => JSON.stringify([one.sourceObjectName, one.targetObjectName]);
  const named = (one: ObjectMapping) => JSON.stringify([direction(one), one.name]);
  const exact = (one: ObjectMapping) => JSON.stringify([named(one), contentKey(one)]);
  return pairItems(of(before), of(after), [exact, named, direction, ({ name }) => name]);
}

function rulesSection({ added, removed }: Pairs<SynchronizationRule>): DiffSection {
  const gone = removed.map(({ item, path }) =>
    whole(
      'removed',
      'rule',
      path,
      `${ruleTitle(item)} is gone, with its ${item.objectMappings.length} object mappings.`,
    ),
  );
  const come = added.map(({ item, path }) =>
    whole(
      'added',
      'rule',
      path,
      `${ruleTitle(item)} is new, with ${item.objectMappings.length} object mappings.`,
    ),
  );
  return { title: 'Schema', changes: [...gone, ...come] };
}

/**
 * What the change from one schema to another means for provisioning. The order of anything, blanks in expressions,
 * titles, names of mappings, spellings and metadata without effect do not count. Equal meanings give an empty list.
 */
export function diffSchemas(
  before: SynchronizationSchema,
  after: SynchronizationSchema,
): readonly DiffSection[] {
  const of = (schema: SynchronizationSchema) => placed(schema.synchronizationRules, 'synchronizationRules');
  const content = ({ objectMappings }: SynchronizationRule) =>
    JSON.stringify(objectMappings.map(contentKey).toSorted());
  const rules = pairItems(of(before), of(after), [
    (rule) => JSON.stringify([rule.id, rule.name, content(rule)]),
    (rule) => JSON.stringify([rule.id, rule.name]),
    ({ id }) => id,
    ({ name }) => name,
  ]);
  const sections = rules.pairs.flatMap((both) => {
    const mappings = pairMappings(both);
    const inner = mappings.pairs.map((pair) => mappingSection(pair, both, { before, after }));
    return [ruleSection(both, mappings), ...inner];
  });
  return [rulesSection(rules), ...sections].filter(({ changes }) => changes.length > 0);
}
