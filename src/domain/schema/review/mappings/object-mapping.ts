import { nearestName } from '../../../expressions/syntax/suggest.ts';
import type { MappingFacts } from '../facts.ts';
import { type SchemaFinding, schemaFinding } from '../finding.ts';

/** Values in the spelling of Graph v1.0 reference, `objectMappingMetadataEntry`; compared without regard to case. */
const metadataValues: ReadonlyMap<string, readonly string[]> = new Map([
  ['Disposition', ['Normal', 'Discard', 'Escrow']],
  ['EscrowBehavior', ['Default', 'IgnoreLookupReferenceResolutionFailure']],
  ['DisableMonitoringForChanges', ['true', 'false']],
  ['IsCustomerDefined', ['true', 'false']],
  ['ExcludeFromReporting', ['true', 'false']],
  ['Unsynchronized', ['true', 'false']],
]);

function reviewMetadata({ mapping, path }: MappingFacts): readonly SchemaFinding[] {
  return [...mapping.metadata].flatMap(([key, value]) => {
    const allowed = metadataValues.get(key);
    if (allowed === undefined || allowed.some((one) => one.toLowerCase() === value.toLowerCase())) return [];
    const near = nearestName(value, allowed);
    return [
      schemaFinding({
        code: 'metadata.value',
        path: `${path}.metadata`,
        message: `The metadata entry ${key} has the unknown value "${value}".`,
        fix: `${near === undefined ? '' : `Did you mean "${near}"? `}Write one of ${allowed.join(', ')}.`,
      }),
    ];
  });
}

function reasonUnused({ mapping }: MappingFacts): string {
  if (!mapping.enabled) return 'it is switched off (enabled is false)';
  return mapping.metadata.get('Disposition')?.toLowerCase() === 'discard'
    ? 'it discards its objects (Disposition Discard)'
    : 'it is for reference only (Unsynchronized)';
}

function reviewUse(facts: MappingFacts): readonly SchemaFinding[] {
  const message = `The mapping "${facts.mapping.name}" is not used: ${reasonUnused(facts)}.`;
  const fix = 'Nothing needs to change if this is meant so.';
  return [schemaFinding({ code: 'mapping.unused', path: facts.path, message, fix })];
}

function reviewFlowTypes({ inUse, mapping, path }: MappingFacts): readonly SchemaFinding[] {
  if (mapping.flowTypes.size > 0 || !inUse) return [];
  return [
    schemaFinding({
      code: 'mapping.noFlow',
      path: `${path}.flowTypes`,
      message:
        'No target object action is switched on (flowTypes is None): nothing is created, updated or deleted.',
      fix: 'Write the actions that are wanted, such as "Add,Update,Delete".',
    }),
  ];
}

/** A mapping that finds objects for references of others: it may change nothing, and need not disable anybody. */
export const writesNothing = ({ mapping, inUse }: MappingFacts): boolean =>
  inUse &&
  mapping.flowTypes.size > 0 &&
  !mapping.flowTypes.has('Add') &&
  mapping.attributeMappings.every(({ flowType }) => flowType === 'ObjectAddOnly');

function reviewWriting(facts: MappingFacts): readonly SchemaFinding[] {
  if (!writesNothing(facts)) return [];
  return [
    schemaFinding({
      code: 'mapping.writesNothing',
      path: `${facts.path}.flowTypes`,
      message:
        'This mapping finds objects and writes nothing: every attribute flows during creation only, and Create is switched off.',
      fix: 'Nothing needs to change if it only helps to find members or managers.',
    }),
  ];
}

/** What an object mapping says about itself: in use or not, its target object actions, its metadata. */
export function reviewObjectMapping(facts: MappingFacts): readonly SchemaFinding[] {
  if (!facts.inUse) return reviewUse(facts);
  return [...reviewFlowTypes(facts), ...reviewWriting(facts), ...reviewMetadata(facts)];
}
