import { describe, expect, it } from 'vitest';
import { runScopeCase } from '../../../src/domain/cases/run-scope-case.ts';
import { readScopeCases } from '../../../src/domain/cases/scope-case.ts';
import type { PatternRunner } from '../../../src/domain/expressions/pattern-runner.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';

type Fields = Readonly<Record<string, unknown>>;

const clause = (sourceOperandName: string, operatorName: string, ...values: readonly string[]) => ({
  sourceOperandName,
  operatorName,
  targetOperand: { values },
});
const group = (name: string, ...clauses: readonly object[]) => ({ name, clauses });
const filter = (...groups: readonly object[]) => ({ groups });
const sales = filter(group('Sales', clause('department', 'EQUALS', 'Sales')));

function ran(fields: Fields, runPattern: PatternRunner = runUnlimited) {
  const read = readScopeCases(JSON.stringify([{ id: 'c', filter: sales, source: {}, ...fields }]));
  const one = read.ok ? read.value[0] : undefined;
  if (one === undefined) throw new Error(JSON.stringify(read));
  return runScopeCase(one, runPattern);
}

const faults = (fields: Fields) => {
  const read = readScopeCases(
    JSON.stringify([{ id: 'c', filter: null, expect: { inScope: true }, ...fields }]),
  );
  return read.ok ? [] : read.error.map(({ path, message }) => `${path}: ${message}`);
};

describe('without a context the filter alone decides', () => {
  it.each([
    [{ department: 'Sales' }, true],
    [{ department: 'sales' }, false],
    [{}, false],
  ])('%o', (source, inScope) => {
    expect(ran({ source, expect: { inScope } }).differences).toEqual([]);
    expect(ran({ source, expect: { inScope: !inScope } }).differences).toEqual([
      { path: 'inScope', expected: !inScope, got: inScope },
    ]);
  });

  it('no filter lets everybody pass', () => {
    expect(ran({ filter: null, expect: { inScope: true, clauses: [] } }).differences).toEqual([]);
  });
});

describe('a context decides with the filter', () => {
  const left = { scope: 'all', active: true, previouslyInScope: true };

  it.each([
    ['nobody who is not assigned', { scope: 'assigned', assigned: false }, false, undefined],
    ['everybody with sync all', { scope: 'all', assigned: false }, true, undefined],
    ['sync all as a secret', { scope: 'assigned', secrets: { SyncAll: 'true' } }, true, undefined],
    ['nobody who is inactive', { active: false }, false, undefined],
    [
      'an inactive leaver of an HR system, whose mapping handles it',
      { active: false, direction: 'inbound' },
      true,
      undefined,
    ],
    ['a disabled leaver', { ...left, active: false }, false, 'disable'],
    [
      'a leaver where the target cannot disable',
      { ...left, scope: 'assigned', assigned: false, targetSupportsSoftDelete: false },
      false,
      'delete',
    ],
    ['somebody never provisioned', { ...left, active: false, previouslyInScope: false }, false, 'skip'],
  ])('%s', (_, context, inScope, effect) => {
    expect(ran({ filter: null, context, expect: { inScope, effect } }).differences).toEqual([]);
  });

  it.each([
    ['is left alone', { secrets: { SkipOutOfScopeDeletions: 'True' } }, 'skip'],
    ['is left alone, by number', { secrets: { SkipOutOfScopeDeletions: 1 } }, 'skip'],
    ['is disabled', { secrets: { SkipOutOfScopeDeletions: 'False' } }, 'disable'],
    [
      'is disabled in another tenant',
      { secrets: { SkipOutOfScopeDeletions: 'True' }, target: 'crossTenant' },
      'disable',
    ],
  ])('who leaves the filter %s', (_, over, effect) => {
    const result = ran({ context: { ...left, ...over }, expect: { inScope: false, effect } });

    expect(result.differences).toEqual([]);
  });

  it('conditions are compared by their label', () => {
    const conditions = { 'Assigned to application': true, 'No such condition': true };

    const { differences } = ran({
      filter: null,
      context: { scope: 'assigned', assigned: false },
      expect: { inScope: false, conditions },
    });

    expect(differences).toEqual([
      { path: 'conditions["Assigned to application"]', expected: true, got: false },
      { path: 'conditions["No such condition"]', expected: true, got: undefined },
    ]);
  });
});

