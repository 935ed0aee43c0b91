import type { Entry } from '../../domain/model/entry.ts';
import { type Decision, decide } from '../../domain/planning/decide.ts';
import { deprovisioningAttribute, isDisabled } from '../../domain/planning/disable.ts';
import { fail, ok, type Result, unreachable } from '../../domain/result.ts';
import { supportsSoftDeletion } from '../../domain/schema/account-status.ts';
import type { Failure } from '../failure.ts';
import { findMatch, type MatchSearch } from '../object/find-match.ts';
import type { Op } from '../port.ts';
import { type Ending, failedEnding, statusOfFailure } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { MatchEvidence } from '../run/evidence.ts';
import type { ProvisioningStep } from '../run/record.ts';
import { shownAttributes } from '../run/redact.ts';
import type { Run } from '../run/run.ts';
import { type Report, step } from '../run/step.ts';
import { capitalised, nameOfTarget } from '../wording.ts';
import { type Scoped, scopeReason } from './scope.ts';

export type Matched = { readonly entry?: Entry; readonly linked: boolean; readonly decision: Decision };

type Outcome =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'matched'; readonly search: MatchSearch; readonly matched: Matched }
  | { readonly kind: 'ambiguous' | 'invalid'; readonly search: MatchSearch; readonly message: string };

/** In scope but inactive, or out of scope: the two ask for different attributes of the target. */
export const deprovisioningCause = ({ decision }: Scoped): 'inactive' | 'leftScope' =>
  decision.effectivelyEntitled ? 'inactive' : 'leftScope';

function decideFor(run: Run, scoped: Scoped, target: 'none' | 'one', linked: boolean): Decision {
  const { mapping, targetObject } = run.ready.resolved;
  const { settings } = run.context.app;
  return decide({
    inScope: scoped.decision.effectivelyEntitled,
    active: scoped.decision.active,
    target,
    linked,
    flowTypes: mapping.flowTypes,
    skipOutOfScopeDeletions: settings.skipOutOfScopeDeletions && run.traits.honoursSkipOutOfScopeDeletions,
    canDisable: deprovisioningAttribute(run.ready.resolved, deprovisioningCause(scoped)) !== undefined,
    canDelete: run.target.remove !== undefined && !supportsSoftDeletion(targetObject),
    scopeReason: scopeReason(scoped),
    leftAlone: !scoped.verdict.inputPassed || !scoped.verdict.categoryPassed,
  });
}

async function match(run: Run, source: Entry, scoped: Scoped, op: Op): Promise<Outcome> {
  const wanted = { ready: run.ready, source: source.ref, attributes: scoped.attributes };
  const found = await findMatch(run, wanted, op);
  if (!found.ok) return { kind: 'failed', failure: found.error };
  const search = found.value;
  switch (search.match.kind) {
    case 'none':
      return {
        kind: 'matched',
        search,
        matched: { linked: false, decision: decideFor(run, scoped, 'none', false) },
      };
    case 'one': {
      const { entry, linked } = search.match;
      return {
        kind: 'matched',
        search,
        matched: { entry, linked, decision: decideFor(run, scoped, 'one', linked) },
      };
    }
    case 'several': {
      const { entries, attribute } = search.match;
      const names = entries.map(nameOfTarget).join(', ');
      const message = `${entries.length} objects in ${run.target.identity.name} match by ${attribute}: ${names}.`;
      return { kind: 'ambiguous', search, message };
    }
    case 'invalid': {
      const { attribute, message } = search.match;
      return {
        kind: 'invalid',
        search,
        message: `The matching attribute ${attribute} cannot be evaluated: ${message}`,
      };
    }
    default:
      return unreachable(search.match);
  }
}

function evidenceOf(
  search: MatchSearch,
  operation: MatchEvidence['operation'],
  because: string,
): MatchEvidence {
  const link = search.link === undefined ? {} : { link: search.link };
  return { ...link, attempts: search.attempts, operation, because };
}

/** By whichever of the status attributes a deprovisioning could write. */
function isAlreadyDisabled(run: Run, entry: Entry): boolean {
  const { resolved } = run.ready;
  const causes = ['inactive', 'leftScope'] as const;
  const attributes = causes.flatMap((cause) => deprovisioningAttribute(resolved, cause) ?? []);
  return attributes.some((attribute) => isDisabled(attribute, entry.attributes));
}

function sentenceFor(run: Run, { link }: MatchSearch, matched: Matched): string {
  const found = foundSentence(run, matched);
  return link?.state === 'gone' ? `The linked object ${link.target} is not there anymore. ${found}` : found;
}

