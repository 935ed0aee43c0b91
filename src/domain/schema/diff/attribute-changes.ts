import type { AttributeMapping, ObjectMapping } from '../types.ts';
import { canonicalSource, defaultText } from './canonical.ts';
import { type SchemaChange, schemaDifferences } from './change.ts';
import { type Placed, pairItems, placed } from './pairs.ts';

const facetsOf = (mapping: AttributeMapping): ReadonlyMap<string, string | undefined> =>
  new Map([
    ['source', canonicalSource(mapping)],
    ['flowType', mapping.flowType],
    ['flowBehavior', mapping.flowBehavior],
    ['defaultValue', defaultText(mapping)],
    ['exportMissingReferences', String(mapping.exportMissingReferences)],
  ]);

/** A mapping that is new had none of the properties. */
const noFacets = new Map<string, undefined>(
  ['source', 'flowType', 'flowBehavior', 'defaultValue', 'exportMissingReferences'].map((property) => [
    property,
    undefined,
  ]),
);

const sourceWords = (mapping: AttributeMapping): string => canonicalSource(mapping) ?? 'no source';

function added({ item, path }: Placed<AttributeMapping>): SchemaChange {
  const attribute = item.targetAttributeName;
  const message = `"${attribute}" is mapped now, from ${sourceWords(item)}.`;
  const differences = schemaDifferences(noFacets, facetsOf(item));
  return { kind: 'added', subject: 'attributeMapping', path, attribute, message, differences };
}

function removed({ item, path }: Placed<AttributeMapping>): SchemaChange {
  const attribute = item.targetAttributeName;
  const message = `"${attribute}" is no longer mapped; it was, from ${sourceWords(item)}. The target keeps what it has.`;
  return {
    kind: 'removed',
    subject: 'attributeMapping',
    path,
    attribute,
    message,
    differences: schemaDifferences(facetsOf(item), new Map()),
  };
}

function changed(
  before: AttributeMapping,
  { item, path }: Placed<AttributeMapping>,
): readonly SchemaChange[] {
  const differences = schemaDifferences(facetsOf(before), facetsOf(item));
  if (differences.length === 0) return [];
  const attribute = item.targetAttributeName;
  const properties = differences.map(({ property }) => property).join(', ');
  const message = `"${attribute}" is mapped otherwise: ${properties}.`;
  return [{ kind: 'changed', subject: 'attributeMapping', path, attribute, message, differences }];
}

/** Attribute mappings by their target attribute; the matching is compared as a whole, see `matchingChanges`. */
export function attributeChanges(
  before: Placed<ObjectMapping>,
  after: Placed<ObjectMapping>,
): readonly SchemaChange[] {
  const of = ({ item, path }: Placed<ObjectMapping>) =>
    placed(item.attributeMappings, `${path}.attributeMappings`);
  const found = pairItems(of(before), of(after), [({ targetAttributeName }) => targetAttributeName]);
  return [
    ...found.removed.map(removed),
    ...found.added.map(added),
    ...found.pairs.flatMap((pair) => changed(pair.before.item, pair.after)),
  ];
}

/** What is searched by, in the order in which it is asked; the numbers themselves mean nothing. */
export function matchingTexts({ attributeMappings }: ObjectMapping): readonly string[] {
  return attributeMappings
    .filter(({ matchingPriority }) => matchingPriority > 0)
    .toSorted(
      (a, b) =>
        a.matchingPriority - b.matchingPriority || (a.targetAttributeName < b.targetAttributeName ? -1 : 1),
    )
    .map((mapping) => `${mapping.targetAttributeName} = ${sourceWords(mapping)}`);
}

export function matchingChanges(
  before: Placed<ObjectMapping>,
  after: Placed<ObjectMapping>,
): readonly SchemaChange[] {
  const texts = ({ item }: Placed<ObjectMapping>) =>
    new Map([['matching', matchingTexts(item).join(', then ') || 'nothing']]);
  const differences = schemaDifferences(texts(before), texts(after));
  if (differences.length === 0) return [];
  const message = 'Objects are matched differently: another target object may be found than before, or none.';
  return [
    { kind: 'changed', subject: 'matching', path: `${after.path}.attributeMappings`, message, differences },
  ];
}
