import { z } from 'zod';
import { type Scalar, scalarText } from '../model/value.ts';
import type { Result } from '../result.ts';
import { type CaseFault, readShape } from './case-fault.ts';
import { caseFileOf } from './case-shape.ts';
import { attributes, clock, isObject, type JsonObject, text } from './shapes.ts';

/** What an expression is expected to give. A list without items is null, as in the language itself. */
type Expectation =
  | { readonly kind: 'equals'; readonly value: string | readonly string[] | null }
  | { readonly kind: 'drops'; readonly what: 'attribute' | 'object' }
  | { readonly kind: 'matches'; readonly pattern: RegExp }
  | { readonly kind: 'contains'; readonly parts: readonly JsonObject[] };

const equals = (value: string | readonly string[] | null): Expectation => ({ kind: 'equals', value });

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const asText = (value: Scalar): string => scalarText(value);

/** JavaScript's dialect; a dot matches line breaks, too. */
const pattern = text.transform((source, context) => {
  try {
    return new RegExp(source, 's');
  } catch {
    context.addIssue({ code: 'custom', message: 'this is no regular expression' });
    return z.NEVER;
  }
});

const NO_EXPECTATION =
  'a text, null, a list of texts, {"$drop": true}, {"$dropObject": true}, {"$match": "..."} or {"$contains": [...]} is expected';

const expectation = z.union(
  [
    scalar.transform((value) => equals(asText(value))),
    z.null().transform(() => equals(null)),
    z.array(scalar).transform((items) => equals(items.length === 0 ? null : items.map(asText))),
    z
      .strictObject({ $drop: z.literal(true) })
      .transform((): Expectation => ({ kind: 'drops', what: 'attribute' })),
    z
      .strictObject({ $dropObject: z.literal(true) })
      .transform((): Expectation => ({ kind: 'drops', what: 'object' })),
    z
      .strictObject({ $match: pattern })
      .transform(({ $match }): Expectation => ({ kind: 'matches', pattern: $match })),
    z
      .strictObject({ $contains: z.array(z.custom<JsonObject>(isObject)) })
      .transform(({ $contains }): Expectation => ({ kind: 'contains', parts: $contains })),
  ],
  { error: NO_EXPECTATION },
);

const caseFile = caseFileOf(
  {
    expression: text,
    source: attributes.default(() => new Map()),
    expect: expectation.optional(),
    /** The code of an error. */
    expectError: text.optional(),
    /** The tree in the form of Graph's parseExpression. */
    expectParsed: z.custom<JsonObject>(isObject, { error: 'an object is expected' }).optional(),
    /** What logs show of the value. */
    expectLog: text.optional(),
    /** The clock of `Now()`. */
    now: clock.optional(),
    /** Values that other objects of the target have in the mapped attribute, for SelectUniqueValue. */
    taken: z.array(text, { error: 'a list of texts is expected' }).default([]),
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
