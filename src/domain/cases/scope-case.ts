import { z } from 'zod';
import type { Result } from '../result.ts';
import { type CaseFault, readShape } from './case-fault.ts';
import { caseFileOf } from './case-shape.ts';
import { attributes, caseText, flag, mapOf } from './shapes.ts';

const clause = z.looseObject(
  { text: caseText, result: flag },
  { error: 'an object with text and result is expected' },
);

const expectation = z.looseObject(
  {
    inScope: flag,
    /** Of all groups: input groups first, then category groups, then scope groups, in file order. */
    clauses: z.array(clause, { error: 'a list of clauses is expected' }).optional(),
    /** Some of the conditions by their label: `{"Assigned to application": true}`. */
    conditions: mapOf(flag).optional(),
    effect: z
      .enum(['disable', 'delete', 'skip'], { error: 'disable, delete or skip is expected' })
      .optional(),
  },
  { error: 'an object with inScope is expected' },
);

const secretFlag = z.union([z.string(), z.boolean(), z.number()], { error: 'a text is expected' });

/** The situation of the object and its app. Without it the filter alone decides. */
const context = z.looseObject(
  {
    scope: z.enum(['assigned', 'all'], { error: 'assigned or all is expected' }).optional(),
    assigned: flag.optional(),
    active: flag.optional(),
    previouslyInScope: flag.optional(),
    targetSupportsSoftDelete: flag.optional(),
    direction: caseText.optional(),
    target: caseText.optional(),
    secrets: mapOf(secretFlag).optional(),
  },
  { error: 'an object is expected' },
);

const caseFile = caseFileOf(
  {
    /** A Graph `filter` resource; read when the case runs, because what is wrong with it may be what is expected. */
    filter: z.custom<unknown>((found) => found !== undefined, {
      error: 'a filter is expected; null is none',
    }),
    source: attributes.default(() => new Map()),
    expect: expectation.optional(),
    /** The code of a problem. */
    expectError: caseText.optional(),
    context: context.optional(),
  },
  ['expect', 'expectError'],
);

export type ScopeCase = z.output<typeof caseFile>[number];

/**
 * Reads a file of scoping cases: a JSON list of objects with id, filter, source and expect or expectError; context,
 * derived, ambiguous and note may be there, and anything else is ignored. Fails with every fault and its path.
 */
export const readScopeCases = (json: string): Result<readonly ScopeCase[], readonly CaseFault[]> =>
  readShape(json, caseFile);
