import { translatePattern } from '../../domain/expressions/dotnet-pattern.ts';
import type { Entry } from '../../domain/model/entry.ts';
import type { Attributes, AttributeValue } from '../../domain/model/value.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isActiveInSource } from '../../domain/schema/account-status.ts';
import { scopeDetails } from '../../domain/scoping/details.ts';
import { evaluateFilter } from '../../domain/scoping/evaluate-filter.ts';
import { evaluateScope } from '../../domain/scoping/evaluate-scope.ts';
import type { FilterVerdict, ScopeDecision, ScopeProblem } from '../../domain/scoping/verdict.ts';
import type { Failure } from '../failure.ts';
import type { Entitlement, Op } from '../port.ts';
import type { Ending } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { type Report, type StepStop, step, stepEntries, stoppedBy } from '../run/step.ts';
import { capitalised } from '../wording.ts';

export type Scoped = {
  readonly decision: ScopeDecision;
  readonly verdict: FilterVerdict;
  /** The object with what only scoping knows: IsSoftDeleted and the roles of its assignment. */
  readonly attributes: Attributes;
};

/** IsSoftDeleted is computed, never stored: unassigned, filtered out, disabled or deleted in the source. */
function withComputed(run: Run, entry: Entry, decision: ScopeDecision, roles: readonly string[]): Attributes {
  const { sourceObject } = run.ready.resolved;
  const defined = new Set(sourceObject.attributes.map(({ name }) => name));
  const computed: [string, AttributeValue][] = [];
  const softDeleted = sourceObject.metadata.get('PropertyNameSoftDeleted') ?? 'IsSoftDeleted';
  if (defined.has(softDeleted)) computed.push([softDeleted, decision.isSoftDeleted]);
  if (defined.has('appRoleAssignments') && roles.length > 0) computed.push(['appRoleAssignments', roles]);
  return new Map([...entry.attributes, ...computed]);
}

async function entitlementOf(
  run: Run,
  entry: Entry,
  op: Op,
): Promise<Result<Entitlement | undefined, Failure>> {
  if (!run.traits.usesAssignment || run.source.entitlement === undefined) return ok(undefined);
  return run.source.entitlement(entry.ref, run.context.subject.kind, op);
}

const invalidFilter = ({ code, message }: ScopeProblem): StepStop => ({
  ending: 'failed',
  reason: 'scope.invalid',
  message,
  details: code,
  entryDetails: { ErrorCode: code },
});

async function evaluate(run: Run, entry: Entry, op: Op): Promise<Result<Scoped, StepStop>> {
  const entitlement = await entitlementOf(run, entry, op);
  if (!entitlement.ok) return fail(stoppedBy(entitlement.error));
  const { resolved } = run.ready;
  const verdict = evaluateFilter({
    filter: resolved.mapping.scope,
    attributes: entry.attributes,
    definitions: resolved.sourceObject.attributes,
    runPattern: run.runPattern,
    compilePattern: translatePattern,
  });
  if (!verdict.ok) return fail(invalidFilter(verdict.error));
  const decision = evaluateScope({
    verdict: verdict.value,
    traits: run.traits,
    settings: run.context.app.settings,
    kind: run.context.subject.kind,
    active: isActiveInSource(resolved.sourceObject, entry.attributes),
    entitlement: entitlement.value,
    rule: resolved.rule,
    attributes: entry.attributes,
  });
  const attributes = withComputed(run, entry, decision, entitlement.value?.roles ?? []);
  return ok({ decision, verdict: verdict.value, attributes });
}

/** The clauses that would have to turn true, for a filter that keeps the object out. */
function missingClauses({ missing }: FilterVerdict): string {
  const alternatives = missing.map(({ clauses }) => clauses.join(' and '));
  return alternatives.length === 0 ? '' : ` (not true: ${alternatives.join('; or ')})`;
}

/** What did not hold, as one clause of a sentence: "not assigned to the application". */
export function scopeReason({ decision, verdict }: Pick<Scoped, 'decision' | 'verdict'>): string {
  const counted = decision.conditions.filter(({ id }) => id !== 'filters' || !decision.filtersAreInformation);
  const assigned = counted.every(({ id, holds }) => id !== 'assigned' || holds);
  // Without an assignment there is no role either, and saying so twice helps nobody.
  const broken = counted.filter(({ id, holds }) => !holds && (assigned || id !== 'role'));
  const reasons = broken.map(({ id, because }) =>
    id === 'filters' ? `${because}${missingClauses(verdict)}` : because,
  );
  return reasons.length === 0 ? 'out of scope' : reasons.join('; ');
}

/** Filters that are shown only, and do not hold: the regular cycle would not provision this object. */
function outsideRegularCycle(decision: ScopeDecision): string | undefined {
  if (!decision.filtersAreInformation) return undefined;
  return decision.conditions.find(({ id, holds }) => id === 'filters' && !holds)?.because;
}

function scopeSentence(run: Run, scoped: Scoped): string {
  const { decision } = scoped;
  const noun = capitalised(run.context.subject.kind);
  if (!decision.effectivelyEntitled || !decision.active)
    return `${noun} is not in scope: ${scopeReason(scoped)}.`;
  const outside = outsideRegularCycle(decision);
  if (outside !== undefined) {
    return `${noun} is provisioned on demand, but the regular cycle would leave it out: ${outside}.`;
  }
  return `${noun} is in scope.`;
}

function describe(run: Run, entry: Entry, scoped: Scoped): Report {
  const { decision, verdict } = scoped;
  const out = !decision.effectivelyEntitled || !decision.active;
  const status = outsideRegularCycle(decision) === undefined ? 'Success' : 'Warning';
  const description = `Determine if ${entry.objectType} in scope by evaluating each scoping filter`;
  const skipped = out ? { SkipReason: 'NotEffectivelyEntitled' } : {};
  return {
    status,
    sentence: scopeSentence(run, scoped),
    ...(out ? { reason: 'NotEffectivelyEntitled' as const } : {}),
    entries: [
      {
        ...stepEntries.scope,
        status,
        description,
        details: { ...scopeDetails(decision, verdict), ...skipped },
      },
    ],
    evidence: { scope: { decision, verdict } },
  };
}

/** Step 2: every condition and every clause, evaluated without short circuit. Out of scope is not a failure. */
export function determineScope(
  run: Run,
  entry: Entry,
): AsyncGenerator<RunFact, Result<Scoped, Ending>, undefined> {
  return step(
    run,
    'scope',
    (op) => evaluate(run, entry, op),
    (scoped) => describe(run, entry, scoped),
  );
}
