import { describe, expect, it } from 'vitest';
import { family, fileOf, jsonFile, linesOf } from './families.ts';

const cases = new URL('../../domain/scoping/cases.json', import.meta.url);

const clause = (sourceOperandName: string, operatorName: string, ...values: readonly string[]) => ({
  sourceOperandName,
  operatorName,
  targetOperand: { values },
});

const two = {
  groups: [
    { name: 'Sales', clauses: [clause('department', 'EQUALS', 'Sales'), clause('mail', 'IS NOT NULL')] },
    { name: 'VIP', clauses: [clause('level', 'GREATER_THAN', '5')] },
  ],
};

const tested = async (list: unknown, ...options: readonly string[]) =>
  family(['scope', 'test', await jsonFile(list), ...options]);

describe('provision scope test', () => {
  it('passes every case taken from the documentation', async () => {
    const { stdout, exitCode } = await family(['scope', 'test', cases.pathname]);

    expect(stdout).toBe('50 passed, 0 failed, 7 ambiguous (0 differ, not counted)\n');
    expect(exitCode).toBe(0);
  });

  it('shows of a failed case every clause with its value, and what would put the object in scope', async () => {
    const { stdout, exitCode } = await tested([
      { id: 'ada', filter: two, source: { department: 'sales', mail: 'a@b.c' }, expect: { inScope: true } },
    ]);

    expect(linesOf(stdout)).toEqual([
      '✗ Failed  ada',
      '    inScope',
      '      expected: true',
      '      got:      false',
      '    ✗ Not in scope',
      '',
      '    ✗ No  Scoping filters  no scoping filter holds',
      '',
      '    Scoping filters',
      '    Clauses of a filter must all hold; one filter that holds is enough.',
      '',
      '    Scoping filter: Sales  ✗ Not passed',
      '      ✗ False  Sales department EQUALS Sales',
      '          actual value: sales',
      '          only the case differs, and filters are case-sensitive',
      '      ✓ True  Sales mail IS NOT NULL',
      '          actual value: a@b.c',
      '',
      '    Scoping filter: VIP  ✗ Not passed',
      '      ✗ False  VIP level GREATER_THAN 5',
      '          actual value: (no value)',
      '          the attribute has no value, and a filter on an empty value does not hold',
      '          Tip: attribute has no value; add a second filter with IS NULL',
      '',
      '    To pass, one of these would have to hold:',
      '    · Sales department EQUALS Sales',
      '    · VIP level GREATER_THAN 5',
      '',
      '0 passed, 1 failed',
    ]);
    expect(exitCode).toBe(1);
  });

  it('says why the effect on the target is another one', async () => {
    const context = { scope: 'assigned', assigned: false, previouslyInScope: true };

    const { stdout } = await tested([
      { id: 'c', filter: null, context, expect: { inScope: false, effect: 'skip' } },
    ]);

    expect(stdout).toContain('    Effect: disable, because: not assigned to the application');
  });

  it('names the problem of a filter that cannot be evaluated, and its place', async () => {
    const filter = { groups: [{ name: 'X', clauses: [clause('a', 'STARTS_WITH', 'x')] }] };

    const { stdout } = await tested([{ id: 'c', filter, expect: { inScope: true } }]);

    expect(stdout).toContain(
      '    UnknownOperator at groups[0].clauses[0].operatorName: There is no operator "STARTS_WITH"',
    );
  });

  it('tells ambiguous cases apart and never fails for them', async () => {
    const { stdout, exitCode } = await tested([
      { id: 'open', filter: two, source: {}, expect: { inScope: true }, ambiguous: true },
    ]);

    expect(linesOf(stdout).at(-1)).toBe('0 passed, 0 failed, 1 ambiguous (1 differ, not counted)');
    expect(exitCode).toBe(0);
  });

  it('is one JSON line a case, with what is missing per group, and the counts last', async () => {
    const { stdout } = await tested(
      [
        { id: 'in', filter: null, source: {}, expect: { inScope: true } },
        { id: 'out', filter: two, source: { level: 6 }, expect: { inScope: false } },
        { id: 'no', filter: two, source: {}, expect: { inScope: true } },
      ],
      '--json',
    );

    const lines = linesOf(stdout).map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { id: 'in', standing: 'firm', passed: true },
      expect.objectContaining({ id: 'out', passed: false }),
      expect.objectContaining({ id: 'no', passed: false }),
      { passed: 1, failed: 2, ambiguous: 0, ambiguousDiffering: 0 },
    ]);
    expect(lines[2].evaluated.value.verdict.missing).toEqual([
      { kind: 'scope', title: 'Sales', clauses: ['Sales department EQUALS Sales', 'Sales mail IS NOT NULL'] },
      { kind: 'scope', title: 'VIP', clauses: ['VIP level GREATER_THAN 5'] },
    ]);
  });

  it('refuses a broken file with exit 65 and the path of the fault', async () => {
    const file = await fileOf('[{"id": "a", "filter": null,\n "expect": {"inScope": "yes"}}]');

    const { stderr, exitCode } = await family(['scope', 'test', file]);

    expect(stderr).toBe(`provision: ${file}:2:13: [0].expect.inScope: true or false is expected.\n`);
    expect(exitCode).toBe(65);
  });

  it('cuts off a pattern that backtracks for ever, and goes on', async () => {
    const filter = { groups: [{ name: 'X', clauses: [clause('a', 'REGEX MATCH', '(x+)+$')] }] };
    const slow = { id: 'slow', filter, source: { a: `${'x'.repeat(60)}y` }, expectError: 'InvalidRegex' };

    const { stdout } = await tested([slow, { id: 'next', filter: null, expect: { inScope: true } }]);

    expect(stdout).toBe('2 passed, 0 failed\n');
  });
});
