import { describe, expect, it } from 'vitest';
import {
  capabilityLines,
  checkLines,
  createCheckPrinter,
  type Patient,
} from '../../../../src/cli/commands/doctor/report.ts';
import { countVerdicts, doctorExitCode, worstOf } from '../../../../src/cli/commands/doctor/verdict.ts';
import type { Check, PartCheck } from '../../../../src/engine/check-up.ts';
import type { FailureCode } from '../../../../src/engine/failure.ts';
import { chooseTheme } from '../../../../src/ui/theme/theme.ts';

const theme = chooseTheme({ env: { LANG: 'C.UTF-8' }, flags: {}, isTTY: false });
const check = (change: Partial<Check> = {}): Check => ({
  name: 'connection',
  verdict: 'good',
  found: 'it answers',
  exchanges: [],
  ...change,
});
const found = (...checks: readonly Partial<Check>[]): readonly PartCheck[] =>
  checks.map((change) => ({ part: 'target', check: check(change) }));
const bad = (code?: FailureCode): Partial<Check> => ({
  verdict: 'bad',
  ...(code === undefined ? {} : { code }),
});
const warning: Partial<Check> = { verdict: 'warning' };

describe('the exit code of doctor', () => {
  it.each<[string, number, readonly Partial<Check>[]]>([
    ['all is good', 0, [{}, {}]],
    ['nothing was checked', 0, []],
    ['something was skipped and the rest is good', 0, [{}, { verdict: 'skipped' }]],
    ['there are warnings only', 5, [{}, warning]],
    ['something is bad without a failure behind it', 1, [bad()]],
    ['the sign-in is the only trouble', 4, [bad('credentials.rejected'), warning]],
    [
      'reachability is the only trouble, in several findings',
      69,
      [bad('timeout'), bad('connection.refused')],
    ],
    ['the system has an error of its own', 69, [bad('system.failed')]],
    ['the configuration is the only trouble', 78, [bad('configuration.invalid')]],
    ['the system asks to come back later', 75, [bad('throttled')]],
    ['there is trouble of several kinds', 1, [bad('credentials.rejected'), bad('timeout')]],
    ['a right is missing', 1, [bad('permission.denied')]],
  ])('when %s is %i', (_, code, checks) => {
    expect(doctorExitCode(found(...checks))).toBe(code);
  });
});

describe('the verdict on several findings', () => {
  it('is the worst of them', () => {
    expect(worstOf(['good', 'warning', 'skipped'])).toBe('warning');
    expect(worstOf(['warning', 'bad'])).toBe('bad');
    expect(worstOf(['skipped'])).toBe('good');
  });

  it('counts each kind', () => {
    expect(countVerdicts(found({}, {}, warning, { verdict: 'skipped' }))).toEqual({
      good: 2,
      warning: 1,
      bad: 0,
      skipped: 1,
    });
  });
});

describe('findings in plain output', () => {
  it('tell only once what has to be done before those that were skipped can be asked', () => {
    const lines: string[] = [];
    const printer = { data: (line: string) => lines.push(line), json: () => {}, say: () => {} };
    const print = createCheckPrinter(printer, theme);
    const app = {
      id: 'hr',
      displayName: 'HR',
      kind: 'entra-to-saas',
      settings: { scope: 'assigned', skipOutOfScopeDeletions: false },
    } as const;
    const skipped: Partial<Check> = { verdict: 'skipped', next: 'Correct it.' };

    const patient: Patient = { app };
    for (const one of found({ ...bad(), next: 'Check the URL.' }, skipped, skipped)) print(patient, one);

    expect(lines.filter((line) => line.includes('Next:')).map((line) => line.trim())).toEqual([
      'Next: Check the URL.',
      'Next: Correct it.',
    ]);
  });
});

describe('a finding in plain output', () => {
  it('has a glyph and a word, its name, what was found, and the time', () => {
    expect(checkLines(check({ tookMs: 12 }), theme)).toEqual([
      '    ✓ Good     connection              it answers (12 ms)',
    ]);
  });

  it('that is not good says below itself what to do, in line with its name', () => {
    const [first = '', second = ''] = checkLines(
      check({ verdict: 'bad', found: 'nobody answers', next: 'Check the URL.' }),
      theme,
    );

    expect(first).toBe('    ✗ Bad      connection              nobody answers');
    expect(second.indexOf('Next: Check the URL.')).toBe(first.indexOf('connection'));
  });

  it('tells of several requests how many they were', () => {
    const exchanges = [{ request: 'GET /a' }, { request: 'GET /b' }];

    expect(checkLines(check({ tookMs: 300, exchanges }), theme)[0]).toContain('(0.3 s, 2 requests)');
  });
});

describe('capabilities', () => {
  it('stand in columns with how each is known', () => {
    expect(
      capabilityLines([
        { name: 'patch', value: 'supported', from: 'declared', because: 'ServiceProviderConfig' },
        { name: 'filter on userName', value: 'no', from: 'measured', because: '400' },
      ]),
    ).toEqual([
      '    patch               supported  declared: ServiceProviderConfig',
      '    filter on userName  no         measured: 400',
    ]);
  });

  it('are wrapped between words at a terminal, with a hanging indent', () => {
    const because = 'not allowed by the server, which answers 400 to a filter on this attribute';
    const rows = capabilityLines([{ name: 'filter', value: 'no', from: 'measured', because }], 40);

    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every((row) => row.length <= 40)).toBe(true);
    expect(rows.slice(1).every((row) => /^ {8}\S/.test(row))).toBe(true);
    expect(rows.map((row) => row.trim()).join(' ')).toBe(`filter  no  measured: ${because}`);
  });

  it('with a key for a name have below it in words what that is', () => {
    const about = 'how many objects a page may hold';

    expect(
      capabilityLines([
        { name: 'pageSize', value: '50', from: 'pinned', because: 'in provision.json', about },
      ]),
    ).toEqual(['    pageSize  50  pinned: in provision.json', '      how many objects a page may hold']);
  });
});
