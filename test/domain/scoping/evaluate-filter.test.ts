import { describe, expect, it } from 'vitest';
import { translatePattern } from '../../../src/domain/expressions/dotnet-pattern.ts';
import { fail } from '../../../src/domain/result.ts';
import type { AttributeDefinition, FilterClause } from '../../../src/domain/schema/types.ts';
import { compileFilter } from '../../../src/domain/scoping/compile-filter.ts';
import { evaluateFilter } from '../../../src/domain/scoping/evaluate-filter.ts';
import { clause, definition, evaluated, filterOf, person, single, verdictOf } from './scoping-setup.ts';

const problemOf = (one: FilterClause, definitions: readonly AttributeDefinition[] = []) => {
  const verdict = evaluated(single(one), {}, definitions);
  return verdict.ok ? undefined : verdict.error;
};

describe('a filter', () => {
  const sales = {
    name: 'Sales',
    clauses: [clause('department EQUALS', 'Sales'), clause('mail IS NOT NULL')],
  };
  const vip = { name: 'VIP', clauses: [clause('level EQUALS', 'VIP')] };

  it('passes everything when there is none', () => {
    expect(verdictOf(undefined)).toEqual({
      inScope: true,
      inputPassed: true,
      categoryPassed: true,
      groups: [],
      missing: [],
      notes: [],
    });
  });

  it('reports every clause of every group, also behind one that decided already', () => {
    const { groups } = verdictOf(filterOf({ groups: [vip, sales] }), { level: 'VIP' });

    expect(groups.map(({ title, holds }) => [title, holds])).toEqual([
      ['VIP', true],
      ['Sales', false],
    ]);
    expect(groups.flatMap(({ clauses }) => clauses)).toHaveLength(3);
  });

  it('says which clauses are missing in each alternative', () => {
    expect(
      verdictOf(filterOf({ groups: [sales, vip] }), { department: 'HR', mail: 'a@b.c' }).missing,
    ).toEqual([
      { kind: 'scope', title: 'Sales', clauses: ['Sales department EQUALS Sales'] },
      { kind: 'scope', title: 'VIP', clauses: ['VIP level EQUALS VIP'] },
    ]);
  });

  it('misses nothing once one alternative holds', () => {
    expect(verdictOf(filterOf({ groups: [sales, vip] }), { level: 'VIP' }).missing).toEqual([]);
  });

  it('needs each kind of group to pass, and reports input groups first', () => {
    const filter = filterOf({ groups: [vip], inputFilterGroups: [sales], categoryFilterGroups: [vip] });

    const verdict = verdictOf(filter, { level: 'VIP' });

    expect(verdict).toMatchObject({ inScope: false, inputPassed: false, categoryPassed: true });
    expect(verdict.groups.map(({ kind }) => kind)).toEqual(['input', 'category', 'scope']);
    expect(verdict.missing.map(({ kind }) => kind)).toEqual(['input']);
  });

  it.each(['inputFilterGroups', 'categoryFilterGroups', 'groups'] as const)(
    'is not met when its %s are not',
    (kind) => {
      expect(verdictOf(filterOf({ [kind]: [vip] }), { level: 'A' }).inScope).toBe(false);
    },
  );

  it('ignores a group without clauses instead of opening the scope to everybody', () => {
    const empty = { name: 'Old', clauses: [] };

    expect(verdictOf(filterOf({ groups: [empty, vip] }), {})).toMatchObject({
      inScope: false,
      notes: ['the filter "Old" has no clauses and is ignored'],
    });
    expect(verdictOf(filterOf({ groups: [empty] }), {}).inScope).toBe(true);
  });
});

describe('a filter that cannot be evaluated', () => {
  it.each([
    [clause('x STARTS_WITH', 'a'), 'UnknownOperator', 'groups[0].clauses[0].operatorName'],
    [clause('x IS_MEMBER_OF', 'a'), 'UnsupportedOperator', 'groups[0].clauses[0].operatorName'],
    [clause('x Present'), 'UnsupportedOperator', 'groups[0].clauses[0].operatorName'],
    [clause('x Valid Cert Match'), 'UnsupportedOperator', 'groups[0].clauses[0].operatorName'],
    [clause('x !&L', 'a'), 'UnsupportedOperator', 'groups[0].clauses[0].operatorName'],
    [
      clause('appRoleAssignments EQUALS', 'a'),
      'UnsupportedAttribute',
      'groups[0].clauses[0].sourceOperandName',
    ],
    [clause('startDate IS NULL'), 'UnsupportedAttribute', 'groups[0].clauses[0].sourceOperandName'],
    [clause('x EQUALS'), 'InvalidClause', 'groups[0].clauses[0].targetOperand.values'],
    [clause('x REGEX MATCH', 'a', '('), 'InvalidRegex', 'groups[0].clauses[0].targetOperand.values[1]'],
  ])('is a problem, not "out of scope": %o is %s', (one, code, path) => {
    expect(problemOf(one)).toMatchObject({ code, path });
  });

  it.each<[Partial<AttributeDefinition>, string]>([
    [{ multivalued: true }, 'several values'],
    [{ type: 'DateTime' }, 'dates'],
    [{ type: 'Reference' }, 'references'],
  ])('is one on an attribute of a kind that filters do not support: %o', (over, reason) => {
    expect(problemOf(clause('x EQUALS', 'a'), [definition('x', over)])).toMatchObject({
      code: 'UnsupportedAttribute',
      message: expect.stringContaining(reason),
    });
  });

  it('is one when its pattern takes too long', () => {
    const verdict = evaluateFilter({
      filter: single(clause('x REGEX MATCH', '(a+)+b')),
      attributes: person({ x: 'aaaa' }),
      definitions: [],
      compilePattern: translatePattern,
      runPattern: () => fail('too-slow'),
    });

    expect(verdict).toMatchObject({
      ok: false,
      error: { code: 'InvalidRegex', message: expect.stringContaining('long') },
    });
  });

  it('has all its problems listed by compilation', () => {
    const clauses = [clause('x STARTS_WITH', 'a'), clause('manager IS NULL'), clause('x EQUALS')];

    const { problems } = compileFilter({
      filter: filterOf({ inputFilterGroups: [{ name: '', clauses }] }),
      definitions: [],
      compilePattern: translatePattern,
    });

    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['UnknownOperator', 'inputFilterGroups[0].clauses[0].operatorName'],
      ['UnsupportedAttribute', 'inputFilterGroups[0].clauses[1].sourceOperandName'],
      ['InvalidClause', 'inputFilterGroups[0].clauses[2].targetOperand.values'],
    ]);
  });
});