describe('the evidence of a scoping case', () => {
  it('says which clauses would have to turn true, per group', () => {
    const two = filter(
      group('Sales', clause('department', 'EQUALS', 'Sales'), clause('mail', 'IS NOT NULL')),
      group('VIP', clause('level', 'GREATER_THAN', '5')),
    );

    const { evaluated, differences } = ran({
      filter: two,
      source: { mail: 'a@b.c', level: 3 },
      expect: { inScope: true, clauses: [{ text: 'Sales department EQUALS Sales', result: true }] },
    });

    expect(evaluated.ok && evaluated.value.verdict.missing).toEqual([
      { kind: 'scope', title: 'Sales', clauses: ['Sales department EQUALS Sales'] },
      { kind: 'scope', title: 'VIP', clauses: ['VIP level GREATER_THAN 5'] },
    ]);
    expect(differences.map(({ path }) => path)).toEqual([
      'inScope',
      'clauses[0].result',
      'clauses[1]',
      'clauses[2]',
    ]);
  });

  it('does not call an attribute unknown because this object has no value in it', () => {
    const { evaluated } = ran({ source: { departmnt: 'Sales' }, expect: { inScope: true } });

    const [tested] = evaluated.ok ? evaluated.value.verdict.groups.flatMap((one) => one.clauses) : [];
    expect(tested?.because).toContain('has no value');
    expect(tested?.tip).not.toContain('did you mean');
  });
});

describe('a filter that cannot be evaluated', () => {
  it.each([
    ['UnknownOperator', filter(group('X', clause('a', 'STARTS_WITH', 'x')))],
    ['UnsupportedOperator', filter(group('X', clause('a', 'IsMemberOf', 'x')))],
    ['UnsupportedAttribute', filter(group('X', clause('manager', 'IS NULL')))],
    ['UnsupportedAttribute', filter(group('X', clause('list', 'EQUALS', 'x')))],
    ['InvalidClause', filter(group('X', clause('a', 'EQUALS')))],
    ['InvalidClause', filter(group('X', { operatorName: 3, sourceOperandName: 'a' }))],
    ['InvalidClause', 'no filter at all'],
    ['InvalidRegex', filter(group('X', clause('a', 'REGEX MATCH', '(')))],
  ])('is %s', (code, wrong) => {
    const source = { list: ['x', 'y'] };

    expect(ran({ filter: wrong, source, expectError: code }).differences).toEqual([]);
    expect(ran({ filter: wrong, source, expectError: 'Other' }).differences).toMatchObject([
      { path: 'error', expected: { $error: 'Other' }, got: { $error: code } },
    ]);
    expect(ran({ filter: wrong, source, expect: { inScope: false } }).differences).toMatchObject([
      { path: 'inScope', expected: false, got: { $error: code } },
    ]);
  });

  it('is missed where it was expected', () => {
    expect(ran({ expectError: 'InvalidRegex' }).differences).toEqual([
      { path: 'error', expected: { $error: 'InvalidRegex' }, got: { inScope: false } },
    ]);
  });

  it('is one whose pattern takes too long', () => {
    const slow: PatternRunner = () => ({ ok: false, error: 'too-slow' });
    const pattern = filter(group('X', clause('a', 'REGEX MATCH', '(a+)+b')));

    expect(
      ran({ filter: pattern, source: { a: 'aaa' }, expectError: 'InvalidRegex' }, slow).differences,
    ).toEqual([]);
  });
});

describe('a broken file of scoping cases names the path', () => {
  it.each([
    [{ filter: undefined }, '[0].filter: a filter is expected; null is none'],
    [{ expect: undefined }, '[0]: the case expects nothing; it needs one of expect, expectError'],
    [{ expect: {} }, '[0].expect.inScope: true or false is expected'],
    [
      { expect: { inScope: true, clauses: [3] } },
      '[0].expect.clauses[0]: an object with text and result is expected',
    ],
    [{ expect: { inScope: true, effect: 'x' } }, '[0].expect.effect: disable, delete or skip is expected'],
    [
      { expect: { inScope: true, conditions: { a: 1 } } },
      '[0].expect.conditions.a: true or false is expected',
    ],
    [{ context: { scope: 'some' } }, '[0].context.scope: assigned or all is expected'],
    [{ context: 3 }, '[0].context: an object is expected'],
    [{ source: { a: [[]] } }, expect.stringMatching(/^\[0\]\.source\.a: an attribute is/)],
  ])('%j', (fields, fault) => {
    expect(faults(fields)).toEqual([fault]);
  });
});
