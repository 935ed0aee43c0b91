import type { Attributes } from '../../model/value.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { SynchronizationSchema } from '../types.ts';
import { type CompareOptions, type PersonSide, sideOf } from './person-side.ts';
import { type ValueDifferences, valuesOf } from './person-values.ts';
import type { Standing } from './standing.ts';

export type PersonDifference = ValueDifferences & {
  readonly standing: 'enters' | 'leaves' | 'stays' | 'unknown';
  /** Why somebody is or was out of scope, or could not be compared. */
  readonly because?: string;
};

/** Undefined for somebody who would be provisioned as before, or by neither schema. */
export type ComparePerson = (attributes: Attributes) => PersonDifference | undefined;

const nobody: Standing = { inScope: false, missing: ['people are not provisioned at all'] };

const moved = (standing: 'enters' | 'leaves' | 'unknown', because: string): PersonDifference => ({
  standing,
  because,
  attributes: [],
});

function standingDifference(was: Standing, is: Standing): PersonDifference | undefined {
  if (was.inScope === is.inScope) return undefined;
  const outside = was.inScope ? is : was;
  return moved(was.inScope ? 'leaves' : 'enters', outside.missing.join('; or '));
}

function comparison(
  before: PersonSide | undefined,
  after: PersonSide | undefined,
  options: CompareOptions,
): ComparePerson {
  const values = before === undefined || after === undefined ? undefined : valuesOf(before, after, options);
  return (attributes) => {
    const was = before?.judge(attributes) ?? ok(nobody);
    if (!was.ok) return moved('unknown', was.error);
    const is = after?.judge(attributes) ?? ok(nobody);
    if (!is.ok) return moved('unknown', is.error);
    const difference = standingDifference(was.value, is.value);
    if (difference !== undefined || !was.value.inScope) return difference;
    const found = values?.(attributes);
    return found === undefined ? undefined : { standing: 'stays', ...found };
  };
}

/**
 * Compares what becomes of people by two schemas: who enters or leaves the scope, and of those in scope by both, which
 * target attributes would be created with another value and what the target would be searched by.
 * Assignment and role are not in a schema and count as given. Fails when one of the schemas cannot be used.
 */
export function comparePeople(
  old: SynchronizationSchema,
  now: SynchronizationSchema,
  options: CompareOptions,
): Result<ComparePerson, string> {
  const before = sideOf(old, options);
  if (!before.ok) return fail(`The old schema cannot be used: ${before.error}`);
  const after = sideOf(now, options);
  if (!after.ok) return fail(`The new schema cannot be used: ${after.error}`);
  if (before.value === undefined && after.value === undefined)
    return fail('Neither schema provisions users.');
  return ok(comparison(before.value, after.value, options));
}
