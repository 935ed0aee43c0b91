import { describe, expect, it } from 'vitest';
import type { ExpressionOutcome } from '../../../src/domain/expressions/evaluate.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { MappedAttribute } from '../../../src/domain/planning/map-attributes.ts';
import { type AttributePlan, planAttribute } from '../../../src/domain/planning/plan-attribute.ts';
import { plainAttribute } from '../../../src/domain/schema/plain-attribute.ts';
import type {
  AttributeDefinition,
  AttributeMapping,
  MappingFlow,
  Mutability,
} from '../../../src/domain/schema/types.ts';

type Change = {
  readonly definition?: Partial<AttributeDefinition>;
  readonly mapping?: Partial<AttributeMapping>;
  readonly outcome?: MappedAttribute['outcome'];
};

const valued = (value: AttributeValue): ExpressionOutcome => ({ kind: 'value', value });
const none: ExpressionOutcome = { kind: 'null' };

const mapped = ({ definition, mapping, outcome = valued('Sales') }: Change): MappedAttribute => ({
  definition: { ...plainAttribute('department'), ...definition },
  mapping: {
    targetAttributeName: 'department',
    matchingPriority: 0,
    flowType: 'Always',
    flowBehavior: 'FlowWhenChanged',
    exportMissingReferences: false,
    unknown: {},
    ...mapping,
  },
  outcome,
});

const onCreation = (change: Change): AttributePlan => planAttribute(mapped(change), { creating: true });
const onUpdate = (held: AttributeValue | undefined, change: Change = {}): AttributePlan =>
  planAttribute(mapped(change), { creating: false, value: held });

/** `send add Sales`, `unchanged`, `notFlowed`: fate, and for what is sent how and what. */
const told = (plan: AttributePlan): string => {
  if (plan.fate !== 'send') return plan.fate;
  const { delta } = plan;
  return `send ${delta.change}${delta.change === 'remove' ? '' : ` ${String(delta.value)}`}`;
};

describe('flowType', () => {
  it.each<[MappingFlow, string, string, string, string]>([
    // on creation, target empty, equal, different
    ['Always', 'send add Sales', 'send add Sales', 'unchanged', 'send replace Sales'],
    ['ObjectAddOnly', 'send add Sales', 'notFlowed', 'notFlowed', 'notFlowed'],
    ['AttributeAddOnly', 'send add Sales', 'send add Sales', 'notFlowed', 'notFlowed'],
    ['ValueAddOnly', 'send add Sales', 'send add Sales', 'unchanged', 'send add Sales'],
    ['MultiValueAddOnly', 'send add Sales', 'send add Sales', 'unchanged', 'send add Sales'],
  ])('%s: creation %s, empty %s, equal %s, different %s', (flowType, creation, empty, equal, different) => {
    const change = { mapping: { flowType } };

    expect(told(onCreation(change))).toBe(creation);
    expect(told(onUpdate(undefined, change))).toBe(empty);
    expect(told(onUpdate('', change))).toBe(empty);
    expect(told(onUpdate('Sales', change))).toBe(equal);
    expect(told(onUpdate('Finance', change))).toBe(different);
  });

  it.each<MappingFlow>(['ValueAddOnly', 'MultiValueAddOnly'])(
    '%s adds only the values that are missing',
    (flowType) => {
      const change = {
        mapping: { flowType },
        definition: { multivalued: true },
        outcome: valued(['a', 'b', 'c']),
      };

      expect(told(onUpdate(['B', 'x'], change))).toBe('send add a,c');
    },
  );
});

describe('mutability', () => {
  it.each<[Mutability, string, string, string]>([
    ['ReadWrite', 'send add Sales', 'send add Sales', 'send replace Sales'],
    ['ReadOnly', 'notFlowed', 'notFlowed', 'notFlowed'],
    ['Immutable', 'send add Sales', 'notFlowed', 'notFlowed'],
    ['WriteOnly', 'send add Sales', 'notFlowed', 'notFlowed'],
  ])('%s: creation %s, empty %s, different %s', (mutability, creation, empty, different) => {
    const change = { definition: { mutability } };

    expect(told(onCreation(change))).toBe(creation);
    expect(told(onUpdate(undefined, change))).toBe(empty);
    expect(told(onUpdate('Finance', change))).toBe(different);
  });

  it('WriteOnly flows on an update where it flows every time', () => {
    const change = {
      definition: { mutability: 'WriteOnly' },
      mapping: { flowBehavior: 'FlowAlways' },
    } as const;

    expect(told(onUpdate(undefined, change))).toBe('send add Sales');
  });

  it('an anchor is never written', () => {
    expect(told(onCreation({ definition: { anchor: true } }))).toBe('notFlowed');
    expect(told(onUpdate('x', { definition: { anchor: true } }))).toBe('notFlowed');
  });
});

describe('flowBehavior FlowAlways', () => {
  it('sends equal values, too, and says that they are', () => {
    const plan = onUpdate('Sales', { mapping: { flowBehavior: 'FlowAlways' } });

    expect(told(plan)).toBe('send replace Sales');
    expect(plan.because).toBe('flows every time');
  });

  it('sends no empty value either', () => {
    expect(told(onUpdate('Sales', { mapping: { flowBehavior: 'FlowAlways' }, outcome: none }))).toBe('kept');
  });
});

