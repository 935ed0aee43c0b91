import { isMetadataOff } from '../json/metadata-json.ts';
import type { SynchronizationRule, SynchronizationSchema } from '../types.ts';
import { isInUse, type MappingFacts } from './facts.ts';
import { type SchemaFinding, schemaFinding } from './finding.ts';

const pathOf = (index: number): string => `synchronizationRules[${index}]`;

function reviewIds(rules: readonly SynchronizationRule[]): readonly SchemaFinding[] {
  return rules.flatMap((rule, index) => {
    const first = rules.findIndex(({ id }) => id === rule.id);
    if (first === index || rule.id === '') return [];
    return [
      schemaFinding({
        code: 'rule.sameId',
        path: `${pathOf(index)}.id`,
        message: `The rule "${rule.name}" has the same id as ${pathOf(first)}: provisioning on demand names a rule by its id.`,
        fix: 'Give each rule an id of its own, or export the schema again.',
      }),
    ];
  });
}

const objectsOf = ({ objectMappings }: SynchronizationRule): readonly string[] =>
  objectMappings.filter(isInUse).map(({ sourceObjectName }) => sourceObjectName.toLowerCase());

/** Two rules are rivals when both could provision the same object and neither comes first. */
function areRivals(a: SynchronizationRule, b: SynchronizationRule): boolean {
  const shared = objectsOf(a).some((name) => objectsOf(b).includes(name));
  return shared && a.priority === b.priority;
}

function reviewPriorities(rules: readonly SynchronizationRule[]): readonly SchemaFinding[] {
  const candidates = rules.map((rule, index) => ({ rule, index })).filter(({ rule }) => onDemand(rule));
  return candidates.flatMap(({ rule, index }) => {
    const rival = candidates.find((other) => other.index < index && areRivals(other.rule, rule));
    if (rival === undefined) return [];
    return [
      schemaFinding({
        code: 'rule.samePriority',
        path: `${pathOf(index)}.priority`,
        message: `The rules "${rival.rule.name}" and "${rule.name}" have the same priority ${rule.priority} and map the same object, so neither comes first.`,
        fix: 'Give the rule that shall be used the lower number.',
      }),
    ];
  });
}

const onDemand = ({ metadata }: SynchronizationRule): boolean =>
  !isMetadataOff(metadata, 'supportsProvisionOnDemand');

const distinguishedName =
  /^(?:[A-Za-z][\w.-]*\s*=\s*(?:\\.|[^,\\])+)(?:,\s*[A-Za-z][\w.-]*\s*=\s*(?:\\.|[^,\\])+)*$/s;

function reviewContainers(rule: SynchronizationRule, path: string): readonly SchemaFinding[] {
  return rule.includedContainers.flatMap((container, index) => {
    if (distinguishedName.test(container.trim())) return [];
    return [
      schemaFinding({
        code: 'rule.container',
        path: `${path}.containerFilter.includedContainers[${index}]`,
        message: `"${container}" is no distinguished name, so no object lies in this container.`,
        fix: 'Write it like OU=Staff,DC=contoso,DC=com.',
      }),
    ];
  });
}

function reviewRule(rule: SynchronizationRule, path: string): readonly SchemaFinding[] {
  const containers = reviewContainers(rule, path);
  if (rule.objectMappings.length === 0) {
    const message = `The rule "${rule.name}" maps no object.`;
    const fix = 'Add an object mapping, or remove the rule.';
    return [
      ...containers,
      schemaFinding({ code: 'rule.noMappings', path: `${path}.objectMappings`, message, fix }),
    ];
  }
  if (onDemand(rule)) return containers;
  const message = `The rule "${rule.name}" says that it does not support provisioning on demand.`;
  const fix = 'Nothing needs to change; on demand another rule is taken.';
  return [...containers, schemaFinding({ code: 'rule.notOnDemand', path: `${path}.metadata`, message, fix })];
}

/** The rules: ids and priorities of their own, something to map, containers that can hold an object. */
export function reviewRules({
  synchronizationRules: rules,
}: SynchronizationSchema): readonly SchemaFinding[] {
  if (rules.length === 0) {
    const message = 'The schema has no synchronization rule: it provisions nothing.';
    const fix = 'Export the schema of a job that is configured.';
    return [schemaFinding({ code: 'rule.none', path: 'synchronizationRules', message, fix })];
  }
  const each = rules.flatMap((rule, index) => reviewRule(rule, pathOf(index)));
  return [...reviewIds(rules), ...reviewPriorities(rules), ...each];
}

/** Two mappings of a rule that are both in use and take the same object: on demand neither may be picked. */
export function reviewRivalMappings(all: readonly MappingFacts[]): readonly SchemaFinding[] {
  return all.flatMap((facts, index) => {
    const rival = all
      .slice(0, index)
      .find(
        ({ rule, inUse, mapping }) =>
          rule === facts.rule && inUse && mapping.sourceObjectName === facts.mapping.sourceObjectName,
      );
    if (rival === undefined || !facts.inUse || rival.mapping.scope?.categoryFilterGroups.length) return [];
    return [
      schemaFinding({
        code: 'mapping.sameObject',
        path: facts.path,
        message: `The mappings "${rival.mapping.name}" and "${facts.mapping.name}" both provision the object "${facts.mapping.sourceObjectName}".`,
        fix: 'Switch off the one that shall not be used on demand.',
      }),
    ];
  });
}
