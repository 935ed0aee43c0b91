import type { Delta, Entry, Ref } from '../../src/domain/model/entry.ts';
import type { Result } from '../../src/domain/result.ts';
import type { Failure } from '../../src/engine/failure.ts';
import type { Op } from '../../src/engine/port.ts';
import {
  type ContractTarget,
  definitionIn,
  type GroupShape,
  type ObjectShape,
  type UserShape,
  valueIn,
} from './shapes.ts';

/** The operation of every call that is not about being cancelled. */
export const op: Op = { signal: new AbortController().signal, observe: () => undefined };

/** What a call that must succeed gives; its failure fails the test. */
export function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The suite's words for one running target; `it` is read when a test runs, not before. */
export function wordsFor(current: () => ContractTarget) {
  const user = (): UserShape => current().selections.user;
  const group = (): GroupShape => {
    const shape = current().selections.group;
    if (shape === undefined) throw new Error('the contract has no group');
    return shape;
  };
  const draftOf = (shape: ObjectShape, number: number) => ({
    objectType: shape.selection.objectType,
    attributes: shape.values(number),
    definitions: shape.selection.attributes,
  });
  const create = async (shape: ObjectShape, number: number): Promise<Ref> =>
    value(await current().target.create(draftOf(shape, number), op));
  const read = async (shape: ObjectShape, ref: Ref): Promise<Entry> =>
    value(await current().target.read({ selection: shape.selection, ref }, op));
  const queryFor = (shape: ObjectShape, number: number) => ({
    selection: shape.selection,
    attribute: definitionIn(shape, shape.matching),
    value: String(valueIn(shape.values(number), shape.matching)),
  });
  const find = async (shape: ObjectShape, number: number): Promise<readonly Entry[]> =>
    value(await current().target.find(queryFor(shape, number), op));
  const updateOf = (shape: ObjectShape, ref: Ref, ...deltas: readonly Delta[]) => ({
    objectType: shape.selection.objectType,
    ref,
    deltas,
    definitions: shape.selection.attributes,
  });
  const update = (shape: ObjectShape, ref: Ref, ...deltas: readonly Delta[]) =>
    current().target.update(updateOf(shape, ref, ...deltas), op);
  return { user, group, draftOf, create, read, queryFor, find, updateOf, update };
}

export type Words = ReturnType<typeof wordsFor>;
