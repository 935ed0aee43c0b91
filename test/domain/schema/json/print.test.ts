import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printSchema } from '../../../../src/domain/schema/json/print.ts';
import type { AttributeMapping, SynchronizationSchema } from '../../../../src/domain/schema/types.ts';
import { sample, sampleNames, sampleText, schemaOf, small, smallSchema } from '../fixtures.ts';

function withFirstMapping(
  schema: SynchronizationSchema,
  change: (mapping: AttributeMapping) => AttributeMapping,
): SynchronizationSchema {
  const synchronizationRules = schema.synchronizationRules.map((rule) => ({
    ...rule,
    objectMappings: rule.objectMappings.map((mapping) => ({
      ...mapping,
      attributeMappings: mapping.attributeMappings.map((one, index) => (index === 0 ? change(one) : one)),
    })),
  }));
  return { ...schema, synchronizationRules };
}

const mappingsIn = (text: string) =>
  JSON.parse(text).synchronizationRules[0].objectMappings[0].attributeMappings;

describe('writing a synchronization schema back', () => {
  it.each(sampleNames)('leaves an untouched %s as it was, to the order of its properties', (name) => {
    const before = JSON.stringify(JSON.parse(sampleText(name)));

    expect(JSON.stringify(JSON.parse(printSchema(sample(name))))).toBe(before);
  });

  it('keeps unknown properties, annotations, nulls and spellings at every level', () => {
    const odd = {
      '@odata.context': 'x',
      ...small({
        attribute: { type: 'string', 'type@odata.type': '#x', metadata: null, new: { deep: [1] } },
        mapping: {
          flowTypes: 'Add, Update',
          scope: null,
          'x-flowNull': true,
          metadata: [{ key: 'D', value: '"N"' }],
        },
        rule: { containerFilter: null, groupFilter: { includedGroups: null, more: 1 } },
      }),
    };

    expect(JSON.parse(printSchema(schemaOf(JSON.stringify(odd))))).toEqual(odd);
  });

  it.each([
    { directories: null },
    { id: 'x', directories: [], synchronizationRules: null },
    {
      directories: [
        { name: 'D', objects: null },
        { name: 'E', objects: [{ name: 'O', attributes: null }] },
      ],
    },
    small({ rule: { objectMappings: null } }),
    small({ mapping: { attributeMappings: null } }),
  ])('keeps lists that were null or absent as they were: %o', (found) => {
    expect(JSON.parse(printSchema(schemaOf(JSON.stringify(found))))).toEqual(found);
  });

  it('keeps any unknown property of an attribute mapping, whatever its name and value', () => {
    const known = [
      'targetAttributeName',
      'source',
      'matchingPriority',
      'flowType',
      'flowBehavior',
      'defaultValue',
    ];
    const extra = fc.dictionary(
      fc.string().filter((key) => ![...known, 'exportMissingReferences'].includes(key)),
      fc.jsonValue(),
    );

    fc.assert(
      fc.property(extra, (properties) => {
        const text = JSON.stringify(
          small({ mapping: { attributeMappings: [{ ...properties, targetAttributeName: 'userName' }] } }),
        );
        expect(JSON.parse(printSchema(schemaOf(text)))).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('writes a changed expression and drops the parameter tree that said the old one', () => {
    const schema = withFirstMapping(sample('schema-cross-tenant'), (mapping) => ({
      ...mapping,
      ...(mapping.source && { source: { ...mapping.source, expression: '[mail]' } }),
    }));
    const [before, ...others] = mappingsIn(sampleText('schema-cross-tenant'));

    const [after, ...rest] = mappingsIn(printSchema(schema));

    expect(before.source.parameters).not.toEqual([]);
    expect(after).toEqual({ ...before, source: { ...before.source, expression: '[mail]', parameters: [] } });
    expect(rest).toEqual(others);
  });

  it('writes only the property that was changed', () => {
    const schema = withFirstMapping(smallSchema(), (mapping) => ({ ...mapping, flowType: 'ObjectAddOnly' }));

    expect(mappingsIn(printSchema(schema))).toEqual([
      {
        targetAttributeName: 'userName',
        matchingPriority: 1,
        source: { expression: '[mail]' },
        flowType: 'ObjectAddOnly',
      },
    ]);
  });

  it('writes what was removed as removed, and what was added as added', () => {
    const [rule] = smallSchema().synchronizationRules;
    const [mapping] = rule?.objectMappings ?? [];
    if (rule === undefined || mapping === undefined) throw new Error('no mapping');
    const added: AttributeMapping = {
      targetAttributeName: 'id',
      matchingPriority: 2,
      flowType: 'Always',
      flowBehavior: 'FlowAlways',
      exportMissingReferences: false,
      defaultValue: 'x',
      unknown: {},
    };
    const objectMappings = [{ ...mapping, attributeMappings: [added] }];
    const schema = { ...smallSchema(), synchronizationRules: [{ ...rule, objectMappings }] };

    expect(mappingsIn(printSchema(schema))).toEqual([
      { targetAttributeName: 'id', matchingPriority: 2, flowBehavior: 'FlowAlways', defaultValue: 'x' },
    ]);
    expect(
      schemaOf(printSchema(schema)).synchronizationRules[0]?.objectMappings[0]?.attributeMappings[0],
    ).toMatchObject({ targetAttributeName: 'id', flowType: 'Always', defaultValue: 'x' });
  });

  it('writes scope, flow types and organizational units that were changed', () => {
    const rules = smallSchema({
      rule: { containerFilter: { includedContainers: [], other: 1 } },
    }).synchronizationRules;
    const changed = rules.map((rule) => ({
      ...rule,
      includedContainers: ['OU=A'],
      objectMappings: rule.objectMappings.map((mapping) => ({
        ...mapping,
        flowTypes: new Set<'Add' | 'Update'>(['Add', 'Update']),
        scope: {
          groups: [
            { name: 'g', clauses: [{ operatorName: 'IS NULL', sourceOperandName: 'mail', values: [] }] },
          ],
          inputFilterGroups: [],
          categoryFilterGroups: [],
        },
      })),
    }));

    const [written] = JSON.parse(
      printSchema({ ...smallSchema(), synchronizationRules: changed }),
    ).synchronizationRules;

    expect(written.containerFilter).toEqual({ includedContainers: ['OU=A'], other: 1 });
    expect(written.objectMappings[0].flowTypes).toBe('Add,Update');
    expect(written.objectMappings[0].scope.groups[0]).toEqual({
      name: 'g',
      clauses: [{ operatorName: 'IS NULL', sourceOperandName: 'mail', targetOperand: { values: [] } }],
    });
  });
});
