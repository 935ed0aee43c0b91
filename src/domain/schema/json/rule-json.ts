import type { AttributeMapping, ObjectMapping, SynchronizationRule } from '../types.ts';
import { findWord, flowBehaviors, flowTypes, mappingFlows, readFlowTypes } from '../words.ts';
import { encodeFilter, readFilter } from './filter-json.ts';
import { encodeMetadata, readMetadata } from './metadata-json.ts';
import {
  type AttributeMappingJson,
  type ObjectMappingJson,
  objectMappingShape,
  type RuleJson,
} from './shape.ts';
import { encodeSource, readSource } from './source-json.ts';

/** The JSON form of a synchronization rule and what it contains; `read` and `encode` as in the directory's file. */
export function readAttributeMapping(found: Partial<AttributeMappingJson>): AttributeMapping {
  return {
    targetAttributeName: found.targetAttributeName ?? '',
    ...(found.source && { source: readSource(found.source) }),
    matchingPriority: found.matchingPriority ?? 0,
    flowType: findWord(mappingFlows, found.flowType ?? '') ?? 'Always',
    flowBehavior: findWord(flowBehaviors, found.flowBehavior ?? '') ?? 'FlowWhenChanged',
    ...(typeof found.defaultValue === 'string' && { defaultValue: found.defaultValue }),
    exportMissingReferences: found.exportMissingReferences ?? false,
    unknown: found,
  };
}

export function encodeAttributeMapping(mapping: AttributeMapping): Record<string, unknown> {
  const { unknown: _, source, ...same } = mapping;
  return {
    ...same,
    defaultValue: mapping.defaultValue ?? null,
    source: source === undefined ? null : encodeSource(source),
  };
}

export function readObjectMapping(found: Partial<ObjectMappingJson>): ObjectMapping {
  return {
    name: found.name ?? '',
    enabled: found.enabled ?? true,
    flowTypes: readFlowTypes(found.flowTypes ?? flowTypes.join()) ?? new Set(flowTypes),
    sourceObjectName: found.sourceObjectName ?? '',
    targetObjectName: found.targetObjectName ?? '',
    ...(found.scope && { scope: readFilter(found.scope) }),
    attributeMappings: (found.attributeMappings ?? []).map(readAttributeMapping),
    metadata: readMetadata(found.metadata),
    unknown: found,
  };
}

export function encodeObjectMapping(mapping: ObjectMapping): Record<string, unknown> {
  const { name, enabled, sourceObjectName, targetObjectName, scope } = mapping;
  const flags = flowTypes.filter((flow) => mapping.flowTypes.has(flow));
  return {
    name,
    enabled,
    flowTypes: flags.length === 0 ? 'None' : flags.join(),
    sourceObjectName,
    targetObjectName,
    scope: scope === undefined ? null : encodeFilter(scope),
    metadata: encodeMetadata(mapping.metadata),
  };
}

/** One that is switched off may be of any form; what cannot be read of it stays in `unknown`, to be written back. */
function readAnyMapping(found: ObjectMappingJson): ObjectMapping {
  if (found.enabled !== false || objectMappingShape.safeParse(found).success) return readObjectMapping(found);
  const { name, sourceObjectName, targetObjectName } = found;
  const head = { name: textOr(name), sourceObjectName: textOr(sourceObjectName) };
  const bare = readObjectMapping({ ...head, targetObjectName: textOr(targetObjectName), enabled: false });
  return { ...bare, unknown: found };
}

const textOr = (found: unknown): string => (typeof found === 'string' ? found : '');

export function readRule(found: Partial<RuleJson>): SynchronizationRule {
  return {
    id: found.id ?? '',
    name: found.name ?? '',
    priority: found.priority ?? 0,
    sourceDirectoryName: found.sourceDirectoryName ?? '',
    targetDirectoryName: found.targetDirectoryName ?? '',
    objectMappings: (found.objectMappings ?? []).map(readAnyMapping),
    metadata: readMetadata(found.metadata),
    includedContainers: found.containerFilter?.includedContainers ?? [],
    includedGroups: found.groupFilter?.includedGroups ?? [],
    unknown: found,
  };
}

export function encodeRule(rule: SynchronizationRule): Record<string, unknown> {
  const { id, name, priority, sourceDirectoryName, targetDirectoryName } = rule;
  return {
    id,
    name,
    priority,
    sourceDirectoryName,
    targetDirectoryName,
    metadata: encodeMetadata(rule.metadata),
    containerFilter: { includedContainers: rule.includedContainers },
    groupFilter: { includedGroups: rule.includedGroups },
  };
}
