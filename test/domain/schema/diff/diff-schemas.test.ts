import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SchemaChange } from '../../../../src/domain/schema/diff/change.ts';
import { diffSchemas } from '../../../../src/domain/schema/diff/diff-schemas.ts';
import { type SampleName, sampleNames, schemaOf } from '../fixtures.ts';
import {
  defined,
  express,
  firstMapping,
  firstRule,
  mapped,
  type ObjectMapping,
  readSample,
  type Schema,
  scoped,
} from '../review/broken.ts';

const parsed = (schema: unknown) => schemaOf(JSON.stringify(schema));

/** The changes from a sample schema to what a change makes of it. */
function changesAfter(
  change: (schema: Schema) => unknown,
  sample: SampleName = 'schema-workday-to-ad',
  prepare: (schema: Schema) => unknown = () => {},
): readonly SchemaChange[] {
  const [before, after] = [readSample(sample), readSample(sample)];
  prepare(before);
  prepare(after);
  change(after);
  return diffSchemas(parsed(before), parsed(after)).flatMap(({ changes }) => changes);
}

const brief = ({ kind, subject, attribute, effect }: SchemaChange): string =>
  [kind, subject, attribute, effect].filter(Boolean).join(' ');

const without = (mapping: ObjectMapping, target: string) =>
  Object.assign(mapping, {
    attributeMappings: mapping.attributeMappings.filter((one) => one.targetAttributeName !== target),
  });

const oneClause = scoped(['EQUALS', 'Company', ['A']]);
const twoClauses = scoped(['EQUALS', 'Company', ['A']], ['IS NOT NULL', 'Fax', []]);
const otherClause = scoped(['EQUALS', 'Company', ['B']]);

