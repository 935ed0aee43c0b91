import type { RandomBytes } from '../../expressions/definition.ts';
import type { EvaluationContext } from '../../expressions/evaluate.ts';
import type { PatternRunner } from '../../expressions/pattern-runner.ts';
import type { Attributes } from '../../model/value.ts';
import { type CompiledMapping, compileMappings, matchingOrder } from '../../planning/map-attributes.ts';
import { fail, ok, type Result } from '../../result.ts';
import { isActiveInSource } from '../account-status.ts';
import { findRule, mappingFor, type ResolvedMapping } from '../resolve.ts';
import type { SynchronizationSchema } from '../types.ts';
import { type JudgeStanding, scopeStanding } from './standing.ts';

/** What evaluating for any number of people takes. */
export type CompareOptions = {
  readonly now: Date;
  readonly runPattern: PatternRunner;
  readonly random: RandomBytes;
};

/** One of the two schemas made ready for people: everything is parsed once. */
export type PersonSide = {
  readonly resolved: ResolvedMapping;
  readonly judge: JudgeStanding;
  /** By target attribute. */
  readonly compiled: ReadonlyMap<string, CompiledMapping>;
  readonly matching: readonly CompiledMapping[];
};

/** Undefined for a schema that provisions no people; fails for one that cannot be used. */
export function sideOf(
  schema: SynchronizationSchema,
  options: CompareOptions,
): Result<PersonSide | undefined, string> {
  const rule = findRule(schema);
  if (!rule.ok) return fail(rule.error.message);
  const resolved = mappingFor({ rule: rule.value.rule, schema, kind: 'user' });
  if (!resolved.ok) return ok(undefined);
  const judge = scopeStanding(resolved.value, options.runPattern);
  if (!judge.ok) return judge;
  const compiled = compileMappings(resolved.value);
  const byName = new Map(compiled.map((one) => [one.mapping.targetAttributeName, one]));
  return ok({
    resolved: resolved.value,
    judge: judge.value,
    compiled: byName,
    matching: matchingOrder(compiled),
  });
}

/** The engine computes this attribute for whoever is in scope: an account that is switched off counts as deleted. */
function withComputed(attributes: Attributes, { resolved: { sourceObject } }: PersonSide): Attributes {
  const name = sourceObject.metadata.get('PropertyNameSoftDeleted') ?? 'IsSoftDeleted';
  if (attributes.has(name) || !sourceObject.attributes.some((one) => one.name === name)) return attributes;
  return new Map([...attributes, [name, isActiveInSource(sourceObject, attributes) === false]]);
}

export const contextFor = (
  attributes: Attributes,
  side: PersonSide,
  options: CompareOptions,
): EvaluationContext => ({
  ...options,
  attributes: withComputed(attributes, side),
});
