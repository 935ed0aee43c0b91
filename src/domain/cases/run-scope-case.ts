import { translatePattern } from '../expressions/dotnet-pattern.ts';
import type { PatternRunner } from '../expressions/pattern-runner.ts';
import { type AppKind, type AppSettings, traitsOf } from '../model/app.ts';
import type { Attributes } from '../model/value.ts';
import { present } from '../present.ts';
import { fail, type Result } from '../result.ts';
import { parseScopeFilter } from '../schema/json/parse.ts';
import type { AttributeDefinition, ScopeFilter } from '../schema/types.ts';
import { type DeprovisionEffect, deprovisionEffect } from '../scoping/deprovision.ts';
import { evaluateFilter } from '../scoping/evaluate-filter.ts';
import { evaluateScope } from '../scoping/evaluate-scope.ts';
import type { FilterVerdict, ScopeDecision, ScopeProblem } from '../scoping/verdict.ts';
import { type CaseResult, caseStanding } from './case-result.ts';
import { type CaseDifference, caseDifferences } from './differences.ts';
import type { ScopeCase } from './scope-case.ts';

/** How the object of a case fared, with every clause, every condition, and what would put it in scope. */
type Evaluated = {
  readonly verdict: FilterVerdict;
  readonly decision: ScopeDecision;
  readonly effect: DeprovisionEffect;
};

export type ScopeCaseResult = CaseResult & {
  /** Fails when the filter itself is wrong. */
  readonly evaluated: Result<Evaluated, ScopeProblem>;
};

/** Never throws, whatever the case holds. Patterns run under the limit that is handed in. */
export function runScopeCase(one: ScopeCase, runPattern: PatternRunner): ScopeCaseResult {
  const evaluated = evaluateCase(one, runPattern);
  return {
    id: one.id,
    standing: caseStanding(one),
    ...present({ note: one.note }),
    differences: evaluated.ok
      ? factDifferences(one, evaluated.value)
      : problemDifferences(one, evaluated.error),
    evaluated,
  };
}

function evaluateCase(one: ScopeCase, runPattern: PatternRunner): Result<Evaluated, ScopeProblem> {
  const filter = parseScopeFilter(one.filter);
  if (!filter.ok) {
    const [issue] = filter.error;
    const message = issue === undefined ? 'The filter cannot be read.' : issue.message;
    return fail({ code: 'InvalidClause', message, path: issue?.path ?? '' });
  }
  const verdict = evaluateFilter({
    filter: filter.value,
    attributes: one.source,
    definitions: definitionsFor(one.source, filter.value),
    runPattern,
    compilePattern: translatePattern,
  });
  return verdict.ok
    ? { ok: true, value: { verdict: verdict.value, ...decided(one, verdict.value) } }
    : verdict;
}

/**
 * A case has no schema. That an attribute is multi-valued is seen from its value, and every attribute that the filter
 * names is taken to exist.
 */
function definitionsFor(source: Attributes, filter: ScopeFilter | undefined): readonly AttributeDefinition[] {
  const groups =
    filter === undefined
      ? []
      : [...filter.groups, ...filter.inputFilterGroups, ...filter.categoryFilterGroups];
  const named = groups.flatMap(({ clauses }) => clauses.map(({ sourceOperandName }) => sourceOperandName));
  return [...new Set([...source.keys(), ...named])].map((name) => ({
    name,
    type: 'String',
    anchor: false,
    required: false,
    multivalued: Array.isArray(source.get(name)),
    caseExact: false,
    mutability: 'ReadWrite',
    flowNullValues: false,
    referencedObjects: [],
    metadata: new Map(),
    unknown: {},
  }));
}

type Context = NonNullable<ScopeCase['context']>;

/** In the words of the case files; everything else is an ordinary app with an Entra directory as source. */
const kinds: ReadonlyMap<string, AppKind> = new Map([
  ['crosstenant', 'cross-tenant'],
  ['cloudsync', 'ad-to-entra'],
  ['inbound', 'workday-to-ad'],
]);

/** Without a context nothing but the filter counts, which is how it is for HR sources. */
function kindOf(one: ScopeCase): AppKind {
  if (one.context === undefined && one.expect?.conditions === undefined) return 'workday-to-ad';
  const words = [one.context?.target, one.context?.direction];
  return (
    words.map((word) => kinds.get((word ?? '').toLowerCase().replace(/[^a-z]/g, ''))).find(Boolean) ??
    'entra-to-saas'
  );
}

/** The service writes secrets as text: `True`, `true` and `1` are on. */
const isOn = (context: Context | undefined, key: string): boolean =>
  ['true', '1'].includes(String(context?.secrets?.get(key) ?? '').toLowerCase());

function settingsOf(context: Context | undefined): AppSettings {
  return {
    scope: isOn(context, 'SyncAll') ? 'all' : (context?.scope ?? 'all'),
    skipOutOfScopeDeletions: isOn(context, 'SkipOutOfScopeDeletions'),
  };
}

function decided(one: ScopeCase, verdict: FilterVerdict): Omit<Evaluated, 'verdict'> {
  const { context } = one;
  const traits = traitsOf(kindOf(one));
  const settings = settingsOf(context);
  const assigned = context?.assigned ?? false;
  const decision = evaluateScope({
    verdict,
    traits,
    settings,
    kind: 'user',
    active: context?.active,
    entitlement: { assigned, hasRequiredRole: assigned, roles: [] },
  });
  const effect = deprovisionEffect({
    decision,
    verdict,
    traits,
    settings,
    flowTypes: new Set(['Add', 'Update', 'Delete']),
    managed: context?.previouslyInScope ?? false,
    canDisable: context?.targetSupportsSoftDelete ?? true,
    canDelete: true,
  });
  return { decision, effect };
}

function problemDifferences({ expect, expectError }: ScopeCase, { code, message }: ScopeProblem) {
  const got = { $error: code, message };
  const wrongCode = expectError !== undefined && expectError !== code;
  return [
    ...(expect === undefined ? [] : [{ path: 'inScope', expected: expect.inScope, got }]),
    ...(wrongCode ? [{ path: 'error', expected: { $error: expectError }, got }] : []),
  ];
}

function factDifferences({ expect, expectError }: ScopeCase, facts: Evaluated): readonly CaseDifference[] {
  const { inScope } = facts.decision;
  const evaluated = { path: 'error', expected: { $error: expectError }, got: { inScope } };
  return [
    ...(expectError === undefined ? [] : [evaluated]),
    ...(expect === undefined ? [] : expectationDifferences(expect, facts)),
  ];
}

function expectationDifferences(
  expect: NonNullable<ScopeCase['expect']>,
  { verdict, decision, effect }: Evaluated,
): readonly CaseDifference[] {
  const clauses = verdict.groups
    .flatMap((group) => group.clauses)
    .map(({ text, holds }) => ({ text, result: holds }));
  const conditions = new Map(decision.conditions.map(({ label, holds }) => [label, holds]));
  return [
    ...caseDifferences({ path: 'inScope', expected: expect.inScope, got: decision.inScope }),
    ...(expect.clauses === undefined
      ? []
      : caseDifferences({ path: 'clauses', expected: expect.clauses, got: clauses, partial: true })),
    ...[...(expect.conditions ?? [])].flatMap(([label, expected]) =>
      caseDifferences({ path: `conditions[${JSON.stringify(label)}]`, expected, got: conditions.get(label) }),
    ),
    ...(expect.effect === undefined
      ? []
      : caseDifferences({ path: 'effect', expected: expect.effect, got: effect.effect })),
  ];
}
