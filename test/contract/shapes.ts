import type { Delta, Ref } from '../../src/domain/model/entry.ts';
import type { Attributes, AttributeValue } from '../../src/domain/model/value.ts';
import type { AttributeDefinition } from '../../src/domain/schema/types.ts';
import type { Selection, Target } from '../../src/engine/port.ts';

/** What a suite must know about one object type of a target to write objects that the target accepts. */
export type ObjectShape = {
  readonly selection: Selection;
  /** The attribute that objects are found by; unique in the target. */
  readonly matching: string;
  /** The values of a new object; different numbers give different objects, the matching attribute included. */
  readonly values: (number: number) => Attributes;
};

/** An attribute that a new user does not have. */
export type LaterAttribute = {
  readonly attribute: string;
  readonly first: AttributeValue;
  readonly second: AttributeValue;
};

export type UserShape = ObjectShape & {
  /** Single-valued, optional, and among the values of a new user. */
  readonly changeable: { readonly attribute: string; readonly to: AttributeValue };
  /** The account status in either state; both polarities exist (`active`, `accountDisabled`). */
  readonly status: {
    readonly attribute: string;
    readonly enabled: AttributeValue;
    readonly disabled: AttributeValue;
  };
  /** Single-valued reference to another user. */
  readonly reference: string;
  /** Further attributes that tell one user from another, among the values of a new user. */
  readonly findable?: readonly string[];
  /** Attributes that are set, changed and cleared once a user is there. */
  readonly later?: readonly LaterAttribute[];
  /** The matching attribute with a text in it that a filter must escape. */
  readonly named?: (text: string, number: number) => string;
  /** A value that the target refuses, whatever else is sent with it. */
  readonly refused?: { readonly attribute: string; readonly value: AttributeValue };
  /** Two attributes that may hold the same value, of which a search must not mistake one for the other. */
  readonly lookalike?: { readonly searched: string; readonly other: string };
};

export type GroupShape = ObjectShape & { readonly members: string };

export type Shapes = { readonly user: UserShape; readonly group?: GroupShape };

/** A group with many members, and people who could join it, who are there before the first test. */
export type Crowd = {
  readonly group: Ref;
  readonly members: readonly Ref[];
  readonly others: readonly Ref[];
  /** What all of them have in common, members and others. */
  readonly shared: { readonly attribute: string; readonly value: string };
};

/** A target, started for one test or for all, and what is known about it. */
export type ContractTarget = {
  readonly target: Target;
  readonly selections: Shapes;
  /** A well-formed id that no object has. */
  readonly unknownRef: Ref;
  readonly crowd?: Crowd;
  readonly close: () => Promise<void>;
};

export function definitionIn(shape: ObjectShape, name: string): AttributeDefinition {
  const found = shape.selection.attributes.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`the selection of the contract lacks ${name}`);
  return found;
}

export function valueIn(values: Attributes, name: string): AttributeValue {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the contract's values lack ${name}`);
  return value;
}

export const replacing = (attribute: string, value: AttributeValue, old: AttributeValue): Delta => ({
  change: 'replace',
  attribute,
  value,
  old,
});
