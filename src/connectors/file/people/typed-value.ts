import type { AttributeValue, Complex, Scalar } from '../../../domain/model/value.ts';
import { scalarText } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { AttributeType } from '../../../domain/schema/types.ts';
import type { FileAttribute } from '../settings.ts';

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** True and False in any case, 1 and 0; undefined for everything else. */
export const fileBoolean = (value: unknown): boolean | undefined =>
  truths.get(String(value).trim().toLowerCase());

/**
 * What a file holds, as the schema types it: CSV and LDIF know texts only, and JSON is often written by hand.
 * Undefined where the object has no value. Fails with what the value should be.
 */
export function typedValue(
  held: unknown,
  { type, multivalued }: FileAttribute,
): Result<AttributeValue | undefined, string> {
  const list = (Array.isArray(held) ? held : [held]).filter((item) => item !== undefined && item !== null);
  const values: (Scalar | Complex)[] = [];
  for (const item of list) {
    const value = typedItem(item, type);
    if (value === undefined) return fail(expected(type));
    values.push(value);
  }
  const [first, ...others] = values;
  if (first === undefined) return ok(undefined);
  if (multivalued || others.length > 0) return ok(values);
  return ok(typeof first === 'object' ? values : first);
}

function typedItem(item: unknown, type: AttributeType): Scalar | Complex | undefined {
  if (isComplex(item)) return type === 'String' ? item : undefined;
  if (!isScalar(item)) return undefined;
  switch (type) {
    case 'Boolean':
      return fileBoolean(item);
    case 'Integer':
      return wholeNumber(item);
    default:
      return scalarText(item);
  }
}

function wholeNumber(item: Scalar): number | undefined {
  const number = typeof item === 'string' && !/^\s*[+-]?\d+\s*$/u.test(item) ? Number.NaN : Number(item);
  return Number.isSafeInteger(number) && typeof item !== 'boolean' ? number : undefined;
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isComplex = (value: unknown): value is Complex =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(isScalar);

function expected(type: AttributeType): string {
  switch (type) {
    case 'Boolean':
      return 'a Boolean: true or false';
    case 'Integer':
      return 'a whole number';
    default:
      return 'a text, or a list of texts';
  }
}
