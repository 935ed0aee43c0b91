import type { Attributes, AttributeValue } from './value.ts';

declare const refBrand: unique symbol;

/**
 * The immutable key of an object in its own system: Entra object id, AD objectGUID, SCIM `id`, Workday WID.
 * A name, a UPN or a distinguished name is an attribute that may change, never a Ref.
 */
export type Ref = string & { readonly [refBrand]: 'Ref' };

export const asRef = (id: string): Ref => id as Ref;

/** One object of a system. Attributes are keyed by the names of the synchronization schema. */
export type Entry = {
  readonly ref: Ref;
  readonly objectType: string;
  readonly attributes: Attributes;
};

/** One wanted change of one target attribute. `old` is what the target held when the change was planned. */
export type Delta =
  | { readonly change: 'add'; readonly attribute: string; readonly value: AttributeValue }
  | {
      readonly change: 'replace';
      readonly attribute: string;
      readonly value: AttributeValue;
      readonly old: AttributeValue;
    }
  | { readonly change: 'remove'; readonly attribute: string; readonly old: AttributeValue };
