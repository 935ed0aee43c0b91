import { describe, expect, it } from 'vitest';
import { parseSchema, parseScopeFilter } from '../../../../src/domain/schema/json/parse.ts';
import { printSchema } from '../../../../src/domain/schema/json/print.ts';
import { small } from '../fixtures.ts';

const issuesOf = (json: unknown) => {
  const schema = parseSchema(typeof json === 'string' ? json : JSON.stringify(json), 'schemas/app.json');
  return schema.ok ? [] : schema.error;
};

const named = (targetAttributeName: string) => ({ targetAttributeName, source: { expression: '[mail]' } });
const objectMappingsOf = (schema: ReturnType<typeof small>) =>
  schema.synchronizationRules.flatMap(({ objectMappings }) => objectMappings);

describe('a mapping that is switched off', () => {
  const off = (over: Readonly<Record<string, unknown>>) =>
    small({ rule: { objectMappings: [...objectMappingsOf(small()), { enabled: false, ...over }] } });

  it.each([
    ['names nothing', { sourceObjectName: '', targetObjectName: '' }],
    ['has no names at all', {}],
    ['names an object that does not exist', { sourceObjectName: 'Nobody', targetObjectName: 'User' }],
    ['maps a target attribute twice', { attributeMappings: [named('a'), named('a')] }],
    ['has an empty target attribute', { attributeMappings: [named('')] }],
    ['has a source of nothing', { attributeMappings: [{ ...named('a'), source: {} }] }],
    [
      'has an unknown flow',
      { flowTypes: 'Everything', attributeMappings: [{ ...named('a'), flowType: 'Never' }] },
    ],
    ['has a clause without an operator', { scope: { groups: [{ clauses: [{ operatorName: '' }] }] } }],
    ['has a filter of unknown properties', { scope: { filterGroups: [] } }],
    ['has lists that are none', { attributeMappings: 'none', scope: 7, metadata: {} }],
  ])('is no reason to refuse a schema when it %s', (_what, over) => {
    const text = JSON.stringify(off(over));
    const schema = parseSchema(text, 'app.json');

    expect(schema).toMatchObject({ ok: true });
    expect(schema.ok && JSON.parse(printSchema(schema.value))).toEqual(JSON.parse(text));
  });

  it('does not hide what is wrong in the others', () => {
    const both = small({ rule: { objectMappings: [{ enabled: false }, { sourceObjectName: '' }] } });

    expect(issuesOf(both).map(({ path }) => path)).toEqual([
      'synchronizationRules[0].objectMappings[1].sourceObjectName',
      'synchronizationRules[0].objectMappings[1].targetObjectName',
    ]);
  });
});

describe('an unknown property', () => {
  const scoped = (scope: unknown) => issuesOf(small({ mapping: { scope } }));

  it.each([
    ['filterGroups', { filterGroups: [] }, 'scope.filterGroups', 'groups'],
    ['group', { group: [] }, 'scope.group', 'groups'],
    ['inputFilters', { groups: [], inputFilterGroup: [] }, 'scope.inputFilterGroup', 'inputFilterGroups'],
    ['clause', { groups: [{ clause: [] }] }, 'scope.groups[0].clause', 'clauses'],
    [
      'value',
      {
        groups: [
          { clauses: [{ operatorName: 'EQUALS', sourceOperandName: 'mail', targetOperand: { value: [] } }] },
        ],
      },
      'scope.groups[0].clauses[0].targetOperand.value',
      'values',
    ],
  ])('in a filter is an issue, since it would let everybody pass: %s', (_key, scope, path, meant) => {
    expect(scoped(scope)).toEqual([
      expect.objectContaining({
        path: `synchronizationRules[0].objectMappings[0].${path}`,
        fix: `Did you mean "${meant}"?`,
      }),
    ]);
    expect(parseScopeFilter(scope)).toMatchObject({ ok: false });
  });

  it.each([
    [
      'an annotation in a filter',
      { mapping: { scope: { '@odata.type': '#microsoft.graph.filter', groups: [] } } },
    ],
    ['an annotation of a list', { rule: { 'objectMappings@odata.context': 'x' } }],
    ['a property of a newer release outside of filters', { mapping: { somethingNew: true } }],
  ])('is accepted where it does no harm: %s', (_what, over) => {
    expect(issuesOf(small(over))).toEqual([]);
  });
});
