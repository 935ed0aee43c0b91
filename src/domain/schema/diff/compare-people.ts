import type { RandomBytes } from '../../expressions/definition.ts';
import type { EvaluationContext } from '../../expressions/evaluate.ts';
import type { PatternRunner } from '../../expressions/pattern-runner.ts';
import { REDACTED } from '../../expressions/trace.ts';
import { matchQuestion } from '../../matching/classify.ts';
import { type Attributes, displayText } from '../../model/value.ts';
import { planAttribute } from '../../planning/flow.ts';
import {
  type CompiledMapping,
  compileMappings,
  mapAttribute,
  matchingOrder,
} from '../../planning/map-attributes.ts';
import { fail, ok, type Result } from '../../result.ts';
import { isActiveInSource } from '../account-status.ts';
import { findRule, mappingFor, type ResolvedMapping } from '../resolve.ts';
import type { SynchronizationSchema } from '../types.ts';
import { matchingTexts } from './attribute-changes.ts';
import { defaultText, sourceText } from './canonical.ts';
import { type JudgeStanding, standingOf } from './standing.ts';

/** What a target attribute would get. `nothing` and `error` say why there is no value. */
export type Flow = { readonly value: string } | { readonly nothing: string } | { readonly error: string };

export type PersonDifference = {
  readonly standing: 'enters' | 'leaves' | 'stays' | 'unknown';
  /** Why somebody left the scope or was outside it before, or could not be compared. */
  readonly because?: string;
  readonly attributes: readonly { readonly name: string; readonly before: Flow; readonly after: Flow }[];
  /** What the target would be searched by, in order. */
  readonly matching?: { readonly before: string; readonly after: string };
};

/** Undefined for somebody who would be provisioned as before. */
export type ComparePerson = (attributes: Attributes) => PersonDifference | undefined;

export type CompareOptions = {
  readonly now: Date;
  readonly runPattern: PatternRunner;
  readonly random: RandomBytes;
};

type Side = {
  readonly resolved: ResolvedMapping;
  readonly judge: JudgeStanding;
  readonly compiled: ReadonlyMap<string, CompiledMapping>;
  readonly matching: readonly CompiledMapping[];
};

function sideOf(
  schema: SynchronizationSchema,
  { runPattern }: CompareOptions,
): Result<Side | undefined, string> {
  const rule = findRule(schema);
  if (!rule.ok) return fail(rule.error.message);
  const resolved = mappingFor({ rule: rule.value.rule, schema, kind: 'user' });
  if (!resolved.ok) return ok(undefined);
  const judge = standingOf(resolved.value, runPattern);
  if (!judge.ok) return fail(judge.error);
  const compiled = compileMappings(resolved.value);
  const byName = new Map(compiled.map((one) => [one.mapping.targetAttributeName, one]));
  return ok({
    resolved: resolved.value,
    judge: judge.value,
    compiled: byName,
    matching: matchingOrder(compiled),
  });
}

/** Everything of a mapping that can change the value written. */
function facetsOf(one: CompiledMapping | undefined): string {
  if (one === undefined) return '';
  const { type, multivalued, required, mutability, anchor, defaultValue } = one.definition;
  const definition = [type, multivalued, required, mutability, anchor, defaultValue];
  return JSON.stringify([
    sourceText(one.mapping),
    defaultText(one.mapping),
    one.mapping.flowType,
    definition,
  ]);
}

/** Only what differs is evaluated: the same expression gives the same value on both sides. */
function changedNames(before: Side, after: Side): readonly string[] {
  const names = new Set([...before.compiled.keys(), ...after.compiled.keys()]);
  return [...names].filter(
    (name) => facetsOf(before.compiled.get(name)) !== facetsOf(after.compiled.get(name)),
  );
}

function flowOf(one: CompiledMapping | undefined, context: EvaluationContext): Flow {
  if (one === undefined) return { nothing: 'not mapped' };
  const mapped = mapAttribute(one, context);
  const { outcome } = mapped;
  if (outcome.kind === 'chooseUnique') {
    const offered = outcome.candidates.flatMap(({ value }) => value ?? []);
    return { value: outcome.redacted === true ? REDACTED : `the first free of ${offered.join(', ')}` };
  }
  const plan = planAttribute(mapped, { creating: true });
  if (plan.fate === 'invalid') return { error: plan.because };
  if (plan.fate !== 'send') return { nothing: plan.because };
  const hidden = outcome.kind === 'value' && outcome.redacted === true;
  return { value: hidden ? REDACTED : (displayText(plan.value) ?? '') };
}

