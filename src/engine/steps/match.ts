import type { Entry } from '../../domain/model/entry.ts';
import { type Decision, decide } from '../../domain/planning/decide.ts';
import { deprovisioningAttribute, isDisabled } from '../../domain/planning/disable.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result, unreachable } from '../../domain/result.ts';
import { supportsSoftDeletion } from '../../domain/schema/account-status.ts';
import { findMatch, type MatchSearch } from '../object/find-match.ts';
import type { Op } from '../port.ts';
import type { Ending } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { MatchEvidence } from '../run/evidence.ts';
import type { ReasonCode } from '../run/record.ts';
import { shownAttributes } from '../run/redact.ts';
import type { Run } from '../run/run.ts';
import { type Report, type StepStop, step, stepEntries, stoppedBy } from '../run/step.ts';
import { capitalised, nameAndId, nameOfTarget } from '../wording.ts';
import { type Scoped, scopeReason } from './scope.ts';

export type Matched = { readonly entry?: Entry; readonly linked: boolean; readonly decision: Decision };

type MatchResult = { readonly search: MatchSearch; readonly matched: Matched };

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

function evidenceOf(
  search: MatchSearch,
  operation: MatchEvidence['operation'],
  because: string,
): MatchEvidence {
  return { ...present({ link: search.link }), attempts: search.attempts, operation, because };
}

function unclear(search: MatchSearch, reason: ReasonCode, message: string): StepStop {
  const ids = search.attempts.flatMap(({ candidates }) => candidates.map(({ id }) => id));
  return {
    ending: 'failed',
    reason,
    message,
    entryDetails: { Candidates: ids.join(', ') },
    evidence: { match: evidenceOf(search, 'Fail', message) },
  };
}

async function match(
  run: Run,
  source: Entry,
  scoped: Scoped,
  op: Op,
): Promise<Result<MatchResult, StepStop>> {
  const wanted = { ready: run.ready, source: source.ref, attributes: scoped.attributes };
  const found = await findMatch(run, wanted, op);
  if (!found.ok) return fail(stoppedBy(found.error));
  const search = found.value;
  switch (search.match.kind) {
    case 'none':
      return ok({ search, matched: { linked: false, decision: decideFor(run, scoped, 'none', false) } });
    case 'one': {
      const { entry, linked } = search.match;
      return ok({ search, matched: { entry, linked, decision: decideFor(run, scoped, 'one', linked) } });
    }
    case 'several': {
      const { entries, attribute } = search.match;
      const names = entries.map(nameAndId).join(', ');
      const message = `${entries.length} objects in ${run.target.identity.name} match by ${attribute}: ${names}.`;
      return fail(unclear(search, 'match.ambiguous', message));
    }
    case 'invalid': {
      const { attribute, message } = search.match;
      const sentence = `The matching attribute ${attribute} cannot be used: ${message}`;
      return fail(unclear(search, 'expression.failed', sentence));
    }
    default:
      return unreachable(search.match);
  }
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

function entriesFor(run: Run, matched: Matched): Report['entries'] {
  const { entry, decision } = matched;
  const target = run.target.identity.name;
  const found = { ...stepEntries.match, status: 'Success' } as const;
  const entries: Report['entries'][number][] = [];
  if (entry !== undefined) {
    const shown = shownAttributes(entry, run.secrets.target);
    const details = { id: entry.ref, ...Object.fromEntries(shown.map(({ name, value }) => [name, value])) };
    const description = `Retrieved ${entry.objectType} '${nameOfTarget(entry)}' from ${target}`;
    entries.push({ ...found, description, details });
  }
  if (decision.operation !== 'Skip' && decision.operation !== 'Update') {
    const description = `${run.ready.resolved.sourceObject.name} ${decision.because}`;
    entries.push({ ...found, name: entryNames[decision.operation], description, details: {} });
  }
  if (entries.length === 0) {
    entries.push({ ...found, description: `No match in ${target}: ${decision.because}`, details: {} });
  }
  return entries;
}

function describe(run: Run, { search, matched }: MatchResult): Report {
  const { operation, because } = matched.decision;
  return {
    status: 'Success',
    sentence: sentenceFor(run, search, matched),
    entries: entriesFor(run, matched),
    evidence: { match: evidenceOf(search, operation, because) },
  };
}

/** Step 3: also for objects out of scope, because they may have to be disabled. */
export async function* matchTarget(
  run: Run,
  source: Entry,
  scoped: Scoped,
): AsyncGenerator<RunFact, Result<Matched, Ending>, undefined> {
  const result = yield* step(
    run,
    'match',
    (op) => match(run, source, scoped, op),
    (found) => describe(run, found),
  );
  return result.ok ? ok(result.value.matched) : result;
}