describe('without a value', () => {
  const required = { required: true };

  it.each<[string, Change, string, string]>([
    // on creation, on an update of a filled attribute
    ['null', { outcome: none }, 'notFlowed', 'kept'],
    ['null with a default', { outcome: none, mapping: { defaultValue: 'None' } }, 'send add None', 'kept'],
    ['null with an empty default', { outcome: none, mapping: { defaultValue: '' } }, 'notFlowed', 'kept'],
    ['null, required', { outcome: none, definition: required }, 'invalid', 'kept'],
    ['empty, required', { outcome: valued(''), definition: required }, 'invalid', 'send replace '],
    [
      'null, required, default in the target schema',
      { outcome: none, definition: { ...required, defaultValue: 'Other' } },
      'send add Other',
      'kept',
    ],
    [
      'null, required, both defaults',
      {
        outcome: none,
        mapping: { defaultValue: 'None' },
        definition: { ...required, defaultValue: 'Other' },
      },
      'send add None',
      'kept',
    ],
    ['no source', { outcome: { kind: 'noSource' } }, 'notFlowed', 'notFlowed'],
    [
      'no source with a default',
      { outcome: { kind: 'noSource' }, mapping: { defaultValue: 'None' } },
      'send add None',
      'notFlowed',
    ],
    ['no source, required', { outcome: { kind: 'noSource' }, definition: required }, 'invalid', 'notFlowed'],
    [
      'skipped by IgnoreFlowIfNullOrEmpty',
      { outcome: { kind: 'skipAttribute', because: 'x' } },
      'notFlowed',
      'notFlowed',
    ],
    [
      'skipped, required',
      { outcome: { kind: 'skipAttribute', because: 'x' }, definition: required },
      'invalid',
      'notFlowed',
    ],
    [
      'an expression that fails',
      { outcome: { kind: 'error', error: { code: 'ArgumentType', message: 'No.' } } },
      'invalid',
      'invalid',
    ],
  ])('%s: creation %s, update %s', (_, change, creation, update) => {
    expect(told(onCreation(change))).toBe(creation);
    expect(told(onUpdate('Finance', change))).toBe(update);
  });

  it('a default of a mapping without a source fills an empty attribute on an update, too', () => {
    const change: Change = { outcome: { kind: 'noSource' }, mapping: { defaultValue: 'None' } };

    expect(told(onUpdate(undefined, change))).toBe('send add None');
  });

  it('only a value that the target has is called kept', () => {
    expect(told(onUpdate(undefined, { outcome: none }))).toBe('notFlowed');
  });

  it('a required attribute that can never be written is no obstacle', () => {
    const definition = { required: true, mutability: 'ReadOnly' } as const;

    expect(told(onCreation({ outcome: none, definition }))).toBe('notFlowed');
  });

  it('distinguishes a missing value, which skips the object, from an expression that fails it', () => {
    expect(onCreation({ outcome: none, definition: required })).toMatchObject({ rule: 'missingRequired' });
    expect(
      onCreation({ outcome: { kind: 'error', error: { code: 'ArgumentType', message: 'No.' } } }),
    ).toMatchObject({ rule: 'expression', because: 'No.' });
  });
});

describe('comparing', () => {
  it.each<[string, AttributeValue, AttributeValue, Partial<AttributeDefinition>, string]>([
    ['case does not count', 'Sales', 'SALES', {}, 'unchanged'],
    ['case counts with caseExact', 'Sales', 'SALES', { caseExact: true }, 'send replace Sales'],
    ['a text becomes a boolean', 'True', true, { type: 'Boolean' }, 'unchanged'],
    ['the other truth is a change', 'False', true, { type: 'Boolean' }, 'send replace false'],
    [
      'booleans know no case, not even with caseExact',
      'True',
      'true',
      { type: 'Boolean', caseExact: true },
      'unchanged',
    ],
    ['a text becomes an integer', '007', 7, { type: 'Integer' }, 'unchanged'],
    ['lists compare as sets', ['b', 'a', 'a'], ['A', 'B'], { multivalued: true }, 'unchanged'],
    ['a set with another value is a change', ['a'], ['a', 'b'], { multivalued: true }, 'send replace a'],
    ['one value equals a list of it', 'a', ['a'], { multivalued: true }, 'unchanged'],
    ['a single-valued attribute takes the first of several', ['Sales', 'Other'], 'Sales', {}, 'unchanged'],
  ])('%s', (_, wanted, held, definition, expected) => {
    expect(told(onUpdate(held, { outcome: valued(wanted), definition }))).toBe(expected);
  });

  it('keeps in the delta what the target held, in its own spelling', () => {
    expect(onUpdate('Finance')).toMatchObject({
      delta: { change: 'replace', attribute: 'department', value: 'Sales', old: 'Finance' },
    });
  });

  it('writes values in the type of the target schema', () => {
    expect(onCreation({ outcome: valued('True'), definition: { type: 'Boolean' } })).toMatchObject({
      value: true,
    });
    expect(onCreation({ outcome: valued('7'), definition: { type: 'Integer' } })).toMatchObject({ value: 7 });
    expect(onCreation({ outcome: valued('a'), definition: { multivalued: true } })).toMatchObject({
      value: ['a'],
    });
    expect(onCreation({ outcome: valued('many'), definition: { type: 'Integer' } })).toMatchObject({
      value: 'many',
    });
  });
});
