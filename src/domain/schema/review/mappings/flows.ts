import { allNodes } from '../../../expressions/syntax/tree.ts';
import { type AttributeFacts, aboutAttribute, type MappingFacts } from '../facts.ts';
import type { SchemaFinding } from '../finding.ts';

type Check = (attribute: AttributeFacts, facts: MappingFacts) => readonly SchemaFinding[];

/** Attributes that targets take for the name of one person; a shared locale or profile is nothing to tell. */
const tellsApart = /^cn$|mail|user_?name|principal|account|login|nick|external_?id|employee|identifier/i;

const isRequired = ({ target }: AttributeFacts): boolean => target?.required === true;

const reviewDefault: Check = (attribute) => {
  const { defaultValue, matchingPriority, source } = attribute.mapping;
  const name = attribute.mapping.targetAttributeName;
  if (defaultValue === undefined || defaultValue === '') return [];
  if (source?.type === 'Constant') {
    const message = `The default of "${name}" is never used: the mapping is a constant.`;
    return [
      aboutAttribute(attribute, 'defaultValue', {
        code: 'default.unused',
        message,
        fix: 'Remove the default.',
      }),
    ];
  }
  if (matchingPriority > 0) {
    const message = `"${name}" is a matching attribute and has the default "${defaultValue}": everybody without a value gets the same one, and is then found as the same object.`;
    const fix = 'Remove the default, or match by an attribute that everybody has.';
    return [aboutAttribute(attribute, 'defaultValue', { code: 'default.onMatching', message, fix })];
  }
  if (!isRequired(attribute) || !tellsApart.test(name)) return [];
  const message = `"${name}" is required and has the default "${defaultValue}": everybody without a value is created with the same one.`;
  const fix = 'Nothing needs to change if the target does not want unique values here.';
  return [aboutAttribute(attribute, 'defaultValue', { code: 'default.onRequired', message, fix })];
};

const reviewFlowType: Check = (attribute) => {
  const { mapping, target } = attribute;
  const adds = mapping.flowType === 'MultiValueAddOnly' || mapping.flowType === 'ValueAddOnly';
  if (!adds || target === undefined || target.multivalued) return [];
  const message = `The flow type ${mapping.flowType} adds values, but "${target.name}" holds only one.`;
  const fix = 'Write Always, or AttributeAddOnly to write only where the target has no value.';
  return [aboutAttribute(attribute, 'flowType', { code: 'flow.singleValued', message, fix })];
};

const reviewReferences: Check = (attribute) => {
  if (!attribute.mapping.exportMissingReferences) return [];
  const message = `exportMissingReferences is on for "${attribute.mapping.targetAttributeName}": a reference to an object that is not in the target is sent unresolved, and most targets refuse it.`;
  const fix = 'Set it to false, so that the reference follows when its object exists.';
  return [
    aboutAttribute(attribute, 'exportMissingReferences', { code: 'flow.missingReferences', message, fix }),
  ];
};

const reviewSource: Check = (attribute) => {
  const { source, defaultValue, targetAttributeName } = attribute.mapping;
  if (source !== undefined || (defaultValue !== undefined && defaultValue !== '')) return [];
  const message = `The mapping of "${targetAttributeName}" has neither a source nor a default, so it does nothing.`;
  return [
    aboutAttribute(attribute, '', { code: 'flow.nothing', message, fix: 'Remove it, or give it a source.' }),
  ];
};

/** These give another value each time they are asked. */
const random = new Set(['Guid', 'RandomString']);

/** The call that makes a value new each time; undefined when there is none. */
export function randomCall({ expression }: AttributeFacts) {
  if (expression?.ok !== true) return undefined;
  return [...allNodes(expression.value.tree)].find((node) => node.kind === 'call' && random.has(node.name));
}

const reviewRandom: Check = (attribute) => {
  const { mapping } = attribute;
  const node = randomCall(attribute);
  if (
    node?.kind !== 'call' ||
    mapping.flowType === 'ObjectAddOnly' ||
    mapping.flowType === 'AttributeAddOnly'
  )
    return [];
  const message = `${node.name} gives a new value every time, and "${mapping.targetAttributeName}" flows on every update: the target changes with each cycle.`;
  const fix = 'Set the flow type to ObjectAddOnly (only during object creation).';
  return [
    {
      ...aboutAttribute(attribute, 'flowType', { code: 'flow.randomEveryTime', message, fix }),
      ...node.at,
      expression: mapping.source?.expression ?? '',
    },
  ];
};

/** How values flow: defaults, flow types, references that are sent unresolved, values that change every time. */
export function reviewFlows(facts: MappingFacts): readonly SchemaFinding[] {
  const checks = [reviewDefault, reviewFlowType, reviewReferences, reviewSource, reviewRandom];
  return facts.attributes.flatMap((attribute) => checks.flatMap((check) => check(attribute, facts)));
}
