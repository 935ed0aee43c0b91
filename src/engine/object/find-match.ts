import { classify, matchQuestion } from '../../domain/matching/classify-matches.ts';
import type { Entry, Ref } from '../../domain/model/entry.ts';
import type { Attributes } from '../../domain/model/value.ts';
import { type CompiledMapping, mapAttribute, matchingOrder } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import type { MatchAttempt, MatchCandidate, MatchEvidence } from '../run/evidence.ts';
import { hideOutcome, hideSecrets, shownAttributes } from '../run/redact.ts';
import { evaluationContext, type ReadyMapping, type Run } from '../run/run.ts';

/** What matches an object in the target, with everything that was asked to find out. */
export type Match =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly entry: Entry; readonly linked: boolean }
  | { readonly kind: 'several'; readonly entries: readonly Entry[]; readonly attribute: string }
  | { readonly kind: 'invalid'; readonly attribute: string; readonly message: string };

export type MatchSearch = {
  readonly match: Match;
  readonly link?: NonNullable<MatchEvidence['link']>;
  readonly attempts: readonly MatchAttempt[];
};

type Wanted = { readonly ready: ReadyMapping; readonly source: Ref; readonly attributes: Attributes };

const candidateOf = (run: Run, entry: Entry): MatchCandidate => ({
  id: entry.ref,
  attributes: shownAttributes(entry, run.secrets.target),
});

type Linked = { readonly link?: NonNullable<MatchEvidence['link']>; readonly entry?: Entry };

/** The stored connection is asked before any attribute; one whose object vanished is dropped, and matching goes on. */
async function followLink(run: Run, { ready, source }: Wanted, op: Op): Promise<Result<Linked, Failure>> {
  const remembered = await run.links.targetOf(source);
  if (!remembered.ok) return remembered;
  const target = remembered.value;
  if (target === undefined) return ok({});
  const found = await run.target.read({ selection: ready.targetSelection, ref: target }, op);
  if (found.ok) {
    hideSecrets(run.redactor, found.value.attributes, run.secrets.target);
    return ok({ link: { target, state: 'alive' }, entry: found.value });
  }
  if (found.error.code !== 'object.notFound') return found;
  const isPreview = run.context.mode === 'preview';
  const dropped = isPreview ? ok(undefined) : await run.links.drop(source);
  if (!dropped.ok) return dropped;
  const becomes = isPreview
    ? 'a run would drop it and match the object again'
    : 'it is dropped, and the object is matched again';
  const text = `The stored connection leads to ${target}, which is not in ${run.target.identity.name} anymore (InvalidAnchor): ${becomes}.`;
  op.observe({ type: 'note', text });
  return ok({ link: { target, state: 'gone' } });
}

type Asked = { readonly attempt: MatchAttempt; readonly match: Match };

async function ask(
  run: Run,
  wanted: Wanted,
  compiled: CompiledMapping,
  op: Op,
): Promise<Result<Asked, Failure>> {
  const { mapping, definition } = compiled;
  const mapped = mapAttribute(compiled, evaluationContext(run, wanted.attributes));
  hideOutcome(run.redactor, mapped, run.secrets);
  const question = matchQuestion(mapped);
  const attempt: MatchAttempt = {
    priority: mapping.matchingPriority,
    attribute: mapping.targetAttributeName,
    expression: mapping.source?.expression ?? '',
    candidates: [],
  };
  if (question.kind === 'skip')
    return ok({ attempt: { ...attempt, notAsked: question.because }, match: { kind: 'none' } });
  if (question.kind === 'error') {
    const match: Match = { kind: 'invalid', attribute: definition.name, message: question.message };
    return ok({ attempt: { ...attempt, notAsked: question.message }, match });
  }
  const { value } = question;
  const found = await run.target.find(
    { selection: wanted.ready.targetSelection, attribute: definition, value },
    op,
  );
  if (!found.ok) return found;
  for (const { attributes } of found.value) hideSecrets(run.redactor, attributes, run.secrets.target);
  const verdict = classify(found.value);
  const shown = { ...attempt, value, candidates: found.value.map((entry) => candidateOf(run, entry)) };
  if (verdict.kind === 'one') {
    return ok({ attempt: shown, match: { kind: 'one', entry: verdict.entry, linked: false } });
  }
  if (verdict.kind === 'several') {
    return ok({
      attempt: shown,
      match: { kind: 'several', entries: verdict.entries, attribute: definition.name },
    });
  }
  return ok({ attempt: shown, match: { kind: 'none' } });
}

/**
 * Finds an object in the target: stored link first, then each matching attribute by priority, stopping at the first
 * that yields a hit. Attributes are never combined (entra-docs `customize-application-attributes`).
 */
export async function findMatch(run: Run, wanted: Wanted, op: Op): Promise<Result<MatchSearch, Failure>> {
  const linked = await followLink(run, wanted, op);
  if (!linked.ok) return linked;
  const { link, entry } = linked.value;
  const found = { ...present({ link }) };
  if (entry !== undefined) return ok({ ...found, match: { kind: 'one', entry, linked: true }, attempts: [] });
  const attempts: MatchAttempt[] = [];
  for (const compiled of matchingOrder(wanted.ready.compiled)) {
    const asked = await ask(run, wanted, compiled, op);
    if (!asked.ok) return fail(asked.error);
    attempts.push(asked.value.attempt);
    if (asked.value.match.kind !== 'none') return ok({ ...found, match: asked.value.match, attempts });
  }
  return ok({ ...found, match: { kind: 'none' }, attempts });
}
