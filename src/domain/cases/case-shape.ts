import { z } from 'zod';
import { caseText, flag } from './shapes.ts';

/** What every kind of case carries besides its question and its answer. */
const caseBase = {
  id: caseText,
  derived: flag.optional(),
  ambiguous: flag.optional(),
  note: caseText.optional(),
};

/**
 * A file of cases of one kind: a JSON list. A case has at least one of the properties `expectations`, because one that
 * expects nothing tests nothing. Properties that are not listed are allowed and ignored.
 */
export function caseFileOf<Shape extends z.ZodRawShape>(shape: Shape, expectations: readonly string[]) {
  const one = z.looseObject({ ...caseBase, ...shape }, { error: 'a case, which is an object, is expected' });
  const expectsSomething = (found: object): boolean =>
    expectations.some((name) => Reflect.get(found, name) !== undefined);
  const error = `the case expects nothing; it needs one of ${expectations.join(', ')}`;
  return z.array(one.refine(expectsSomething, { error }), { error: 'a list of cases is expected' });
}
