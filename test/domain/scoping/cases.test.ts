import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../src/domain/model/app.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import { parseFilter } from '../../../src/domain/schema/parse.ts';
import { evaluateScope } from '../../../src/domain/scoping/decide-scope.ts';
import { deprovisionEffect } from '../../../src/domain/scoping/deprovision.ts';
import type { FilterVerdict } from '../../../src/domain/scoping/verdict.ts';
import { definition, evaluated } from './scoping-setup.ts';

type Context = {
  readonly scope?: 'assigned' | 'all';
  readonly assigned?: boolean;
  readonly active?: boolean;
  readonly previouslyInScope?: boolean;
  readonly targetSupportsSoftDelete?: boolean;
  readonly target?: 'crossTenant';
  readonly secrets?: { readonly SkipOutOfScopeDeletions?: string };
};

type Case = {
  readonly id: string;
  readonly filter: unknown;
  readonly source: Readonly<Record<string, AttributeValue>>;
  readonly expect?: {
    readonly inScope: boolean;
    readonly clauses: readonly { readonly text: string; readonly result: boolean }[];
    readonly conditions?: Readonly<Record<string, boolean>>;
    readonly effect?: 'disable' | 'delete' | 'skip';
  };
  readonly expectError?: string;
  readonly context?: Context;
  readonly ambiguous?: boolean;
};

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));

function filtered(one: Case) {
  const filter = parseFilter(one.filter);
  if (!filter.ok) throw new Error(`${one.id}: ${JSON.stringify(filter.error)}`);
  const definitions = Object.entries(one.source).map(([name, value]) =>
    definition(name, { multivalued: Array.isArray(value) }),
  );
  return evaluated(filter.value, one.source, definitions);
}

function decided(verdict: FilterVerdict, context: Context) {
  const traits = traitsOf(context.target === 'crossTenant' ? 'cross-tenant' : 'entra-to-saas');
  const settings = {
    scope: context.scope ?? 'all',
    skipOutOfScopeDeletions: context.secrets?.SkipOutOfScopeDeletions === 'True',
  } as const;
  const assigned = context.assigned ?? false;
  const entitlement = { assigned, hasRequiredRole: assigned, roles: [] };
  const decision = evaluateScope({
    verdict,
    traits,
    settings,
    kind: 'user',
    active: context.active,
    entitlement,
  });
  const effect = deprovisionEffect({
    decision,
    verdict,
    traits,
    settings,
    flowTypes: new Set(['Add', 'Update', 'Delete']),
    managed: context.previouslyInScope ?? false,
    canDisable: context.targetSupportsSoftDelete ?? true,
    canDelete: true,
  });
  return { decision, effect };
}

function check(one: Case): void {
  const verdict = filtered(one);
  if (one.expect === undefined) {
    expect(verdict.ok ? 'evaluated' : verdict.error.code).toBe(one.expectError);
    return;
  }
  if (!verdict.ok) throw new Error(verdict.error.message);
  const clauses = verdict.value.groups.flatMap((group) => group.clauses);
  expect(clauses.map(({ text, holds }) => ({ text, result: holds }))).toEqual(one.expect.clauses);
  if (one.context === undefined) {
    expect(verdict.value.inScope).toBe(one.expect.inScope);
    return;
  }
  const { decision, effect } = decided(verdict.value, one.context);
  expect(decision.inScope).toBe(one.expect.inScope);
  const conditions = Object.fromEntries(decision.conditions.map(({ label, holds }) => [label, holds]));
  expect(conditions).toMatchObject(one.expect.conditions ?? {});
  if (one.expect.effect !== undefined) expect(effect.effect).toBe(one.expect.effect);
}

describe('scoping cases taken from the documentation', () => {
  it('are many enough to be worth the name', () => {
    expect(cases.filter((one) => !one.ambiguous).length).toBeGreaterThan(40);
  });

  it.each(cases.filter((one) => !one.ambiguous))('$id', check);
});

describe('scoping cases that the documentation leaves open, as we read them', () => {
  it.each(cases.filter((one) => one.ambiguous))('$id', check);
});