describe('the difference of two schemas', () => {
  it.each<readonly [string, (schema: Schema) => unknown, readonly string[]]>([
    [
      'an attribute is mapped otherwise',
      (s) => express(s, 'title', '[Company]'),
      ['changed attributeMapping title'],
    ],
    [
      'an attribute is no longer mapped',
      (s) => without(firstMapping(s), 'title'),
      ['removed attributeMapping title'],
    ],
    [
      'another attribute is mapped',
      (s) => Object.assign(mapped(s, 'mobile'), { targetAttributeName: 'distinguishedName' }),
      ['removed attributeMapping mobile', 'added attributeMapping distinguishedName'],
    ],
    [
      'the flow changes',
      (s) => Object.assign(mapped(s, 'title'), { flowType: 'ObjectAddOnly' }),
      ['changed attributeMapping title'],
    ],
    [
      'a default comes',
      (s) => Object.assign(mapped(s, 'title'), { defaultValue: 'x' }),
      ['changed attributeMapping title'],
    ],
    [
      'the matching changes',
      (s) => Object.assign(mapped(s, 'cn'), { matchingPriority: 2 }),
      ['changed matching'],
    ],
    [
      'the expression of a matching attribute changes',
      (s) => express(s, 'employeeID', 'Trim([WorkerID])'),
      ['changed matching', 'changed attributeMapping employeeID'],
    ],
    [
      'an action is switched on',
      (s) => Object.assign(firstMapping(s), { flowTypes: 'Add,Update,Delete' }),
      ['changed flowTypes'],
    ],
    [
      'a mapping is switched off',
      (s) => Object.assign(firstMapping(s), { enabled: false }),
      ['changed objectMapping'],
    ],
    ['the only filter goes', (s) => Object.assign(firstMapping(s), { scope: null }), ['removed scope wider']],
    [
      'a rule is restricted to a container',
      (s) => Object.assign(firstRule(s), { containerFilter: { includedContainers: ['OU=A'] } }),
      ['changed scope narrower'],
    ],
    ['the priority of a rule changes', (s) => Object.assign(firstRule(s), { priority: 7 }), ['changed rule']],
    [
      'a used attribute gets another XPath',
      (s) =>
        Object.assign(defined(s, 'source', 'Fax'), {
          apiExpressions: [{ key: 'x', value: 'wd:Worker/wd:Fax' }],
        }),
      ['changed definition Fax'],
    ],
    [
      'a mapped attribute takes several values',
      (s) => Object.assign(defined(s, 'target', 'title'), { multivalued: true }),
      ['changed definition title'],
    ],
    [
      'a rule comes',
      (s) =>
        s.synchronizationRules.push({
          ...structuredClone(firstRule(s)),
          id: 'new',
          name: 'New',
        } as Schema['synchronizationRules'][number]),
      ['added rule'],
    ],
    [
      'an object mapping goes',
      (s) => Object.assign(firstRule(s), { objectMappings: [] }),
      ['removed objectMapping'],
    ],
  ])('says that %s', (_, change, expected) => {
    expect(changesAfter(change).map(brief)).toEqual(expected);
  });

  it.each<readonly [string, unknown, unknown, readonly string[]]>([
    ['the first filter narrows the scope', null, oneClause, ['added scope narrower']],
    ['one clause more narrows it', oneClause, twoClauses, ['changed scope narrower']],
    ['one clause less widens it', twoClauses, oneClause, ['changed scope wider']],
    ['another value may do either', oneClause, otherClause, ['changed scope either']],
    ['no clause at all is no filter', oneClause, scoped(), ['removed scope wider']],
    ['another spelling of an operator is no change', oneClause, scoped(['equals', 'Company', ['A']]), []],
  ])('knows what a scope does: %s', (_, before, after, expected) => {
    const changes = changesAfter(
      (s) => Object.assign(firstMapping(s), { scope: after }),
      'schema-workday-to-ad',
      (s) => Object.assign(firstMapping(s), { scope: before }),
    );

    expect(changes.map(brief)).toEqual(expected);
  });

  it.each<readonly [string, (schema: Schema) => unknown]>([
    [
      'blanks in an expression',
      (s) => express(s, 'accountDisabled', 'Switch( [Active],,"0","True", "1",\n"False" )'),
    ],
    [
      'a number with or without quotes',
      (s) =>
        express(
          s,
          'sAMAccountName',
          String(mapped(s, 'sAMAccountName').source?.expression).replace(', 1, 20', ', "1", "20"'),
        ),
    ],
    ['priorities in the same order', (s) => Object.assign(mapped(s, 'employeeID'), { matchingPriority: 5 })],
    ['an empty default', (s) => Object.assign(mapped(s, 'title'), { defaultValue: '' })],
    ['the name of a mapping', (s) => Object.assign(firstMapping(s), { name: 'Renamed' })],
    [
      'metadata without effect',
      (s) => firstMapping(s).metadata.push({ key: 'OriginalJoiningProperty', value: 'x' }),
    ],
    [
      'an attribute that nobody maps',
      (s) => s.directories[0]?.objects[0]?.attributes.push({ name: 'Unused' }),
    ],
    ['spellings of words', (s) => Object.assign(mapped(s, 'title'), { flowType: 'always' })],
    ['blanks between actions', (s) => Object.assign(firstMapping(s), { flowTypes: 'Update , Add' })],
  ])('does not count %s', (_, change) => {
    expect(changesAfter(change)).toEqual([]);
  });

  it('shows the values before and after, and where', () => {
    const [change] = changesAfter((s) => express(s, 'title', 'Trim( [BusinessTitle] )'));

    expect(change).toEqual({
      kind: 'changed',
      subject: 'attributeMapping',
      attribute: 'title',
      path: expect.stringMatching(
        /^synchronizationRules\[0\]\.objectMappings\[0\]\.attributeMappings\[\d+\]$/,
      ),
      message: '"title" is mapped otherwise: source.',
      differences: [{ property: 'source', before: '[BusinessTitle]', after: 'Trim([BusinessTitle])' }],
    });
  });
});

/** Every list in another order, the arguments of expressions aside, which are texts. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ({ at: random(), item: shuffled(item, random) }));
    return items.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shuffled(inner, random)]));
}

describe('the difference', () => {
  it.each(sampleNames)('of %s and itself is empty', (name) => {
    const schema = parsed(readSample(name));

    expect(diffSchemas(schema, schema)).toEqual([]);
  });

  it('of a schema and the same in another order is empty, and with one more mistake in it shows just that', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sampleNames),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (name, numbers) => {
          const random = () => numbers.next().value ?? 0;
          const before = readSample(name);
          Object.assign(firstMapping(before), { scope: { groups: [{ name: 'a', clauses: [] }, ...groups] } });
          const after = readSample(name);
          Object.assign(firstMapping(after), { scope: { groups } });

          expect(diffSchemas(parsed(before), parsed(shuffled(before, random)))).toEqual([]);
          Object.assign(firstMapping(after), { flowTypes: 'Delete' });
          const found = diffSchemas(parsed(before), parsed(shuffled(after, random)));
          expect(found.flatMap(({ changes }) => changes.map(brief))).toEqual(['changed flowTypes']);
        },
      ),
      { numRuns: 25 },
    );
  });
});

const clause = (operatorName: string, sourceOperandName: string, ...values: readonly string[]) => ({
  operatorName,
  sourceOperandName,
  targetOperand: { values },
});

const groups = [
  { name: 'b', clauses: [clause('EQUALS', 'a', '1', '2'), clause('IS NULL', 'b')] },
  { name: 'c', clauses: [clause('EQUALS', 'a', '3')] },
];
