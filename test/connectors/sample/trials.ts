import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * One row of the table "Try it" in sample-data/README.md: who shows what, from the beginning of the sample company. Members are written
 * as user principal names; `ends` is action, status, reason and exit code of the run; `says` is a text that its record
 * must hold.
 */
const trial = z.strictObject({
  app: z.string(),
  shows: z.string(),
  who: z.string(),
  subject: z.string(),
  members: z.array(z.string()).default([]),
  allow: z.boolean().default(false),
  ends: z.tuple([z.string(), z.string(), z.string().nullable(), z.number()]),
  says: z.string().default(''),
});
export type Trial = z.output<typeof trial>;

export const trials: readonly Trial[] = z
  .array(trial)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'try-it.json'), 'utf8')));
