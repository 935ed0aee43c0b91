import { evaluate } from '../../../expressions/evaluate.ts';
import { type Attributes, displayText } from '../../../model/value.ts';
import { coerce } from '../../../planning/compare.ts';
import { accountStatusAttribute, disabledValue, softDeletedAttribute } from '../../account-status.ts';
import type { AttributeDefinition } from '../../types.ts';
import { type AttributeFacts, aboutAttribute, type MappingFacts, type ReviewOptions } from '../facts.ts';
import { type SchemaFinding, schemaFinding } from '../finding.ts';
import { writesNothing } from './object-mapping.ts';

/** How a source says that somebody is active, in the names of each system: value when active, value when not. */
const statusOfSources: readonly (readonly [
  name: string,
  active: string | boolean,
  inactive: string | boolean,
])[] = [
  ['accountEnabled', true, false],
  ['IsSoftDeleted', false, true],
  ['accountDisabled', false, true],
  ['Active', '1', '0'],
  ['activeEmploymentsCount', '1', '0'],
];

const person = (active: boolean): Attributes =>
  new Map(statusOfSources.map(([name, whenActive, whenNot]) => [name, active ? whenActive : whenNot]));

type StatusFacts = AttributeFacts & { readonly target: AttributeDefinition };

/** The text that a status mapping gives for somebody active or inactive; undefined when it does not show. */
function statusText(
  attribute: StatusFacts,
  active: boolean,
  { now, runPattern }: ReviewOptions,
): string | undefined {
  if (attribute.expression?.ok !== true) return undefined;
  const { outcome } = evaluate(attribute.expression.value, { attributes: person(active), now, runPattern });
  if (outcome.kind !== 'value') return undefined;
  return displayText(coerce(outcome.value, attribute.target))?.toLowerCase();
}

function reviewPolarity(attribute: StatusFacts, options: ReviewOptions): readonly SchemaFinding[] {
  const { expression, mapping } = attribute;
  const name = mapping.targetAttributeName;
  if (expression?.ok !== true) return [];
  const reads = expression.value.sourceAttributes;
  if (reads.length === 0) {
    const message = `"${name}" carries the account status, but its mapping is the same for everybody: leavers are not disabled by it.`;
    return [
      aboutAttribute(attribute, 'source', {
        code: 'status.constant',
        message,
        fix: 'Map the status attribute of the source.',
      }),
    ];
  }
  if (!reads.every((read) => statusOfSources.some(([known]) => known === read))) return [];
  const disabled = String(disabledValue(attribute.target)).toLowerCase();
  const [whenActive, whenNot] = [statusText(attribute, true, options), statusText(attribute, false, options)];
  if (whenActive !== disabled || whenNot === disabled) return [];
  const message = `The mapping of "${name}" is the wrong way round: it disables whoever is active in the source and leaves the others enabled.`;
  const fix = 'Exchange the two values.';
  return [aboutAttribute(attribute, 'source.expression', { code: 'status.inverted', message, fix })];
}

function reviewFlow(
  attribute: StatusFacts,
  { mapping: { flowTypes } }: MappingFacts,
): readonly SchemaFinding[] {
  const name = attribute.mapping.targetAttributeName;
  if (attribute.mapping.flowType === 'ObjectAddOnly') {
    const message = `"${name}" carries the account status, but flows only during object creation: leavers are not disabled by it.`;
    return [
      aboutAttribute(attribute, 'flowType', {
        code: 'status.notUpdated',
        message,
        fix: 'Set the flow type to Always.',
      }),
    ];
  }
  if (flowTypes.has('Update') || flowTypes.size === 0) return [];
  const message = `"${name}" carries the account status, but the Update action is switched off: leavers are not disabled.`;
  return [
    aboutAttribute(attribute, '', {
      code: 'status.notUpdated',
      message,
      fix: 'Add Update to the flowTypes of the object mapping.',
    }),
  ];
}

function reviewNone(
  { path, mapping, target }: MappingFacts,
  status: AttributeDefinition,
): readonly SchemaFinding[] {
  const deletes =
    mapping.flowTypes.has('Delete') &&
    target?.object.metadata.get('IsSoftDeletionSupported')?.toLowerCase() !== 'true';
  const consequence = deletes
    ? 'whoever is disabled in the source stays enabled in the target'
    : 'nothing will be disabled when somebody leaves or falls out of scope';
  return [
    schemaFinding({
      code: 'status.none',
      path: `${path}.attributeMappings`,
      message: `Nothing is mapped to "${status.name}", which carries the account status of the target: ${consequence}.`,
      fix: `Map the status of the source to "${status.name}".`,
      target: status.name,
    }),
  ];
}

/**
 * The account status: that a mapping feeds it, on updates too, and the right way round.
 * Source: entra-docs `how-provisioning-works` (deprovisioning).
 */
export function reviewStatus(facts: MappingFacts, options: ReviewOptions): readonly SchemaFinding[] {
  if (facts.target === undefined || facts.kind === 'group' || !facts.inUse || writesNothing(facts)) return [];
  const { object } = facts.target;
  const status = accountStatusAttribute(object);
  const carriers = [status, softDeletedAttribute(object)].flatMap((one) => one?.name ?? []);
  const mapped = facts.attributes.flatMap((attribute) =>
    attribute.target !== undefined && carriers.includes(attribute.target.name)
      ? [{ ...attribute, target: attribute.target }]
      : [],
  );
  if (mapped.length === 0) return status === undefined ? [] : reviewNone(facts, status);
  return mapped.flatMap((attribute) => [
    ...reviewPolarity(attribute, options),
    ...reviewFlow(attribute, facts),
  ]);
}
