import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScopeCase } from '../../../src/domain/cases/run-scope-case.ts';
import { readScopeCases, type ScopeCase } from '../../../src/domain/cases/scope-case.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';

const cases = readScopeCases(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));
if (!cases.ok) throw new Error(JSON.stringify(cases.error));

const check = (one: ScopeCase): void => {
  expect(runScopeCase(one, runUnlimited).differences).toEqual([]);
};

describe('scoping cases taken from the documentation', () => {
  it('leave out nothing but the ambiguous ones', () => {
    expect(cases.value.filter((one) => one.ambiguous !== true)).toHaveLength(50);
  });

  it.each(cases.value.filter((one) => one.ambiguous !== true))('$id', check);
});

describe('scoping cases that the documentation leaves open, as we read them', () => {
  it.each(cases.value.filter((one) => one.ambiguous === true))('$id', check);
});
