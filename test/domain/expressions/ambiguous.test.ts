import { describe, expect, it } from 'vitest';
import cases from './cases.json' with { type: 'json' };
import { readCases, runCase } from './run-case.ts';

/**
 * Where the documentation leaves something open or contradicts itself. What the program does then, and why it had to be
 * decided, stands in one table: "Where the documentation is open" in src/domain/expressions/README.md.
 */
const open = readCases(cases).filter((one) => one.ambiguous === true);

describe('where the documentation is ambiguous', () => {
  it.each(open.map((one) => [one.id, one] as const))('the table decides %s', (_, one) => {
    const result = runCase(one);

    expect(result).toEqual(one.expectError === undefined ? one.expect : { $error: one.expectError });
  });

  it.each([
    ['NormalizeDiacritics([a])', { a: 'Сергей й が' }, 'Сергей й が'],
    ['IIF([a] <> "x", "differs", "no")', {}, 'no'],
    ['DNComponent("cn=Joe", 2)', {}, null],
  ])('the table decides %s', (expression, source, wanted) => {
    const result = runCase({ id: 'own', expression, source });

    expect(result).toBe(wanted);
  });
});
