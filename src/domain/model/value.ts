/**
 * What an attribute can hold once it has left its system. Binary is base64 text, a date is text in the
 * form its system sent, a reference is the immutable id of the object it points to.
 * An attribute without a value is absent; there is no null here.
 */
export type Scalar = string | number | boolean;
export type Complex = { readonly [key: string]: Scalar };
export type AttributeValue = Scalar | readonly (Scalar | Complex)[];

/** A map and not an object: attribute names come from systems, and `__proto__` is a legal one. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/**
 * Stands in events, records and messages where a value is not to be shown.
 * Source: entra-docs `functions-for-customizing-application-data`, Redact.
 */
export const REDACTED = '[Redact]';

/** One value as text, the way the service's expressions and answers spell it: `True`, `False`, decimal numbers. */
export function scalarText(value: Scalar | Complex): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The values of an attribute as texts: none for an absent one, several for a multi-valued one. */
export function texts(value: AttributeValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return isList(value) ? value.map(scalarText) : [scalarText(value)];
}

/** One line for people: the values joined with a comma, undefined when there is none. */
export function displayText(value: AttributeValue | undefined): string | undefined {
  return value === undefined ? undefined : texts(value).join(', ');
}

export function isList(value: AttributeValue): value is readonly (Scalar | Complex)[] {
  return Array.isArray(value);
}

/** True for an absent attribute, an empty text and a list without a non-empty item. */
export function isEmptyValue(value: AttributeValue | undefined): boolean {
  return texts(value).every((text) => text === '');
}