function foundSentence(run: Run, { entry, linked, decision }: Matched): string {
  const noun = capitalised(run.context.subject.kind);
  const target = run.target.identity.name;
  if (entry === undefined) {
    return decision.operation === 'Create'
      ? `No match in ${target}: ${noun.toLowerCase()} will be created.`
      : `No match in ${target}.`;
  }
  const how = linked ? 'by the stored connection' : 'by matching attribute';
  const found = `${noun} matches ${nameOfTarget(entry)} in ${target} ${how}`;
  const disabled = isAlreadyDisabled(run, entry);
  switch (decision.operation) {
    case 'Disable':
      return `${found}: it ${disabled ? 'is disabled already' : 'will be disabled'}.`;
    case 'Delete':
      return `${found}: it will be deleted.`;
    default:
      return disabled ? `${found}: it is disabled there.` : `${found}.`;
  }
}

const entryNames: Record<Exclude<Decision['operation'], 'Skip' | 'Update'>, string> = {
  Create: 'EntrySynchronizationAdd',
  Disable: 'EntrySynchronizationDisable',
  Delete: 'EntrySynchronizationDelete',
};

function entriesFor(run: Run, matched: Matched): readonly Omit<ProvisioningStep, 'timestamp'>[] {
  const { entry, decision } = matched;
  const type = 'Matching' as const;
  const target = run.target.identity.name;
  const entries: Omit<ProvisioningStep, 'timestamp'>[] = [];
  if (entry !== undefined) {
    const shown = shownAttributes(entry, run.secrets.target);
    const details = { id: entry.ref, ...Object.fromEntries(shown.map(({ name, value }) => [name, value])) };
    const description = `Retrieved ${entry.objectType} '${nameOfTarget(entry)}' from ${target}`;
    entries.push({ name: 'EntryImport', type, status: 'Success', description, details });
  }
  if (decision.operation !== 'Skip' && decision.operation !== 'Update') {
    const description = `${run.ready.resolved.sourceObject.name} ${decision.because}`;
    entries.push({ name: entryNames[decision.operation], type, status: 'Success', description, details: {} });
  }
  if (entries.length === 0) {
    const description = `No match in ${target}: ${decision.because}`;
    entries.push({ name: 'EntryImport', type, status: 'Success', description, details: {} });
  }
  return entries;
}

function describe(run: Run, outcome: Outcome): Report {
  const failing = { name: 'EntryImport', type: 'Matching', status: 'Failure' } as const;
  switch (outcome.kind) {
    case 'failed': {
      const { code, message } = outcome.failure;
      const status = statusOfFailure(outcome.failure);
      return {
        status,
        sentence: message,
        reason: code,
        entries: [{ ...failing, status, description: message, details: { ErrorCode: code } }],
      };
    }
    case 'ambiguous':
    case 'invalid': {
      const reason = outcome.kind === 'ambiguous' ? 'match.ambiguous' : 'expression.failed';
      const ids = outcome.search.attempts.flatMap(({ candidates }) => candidates.map(({ id }) => id));
      return {
        status: 'Failure',
        sentence: outcome.message,
        reason,
        entries: [{ ...failing, description: outcome.message, details: { Candidates: ids.join(', ') } }],
        evidence: { match: evidenceOf(outcome.search, 'Fail', outcome.message) },
      };
    }
    case 'matched': {
      const { decision } = outcome.matched;
      return {
        status: 'Success',
        sentence: sentenceFor(run, outcome.search, outcome.matched),
        entries: entriesFor(run, outcome.matched),
        evidence: { match: evidenceOf(outcome.search, decision.operation, decision.because) },
      };
    }
    default:
      return unreachable(outcome);
  }
}

/** Step 3: also for objects out of scope, because they may have to be disabled. */
export async function* matchTarget(
  run: Run,
  source: Entry,
  scoped: Scoped,
): AsyncGenerator<RunFact, Result<Matched, Ending>, undefined> {
  const outcome = yield* step(
    run,
    'match',
    (op) => match(run, source, scoped, op),
    (result) => describe(run, result),
  );
  if (outcome.kind === 'matched') return ok(outcome.matched);
  if (outcome.kind === 'failed') return fail(failedEnding('match', outcome.failure));
  const reason = outcome.kind === 'ambiguous' ? 'match.ambiguous' : 'expression.failed';
  return fail({ ending: 'failed', step: 'match', reason, message: outcome.message });
}
