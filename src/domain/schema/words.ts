import type {
  AttributeMapping,
  AttributeType,
  FlowType,
  MappingFlow,
  MappingSource,
  Mutability,
} from './types.ts';

/**
 * The closed word lists of a synchronization schema. Graph's own pages spell them in several ways ("string" and
 * "String", "Add,Update,Delete" with and without blanks), so they are read without regard to case.
 */
export const attributeTypes: readonly AttributeType[] = [
  'String',
  'Integer',
  'Reference',
  'Binary',
  'Boolean',
  'DateTime',
];
export const mutabilities: readonly Mutability[] = ['ReadWrite', 'ReadOnly', 'Immutable', 'WriteOnly'];
export const mappingFlows: readonly MappingFlow[] = [
  'Always',
  'ObjectAddOnly',
  'MultiValueAddOnly',
  'ValueAddOnly',
  'AttributeAddOnly',
];
export const flowBehaviors: readonly AttributeMapping['flowBehavior'][] = ['FlowWhenChanged', 'FlowAlways'];
export const sourceTypes: readonly MappingSource['type'][] = ['Attribute', 'Constant', 'Function'];
export const flowTypes: readonly FlowType[] = ['Add', 'Update', 'Delete'];

/** The word of the list that is spelled like `text`, whatever its case. */
export function findWord<Word extends string>(words: readonly Word[], text: string): Word | undefined {
  const folded = text.trim().toLowerCase();
  return words.find((word) => word.toLowerCase() === folded);
}

/** The flags of "Add, Update", or undefined when one of them is none of the three. "None" and "" are no flag. */
export function readFlowTypes(text: string): ReadonlySet<FlowType> | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const named = parts.filter((part) => part !== '' && part.toLowerCase() !== 'none');
  const flags = named.map((part) => findWord(flowTypes, part));
  return flags.every((flag) => flag !== undefined) ? new Set(flags) : undefined;
}
