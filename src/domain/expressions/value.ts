import { type AttributeValue, type Complex, isList, scalarText } from '../model/value.ts';

export type Item = string | Complex;

/**
 * What the language computes with: text, a list, or null, which is undefined here. Booleans enter as `True` and
 * `False` and numbers as decimal text; a list without items is null.
 */
export type Value = string | readonly Item[] | undefined;

/** A longer result is an error: it is not an attribute any more, and JavaScript has a limit of its own. */
export const MAX_TEXT = 2 ** 26;
export const MAX_ITEMS = 100_000;

export function attributeValue(attribute: AttributeValue | undefined): Value {
  if (attribute === undefined) return undefined;
  if (!isList(attribute)) return scalarText(attribute);
  if (attribute.length === 0) return undefined;
  return attribute.map((item) => (typeof item === 'object' ? item : scalarText(item)));
}

export function itemsOf(value: Value): readonly Item[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

export const isItems = (value: Value): value is readonly Item[] => typeof value === 'object';

/** Null and the empty text; a list has items and is never empty in this sense. */
export const isNullOrEmpty = (value: Value): boolean => value === undefined || value === '';

export const booleanText = (value: boolean): string => (value ? 'True' : 'False');

export const itemText = (item: Item): string => scalarText(item);
