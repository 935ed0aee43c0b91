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
};

export type GroupShape = ObjectShape & { readonly members: string };

export type Shapes = { readonly user: UserShape; readonly group?: GroupShape };

/** An empty target, started for one test, and what is known about it. */
export type ContractTarget = {
  readonly target: Target;
  readonly selections: Shapes;
  /** A well-formed id that no object has. */
  readonly unknownRef: Ref;
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
