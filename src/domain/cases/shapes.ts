import { z } from 'zod';
import { readIsoMoment } from '../expressions/dates/read-moment.ts';
import type { Attributes, AttributeValue, Complex, Scalar } from '../model/value.ts';

export type CaseObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is CaseObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object as a map. The record of zod loses the key `__proto__`, which is data here like any other name. */
export const mapOf = <Values extends z.ZodType>(values: Values) =>
  z.custom<CaseObject>(isObject, { error: 'an object is expected' }).transform((found, context) => {
    const entries = new Map<string, z.output<Values>>();
    for (const [name, value] of Object.entries(found)) {
      const read = values.safeParse(value);
      if (read.success) entries.set(name, read.data);
      else addIssues(context, name, read.error);
    }
    return entries;
  });

function addIssues(context: z.RefinementCtx, name: string, error: z.ZodError): void {
  for (const { message, path } of error.issues) {
    context.addIssue({ code: 'custom', message, path: [name, ...path] });
  }
}

export const caseText = z.string({ error: 'a text is expected' });
export const flag = z.boolean({ error: 'true or false is expected' });

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

const isScalarOrNull = (value: unknown): boolean => value === null || isScalar(value);

const isItem = (value: unknown): boolean =>
  isScalarOrNull(value) || (isObject(value) && Object.values(value).every(isScalarOrNull));

const isAttribute = (value: unknown): boolean =>
  isScalarOrNull(value) || (Array.isArray(value) && value.every(isItem));

const NO_ATTRIBUTE =
  'an attribute is a text, a number, true or false, null, or a list of those and of objects without inner objects';

function attributeOf(found: unknown): AttributeValue | undefined {
  if (!Array.isArray(found)) return isScalar(found) ? found : undefined;
  return found.flatMap((item: unknown): readonly (Scalar | Complex)[] => {
    if (isScalar(item)) return [item];
    return isObject(item) ? [complexOf(item)] : [];
  });
}

/** Made from entries, so that `__proto__` becomes a property and not the prototype. */
function complexOf(item: CaseObject): Complex {
  const fields = Object.entries(item).filter((field): field is [string, Scalar] => isScalar(field[1]));
  return Object.fromEntries(fields);
}

/** A source object: every name it has, and the attributes with a value. Null is an absent attribute. */
export type SourceObject = { readonly names: readonly string[]; readonly attributes: Attributes };

export const sourceObject = mapOf(
  z.custom<unknown>(isAttribute, { error: NO_ATTRIBUTE }).transform(attributeOf),
).transform((found): SourceObject => {
  const present = [...found].filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined);
  return { names: [...found.keys()], attributes: new Map(present) };
});

export const attributes = sourceObject.transform((source) => source.attributes);

const EPOCH_SECONDS = readIsoMoment('1970-01-01')?.seconds ?? 0;

/** A point in time in ISO 8601; without an offset it is UTC. Undefined when the text is none. */
export function readClock(written: string): Date | undefined {
  const moment = readIsoMoment(written);
  if (moment === undefined) return undefined;
  return new Date((moment.seconds - EPOCH_SECONDS) * 1000 + Math.trunc(moment.fraction / 10_000));
}

export const clock = caseText.transform((written, context) => {
  const date = readClock(written);
  if (date !== undefined) return date;
  context.addIssue({
    code: 'custom',
    message: 'a date in ISO 8601 is expected, such as 2025-07-30T00:00:00Z',
  });
  return z.NEVER;
});
