import type { Delta } from '../model/entry.ts';
import { type AttributeValue, isEmptyValue } from '../model/value.ts';
import { unreachable } from '../result.ts';
import type { AttributeDefinition, AttributeMapping } from '../schema/types.ts';
import { coerce, missingValues, sameValue } from './compare.ts';
import type { MappedAttribute } from './map-attributes.ts';

/** What becomes of one mapped attribute, and why. Only `send` reaches the target. */
export type AttributePlan =
  | { readonly fate: 'send'; readonly value: AttributeValue; readonly delta: Delta; readonly because: string }
  | {
      readonly fate: 'unchanged' | 'kept' | 'notFlowed';
      readonly value?: AttributeValue;
      readonly because: string;
    }
  | { readonly fate: 'invalid'; readonly because: string; readonly rule: InvalidRule };

/** `missingRequired` skips the object (AttributeValidationFailed); `expression` fails its Perform action step. */
export type InvalidRule = 'missingRequired' | 'expression';

type Held =
  | { readonly creating: true }
  | { readonly creating: false; readonly value: AttributeValue | undefined };

const notFlowed = (because: string): AttributePlan => ({ fate: 'notFlowed', because });

/** Why this attribute can never be written here, whatever its value. */
function barrier(definition: AttributeDefinition, mapping: AttributeMapping, held: Held): string | undefined {
  if (definition.anchor) return 'the anchor of the target is never written';
  if (definition.mutability === 'ReadOnly') return 'the target attribute is read-only';
  if (held.creating) return undefined;
  if (mapping.flowType === 'ObjectAddOnly') return 'flows only during object creation';
  if (definition.mutability === 'Immutable')
    return 'the target attribute can be set only during object creation';
  if (mapping.flowType === 'AttributeAddOnly' && !isEmptyValue(held.value)) {
    return 'flows only while the target has no value';
  }
  if (definition.mutability === 'WriteOnly' && mapping.flowBehavior !== 'FlowAlways') {
    return 'cannot be read back, so a change cannot be seen';
  }
  return undefined;
}

/**
 * What stands in for a missing value on creation (portal: "default value if null"): the default of the mapping, and
 * for a required attribute that of the target schema.
 */
function valueOnCreation(
  definition: AttributeDefinition,
  fallback: string | undefined,
  because: string,
): AttributeValue | AttributePlan {
  if (!isEmptyValue(fallback) && fallback !== undefined) return fallback;
  if (!definition.required) return notFlowed(because);
  if (definition.defaultValue !== undefined) return definition.defaultValue;
  return {
    fate: 'invalid',
    rule: 'missingRequired',
    because: `${definition.name} is required in the target and the source gives no value`,
  };
}

const NO_VALUE = 'the source gives no value';
const NO_SOURCE = 'the mapping has no source';

/** Without a value an update leaves alone what the target has. */
function valueOnUpdate(value: AttributeValue | undefined): AttributePlan {
  if (isEmptyValue(value)) return notFlowed(NO_VALUE);
  return { fate: 'kept', because: 'kept: empty values do not flow' };
}

/** A mapping without a source leaves the target alone, but its default fills a gap. */
function constantOnUpdate(
  fallback: string | undefined,
  value: AttributeValue | undefined,
): AttributeValue | AttributePlan {
  return fallback !== undefined && isEmptyValue(value) ? fallback : notFlowed(NO_SOURCE);
}

/** The mapped value, or why there is none. */
function wantedValue(mapped: MappedAttribute, held: Held): AttributeValue | AttributePlan {
  const { outcome, mapping, definition } = mapped;
  const fallback = mapping.defaultValue;
  switch (outcome.kind) {
    case 'value':
      if (!held.creating || !definition.required || !isEmptyValue(outcome.value)) return outcome.value;
      return valueOnCreation(definition, fallback, NO_VALUE);
    case 'noSource':
      return held.creating
        ? valueOnCreation(definition, fallback, NO_SOURCE)
        : constantOnUpdate(fallback, held.value);
    case 'null':
      return held.creating ? valueOnCreation(definition, fallback, NO_VALUE) : valueOnUpdate(held.value);
    case 'skipAttribute':
      return held.creating
        ? valueOnCreation(definition, undefined, outcome.because)
        : notFlowed(outcome.because);
    case 'skipObject':
      return notFlowed(outcome.because);
    case 'chooseUnique':
      return notFlowed('a unique value is chosen only during object creation');
    case 'error':
      return { fate: 'invalid', rule: 'expression', because: outcome.error.message };
    default:
      return unreachable(outcome);
  }
}

const isPlan = (candidate: AttributeValue | AttributePlan): candidate is AttributePlan =>
  typeof candidate === 'object' && 'fate' in candidate;

function addedValues(
  mapped: MappedAttribute,
  wanted: AttributeValue,
  held: AttributeValue | undefined,
): AttributePlan {
  const missing = missingValues(wanted, held, mapped.definition);
  const attribute = mapped.definition.name;
  if (missing === undefined)
    return { fate: 'unchanged', value: wanted, because: 'the target has these values' };
  return {
    fate: 'send',
    value: wanted,
    delta: { change: 'add', attribute, value: missing },
    because: 'values are added, never removed',
  };
}

function changed(
  mapped: MappedAttribute,
  wanted: AttributeValue,
  held: AttributeValue | undefined,
): AttributePlan {
  const { mapping, definition } = mapped;
  if (mapping.flowType === 'ValueAddOnly' || mapping.flowType === 'MultiValueAddOnly') {
    return addedValues(mapped, wanted, held);
  }
  const equal = sameValue(wanted, held, definition);
  if (equal && mapping.flowBehavior !== 'FlowAlways') {
    return { fate: 'unchanged', value: wanted, because: 'source and target are equal' };
  }
  const attribute = definition.name;
  const delta: Delta =
    held === undefined || isEmptyValue(held)
      ? { change: 'add', attribute, value: wanted }
      : { change: 'replace', attribute, value: wanted, old: held };
  return { fate: 'send', value: wanted, delta, because: equal ? 'flows every time' : 'the value differs' };
}

/**
 * Decides what becomes of one mapped attribute.
 * `held` is what the target has; on creation there is nothing to compare with and everything with a value is sent.
 * Source of the rules: Graph `attributeMapping` (flowType, flowBehavior, defaultValue), `attributeDefinition`.
 */
export function planAttribute(mapped: MappedAttribute, held: Held): AttributePlan {
  const { definition, mapping } = mapped;
  const blocked = barrier(definition, mapping, held);
  if (blocked !== undefined) return notFlowed(blocked);
  const raw = wantedValue(mapped, held);
  if (isPlan(raw)) return raw;
  const wanted = coerce(raw, definition);
  if (!held.creating) return changed(mapped, wanted, held.value);
  return {
    fate: 'send',
    value: wanted,
    delta: { change: 'add', attribute: definition.name, value: wanted },
    because: 'the object is created with it',
  };
}