const sameFlow = (a: Flow, b: Flow): boolean =>
  'nothing' in a ? 'nothing' in b : JSON.stringify(a) === JSON.stringify(b);

function questionText({ matching }: Side, context: EvaluationContext): string {
  const asked = matching.flatMap((one) => {
    const question = matchQuestion(mapAttribute(one, context));
    if (question.kind === 'ask') return [`${one.definition.name} = ${JSON.stringify(question.value)}`];
    return question.kind === 'error' ? [`${one.definition.name}: ${question.message}`] : [];
  });
  return asked.join(', then ') || 'nothing';
}

/** The engine computes this attribute for whoever is in scope: an account that is switched off counts as deleted. */
function withComputed(attributes: Attributes, { resolved: { sourceObject } }: Side): Attributes {
  const name = sourceObject.metadata.get('PropertyNameSoftDeleted') ?? 'IsSoftDeleted';
  if (attributes.has(name) || !sourceObject.attributes.some((one) => one.name === name)) return attributes;
  return new Map([...attributes, [name, isActiveInSource(sourceObject, attributes) === false]]);
}

type Both = { readonly before: Side; readonly after: Side };

function compareValues(
  { before, after }: Both,
  names: readonly string[],
  asksOtherwise: boolean,
  options: CompareOptions,
) {
  return (attributes: Attributes): PersonDifference | undefined => {
    const context = (side: Side): EvaluationContext => ({
      ...options,
      attributes: withComputed(attributes, side),
    });
    const [old, now] = [context(before), context(after)];
    const flows = names
      .map((name) => ({
        name,
        before: flowOf(before.compiled.get(name), old),
        after: flowOf(after.compiled.get(name), now),
      }))
      .filter((flow) => !sameFlow(flow.before, flow.after));
    const asked = asksOtherwise
      ? { before: questionText(before, old), after: questionText(after, now) }
      : undefined;
    const matching = asked !== undefined && asked.before !== asked.after ? { matching: asked } : {};
    if (flows.length === 0 && asked?.before === asked?.after) return undefined;
    return { standing: 'stays', attributes: flows, ...matching };
  };
}

type Judged = Result<{ readonly inScope: boolean; readonly missing: readonly string[] }, string>;

const nobody: Judged = ok({ inScope: false, missing: ['people are not provisioned at all'] });

const moved = (standing: 'enters' | 'leaves' | 'unknown', because: string): PersonDifference => ({
  standing,
  because,
  attributes: [],
});

/**
 * Compares what becomes of people by two schemas: who enters or leaves the scope, and of those in scope by both, which
 * target attributes would be created with another value and whom the target would be searched by.
 * Assignment and role are not in a schema and count as given. Fails when one of the schemas cannot be used.
 */
export function comparePeople(
  old: SynchronizationSchema,
  now: SynchronizationSchema,
  options: CompareOptions,
): Result<ComparePerson, string> {
  const before = sideOf(old, options);
  if (!before.ok) return fail(`the old schema cannot be used: ${before.error}`);
  const after = sideOf(now, options);
  if (!after.ok) return fail(`the new schema cannot be used: ${after.error}`);
  const [first, second] = [before.value, after.value];
  if (first === undefined && second === undefined) return fail('neither schema provisions users');
  const values =
    first === undefined || second === undefined
      ? () => undefined
      : valuesOf({ before: first, after: second }, options);
  return ok((attributes) => {
    const was = first?.judge(attributes) ?? nobody;
    const is = second?.judge(attributes) ?? nobody;
    if (!was.ok) return moved('unknown', was.error);
    if (!is.ok) return moved('unknown', is.error);
    if (was.value.inScope && is.value.inScope) return values(attributes);
    if (was.value.inScope) return moved('leaves', is.value.missing.join('; or '));
    return is.value.inScope ? moved('enters', was.value.missing.join('; or ')) : undefined;
  });
}

function valuesOf(both: Both, options: CompareOptions): ComparePerson {
  const texts = ({ resolved }: Side): string => JSON.stringify(matchingTexts(resolved.mapping));
  return compareValues(
    both,
    changedNames(both.before, both.after),
    texts(both.before) !== texts(both.after),
    options,
  );
}
