import { z } from 'zod';
import { scalarText } from '../model/value.ts';
import type { Result } from '../result.ts';
import { type CaseFault, readShape } from './case-fault.ts';
import { caseFileOf } from './case-shape.ts';
import { attributes, type CaseObject, caseText, clock, isObject } from './shapes.ts';

/** What an expression is expected to give. A list without items is null, as in the language itself. */
type Expectation =
  | { readonly kind: 'equals'; readonly value: string | readonly string[] | null }
  | { readonly kind: 'drops'; readonly what: 'attribute' | 'object' }
  | { readonly kind: 'matches'; readonly pattern: RegExp }
  | { readonly kind: 'contains'; readonly parts: readonly CaseObject[] };

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 's').dotAll;
  } catch {
    return false;
  }
}

const NO_EXPECTATION =
  'a text, null, a list of texts, {"$drop": true}, {"$dropObject": true}, {"$match": "..."} or {"$contains": [...]} is expected';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const written = z.union(
  [
    scalar,
    z.null(),
    z.array(scalar),
    z.strictObject({ $drop: z.literal(true) }),
    z.strictObject({ $dropObject: z.literal(true) }),
    z.strictObject({ $match: caseText.refine(isPattern, { error: 'this is no regular expression' }) }),
    z.strictObject({ $contains: z.array(z.custom<CaseObject>(isObject)) }),
  ],
  { error: NO_EXPECTATION },
);

/** The dialect of a pattern is JavaScript's, and a dot matches line breaks, too. */
function expectationOf(found: z.output<typeof written>): Expectation {
  if (found === null) return { kind: 'equals', value: null };
  if (Array.isArray(found))
    return { kind: 'equals', value: found.length === 0 ? null : found.map(scalarText) };
  if (typeof found !== 'object') return { kind: 'equals', value: scalarText(found) };
  if ('$match' in found) return { kind: 'matches', pattern: new RegExp(found.$match, 's') };
  if ('$contains' in found) return { kind: 'contains', parts: found.$contains };
  return { kind: 'drops', what: '$drop' in found ? 'attribute' : 'object' };
}

const caseFile = caseFileOf(
  {
    expression: caseText,
    source: attributes.default(() => new Map()),
    expect: written.transform(expectationOf).optional(),
    /** The code of an error. */
    expectError: caseText.optional(),
    /** The tree in the form of Graph's parseExpression. */
    expectParsed: z.custom<CaseObject>(isObject, { error: 'an object is expected' }).optional(),
    /** What logs show of the value. */
    expectLog: caseText.optional(),
    /** The clock of `Now()`. */
    now: clock.optional(),
    /** Values that other objects of the target have in the mapped attribute, for SelectUniqueValue. */
    taken: z.array(caseText, { error: 'a list of texts is expected' }).default([]),
  },
  ['expect', 'expectError', 'expectParsed', 'expectLog'],
);

export type ExpressionCase = z.output<typeof caseFile>[number];

/**
 * Reads a file of expression cases: a JSON list of objects with id, expression, source and at least one of expect,
 * expectError, expectParsed and expectLog; now, taken, derived, ambiguous and note may be there, and anything else is
 * ignored. Fails with every fault and its path.
 */
export const readExpressionCases = (json: string): Result<readonly ExpressionCase[], readonly CaseFault[]> =>
  readShape(json, caseFile);
