import { describe, expect, it } from 'vitest';
import { family, fileOf, jsonFile, linesOf } from '../families.ts';

const cases = new URL('../../../domain/expressions/cases.json', import.meta.url);
const right = { id: 'right', expression: '[a]', source: { a: 'x' }, expect: 'x' };
const wrong = { ...right, id: 'wrong', expect: 'y' };

const tested = async (list: unknown, ...options: readonly string[]) =>
  family(['expression', 'test', await jsonFile(list), ...options]);

describe('provision expression test', () => {
  it('counts in its last line', async () => {
    const { stdout, stderr, exitCode } = await tested([right, { ...right, derived: true }]);

    expect([stdout, stderr, exitCode]).toEqual(['2 passed, 0 failed\n', '', 0]);
  });

  it('passes every case taken from the documentation', async () => {
    const { stdout, exitCode } = await family(['expression', 'test', cases.pathname]);

    expect(stdout).toBe('281 passed, 0 failed, 11 ambiguous (0 differ, not counted)\n');
    expect(exitCode).toBe(0);
  });

  it('reads standard input', async () => {
    const { stdout } = await family(['expression', 'test', '-'], JSON.stringify([right]));

    expect(stdout).toBe('1 passed, 0 failed\n');
  });

  it('shows of a failed case what differs, the expression and where it went wrong', async () => {
    const failing = {
      id: 'sam',
      expression: 'Switch([Active],\n , "1", ToLower([sam]), "0", "")',
      source: { Active: 1, sam: 'ADA' },
      expect: 'adb',
      note: 'as in the schema',
    };

    const { stdout, exitCode } = await tested([failing, right]);

    expect(linesOf(stdout)).toEqual([
      '✗ Failed  sam',
      '    result',
      '      expected: "adb"',
      '      got:      "ada"',
      '      they differ from character 3 on: "b" (U+0062) is expected, and there is "a" (U+0061)',
      '    Expression',
      '      Switch([Active],',
      '       , "1", ToLower([sam]), "0", "")',
      '    Evaluation',
      '      Switch([Active], , "1", ToLower([sam]), "0", "") = "ada"',
      '        [Active] = "1"',
      '        "1" = "1"',
      '        ToLower([sam]) = "ada"',
      '          [sam] = "ADA"',
      '        "0" = not evaluated',
      '        "" = not evaluated',
      '    Note: as in the schema',
      '',
      '1 passed, 1 failed',
    ]);
    expect(exitCode).toBe(1);
  });

  it('underlines an error, and says which part made a result null', async () => {
    const { stdout } = await tested([
      { ...right, id: 'error', expression: 'Mid([a], 0, 1)' },
      { ...right, id: 'null', expression: 'Append([none], "x")' },
    ]);

    expect(stdout).toContain('    ArgumentValue at character 10: Mid: start counts from 1');
    expect(stdout).toContain('      Mid([a], 0, 1)\n               ^\n');
    expect(stdout).toContain('    because [none] has no value\n');
  });

  it('says of each candidate for a unique value why it lost', async () => {
    const { stdout } = await tested([
      { ...wrong, expression: 'SelectUniqueValue([none], [a], "z")', taken: ['X'], expect: 'x' },
    ]);

    expect(stdout).toContain('1  (no value)  skipped: the rule gives no value');
    expect(stdout).toContain('2  "x"  lost: another object has it');
    expect(stdout).toContain('3  "z"  chosen: no other object has it');
  });

  it('tells ambiguous cases apart and never fails for them', async () => {
    const { stdout, exitCode } = await tested([
      right,
      { ...wrong, ambiguous: true },
      { ...right, ambiguous: true },
    ]);

    expect(stdout).toContain('! Differs  wrong (ambiguous)\n');
    expect(linesOf(stdout).at(-1)).toBe('1 passed, 0 failed, 2 ambiguous (1 differ, not counted)');
    expect(exitCode).toBe(0);
  });

  it('counts derived cases like the others, and marks them', async () => {
    const { stdout, exitCode } = await tested([{ ...wrong, derived: true }]);

    expect(stdout).toContain('✗ Failed  wrong (derived)\n');
    expect(exitCode).toBe(1);
  });

  it('draws with ASCII alone when asked to', async () => {
    const { stdout } = await family(
      ['--ascii', 'expression', 'test', '-'],
      JSON.stringify([{ ...wrong, id: 'é' }]),
    );

    expect(stdout).toContain('x Failed  \\u{e9}\n');
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe('--json', () => {
  it('is one line a case, with the evidence of those that failed, and the counts last', async () => {
    const { stdout, exitCode } = await tested(
      [right, wrong, { ...wrong, id: 'open', ambiguous: true }],
      '--json',
    );

    const lines = linesOf(stdout).map((line): unknown => JSON.parse(line));
    expect(lines).toEqual([
      { id: 'right', standing: 'firm', passed: true },
      {
        id: 'wrong',
        standing: 'firm',
        passed: false,
        expression: '[a]',
        differences: [{ path: 'result', expected: 'y', got: 'x' }],
        outcome: { kind: 'value', value: 'x' },
        trace: { expression: '[a]', value: 'x', children: [] },
      },
      expect.objectContaining({ id: 'open', standing: 'ambiguous', passed: false }),
      { passed: 1, failed: 1, ambiguous: 1, ambiguousDiffering: 1 },
    ]);
    expect(exitCode).toBe(1);
  });

  it('shows a hidden value nowhere', async () => {
    const hidden = { id: 'c', expression: 'Redact([a])', source: { a: 'hunter2' }, expect: 'other' };

    const { stdout } = await tested([hidden], '--json');

    expect(stdout).toContain('[Redact]');
    expect(stdout).not.toContain('hunter2');
  });
});

describe('a broken file is refused with exit 65', () => {
  it('with line and column where it is no JSON', async () => {
    const file = await fileOf('[\n {"id": "a",\n  "expression": ]');

    const { stdout, stderr, exitCode } = await family(['expression', 'test', file]);

    expect(stderr).toBe(`provision: ${file}:3:17: this is no JSON: a value is expected, but there is "]".\n`);
    expect(stdout).toBe('');
    expect(exitCode).toBe(65);
  });

  it('with path, line and column of every fault', async () => {
    const file = await fileOf(
      '[\n {"id": "a", "expression": "[a]", "source": {"m": {"x": 1}},\n  "expect": ""},\n {"id": "b"}]',
    );

    const { stderr, exitCode } = await family(['expression', 'test', file]);

    expect(linesOf(stderr)).toEqual([
      expect.stringContaining(`provision: ${file}:2:46: [0].source.m: an attribute is a text`),
      `provision: ${file}:4:2: [1].expression: a text is expected.`,
    ]);
    expect(exitCode).toBe(65);
  });

  it('with the place of a fault whose name has to be quoted in a path', async () => {
    const file = await fileOf('[{"id": "a", "expression": "[a]", "expect": "",\n "source": {"x] .[": {}}}]');

    const { stderr } = await family(['expression', 'test', file]);

    expect(stderr).toContain(`${file}:2:13: [0].source["x] .["]: an attribute is a text`);
  });

  it('names at most twenty faults', async () => {
    const { stderr } = await tested(Array.from({ length: 30 }, () => 0));

    expect(linesOf(stderr)).toHaveLength(21);
    expect(linesOf(stderr).at(-1)).toMatch(/: 10 more faults\.$/);
  });
});

describe('hostile cases', () => {
  it('end as named errors, shortened', async () => {
    const { stdout, exitCode } = await tested([
      { ...right, id: 'value', source: { a: 'x'.repeat(10_000_000) } },
      { ...right, id: 'text', expression: 'x'.repeat(10_000_000) },
      { ...right, id: 'deep', expression: '('.repeat(10_000) },
      {
        ...right,
        id: 'slow',
        expression: 'Replace([a], , "^(x+)+$", , "", , )',
        source: { a: `${'x'.repeat(60)}y` },
      },
      { ...right, id: 'pattern', source: { a: `${'x'.repeat(60)}y` }, expect: { $match: '^(x+)+$' } },
    ]);

    expect(stdout.length).toBeLessThan(10_000);
    expect(stdout).toContain('(10000002 characters)');
    expect(stdout).toContain('ExpressionTooLong');
    expect(stdout).toContain('ParseError at character 1');
    expect(stdout).toContain('InvalidRegex at character 16');
    expect(stdout).toContain('the pattern of $match takes too long');
    expect(linesOf(stdout).at(-1)).toBe('0 passed, 5 failed');
    expect(exitCode).toBe(1);
  });

  it('cannot write escape sequences to the terminal', async () => {
    const evil = '\u001b[2J';

    const { stdout } = await tested([
      { ...wrong, id: evil, note: evil, source: { a: evil }, expect: evil + evil },
    ]);

    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('\u241b[2J');
  });
});
