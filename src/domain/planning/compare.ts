import { type AttributeValue, isEmptyValue, isList, type Scalar, scalarText, texts } from '../model/value.ts';
import type { AttributeDefinition } from '../schema/types.ts';

const truths = new Set(['true', '1']);
const untruths = new Set(['false', '0']);

function coerceScalar(text: string, type: AttributeDefinition['type']): Scalar {
  const lower = text.toLowerCase();
  if (type === 'Boolean' && truths.has(lower)) return true;
  if (type === 'Boolean' && untruths.has(lower)) return false;
  if (type === 'Integer' && /^[+-]?\d{1,15}$/.test(text)) return Number(text);
  return text;
}

/**
 * The value in the type that the schema gives the target attribute: `"True"` becomes true for a Boolean. A text that
 * is none of its type stays text, and the target decides. Several values into a single-valued attribute: the first.
 */
export function coerce(value: AttributeValue, definition: AttributeDefinition): AttributeValue {
  if (!isList(value)) {
    const single = coerceScalar(scalarText(value), definition.type);
    return definition.multivalued ? [single] : single;
  }
  const items = value.map((item) =>
    typeof item === 'object' ? item : coerceScalar(scalarText(item), definition.type),
  );
  if (definition.multivalued) return items;
  const [first] = items;
  return first === undefined || typeof first === 'object' ? texts(value).join(', ') : first;
}

/** The form in which two values are compared: folded case unless `caseExact`, booleans and numbers by their text. */
export function comparable(
  value: AttributeValue | undefined,
  definition: AttributeDefinition,
): readonly string[] {
  const folded = texts(value)
    .filter((text) => text !== '')
    .map((text) => (definition.caseExact && definition.type !== 'Boolean' ? text : text.toLowerCase()));
  return definition.multivalued ? [...new Set(folded)].sort() : folded;
}

/** Multi-valued attributes compare as sets, everything else value by value (attributeDefinition.caseExact). */
export function sameValue(
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
  definition: AttributeDefinition,
): boolean {
  const left = comparable(a, definition);
  const right = comparable(b, definition);
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

/** The values of `wanted` that `held` does not contain; undefined when it contains all of them. */
export function missingValues(
  wanted: AttributeValue,
  held: AttributeValue | undefined,
  definition: AttributeDefinition,
): AttributeValue | undefined {
  const present = new Set(comparable(held, definition));
  const items = isList(wanted) ? wanted : [wanted];
  const missing = items.filter((item) => !comparable([item], definition).every((text) => present.has(text)));
  return missing.length === 0 || isEmptyValue(missing) ? undefined : missing;
}
