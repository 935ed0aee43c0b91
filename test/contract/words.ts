import type { Delta, Entry, Ref } from '../../src/domain/model/entry.ts';
import type { Result } from '../../src/domain/result.ts';
import type { Failure, FailureCode } from '../../src/engine/failure.ts';
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

/** A call that failed where the contract wants it to succeed, or failed in another way. */
export class CallFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.message}`);
    this.failure = failure;
  }
}

/** What a call that must succeed gives; its failure fails the test. */
export function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new CallFailed(result.error);
  return result.value;
}

/** The failure of a call that must fail with this code. */
export function failureOf(result: Result<unknown, Failure>, code: FailureCode): Failure {
  if (result.ok) throw new Error(`a call succeeds that must fail with ${code}`);
  if (result.error.code !== code) throw new CallFailed(result.error);
  return result.error;
}

/** Objects of one case, out of the way of those of the others: `first` is added to each of its numbers. */
export type Place = { readonly running: ContractTarget; readonly first: number };

/** The suite's words for one running target. */
export function wordsFor({ running, first }: Place) {
  const { target, selections } = running;
  const user: UserShape = selections.user;
  const group = (): GroupShape => {
    if (selections.group === undefined) throw new Error('the contract has no group');
    return selections.group;
  };
  const values = (shape: ObjectShape, number: number) => shape.values(first + number);
  const draftOf = (shape: ObjectShape, number: number) => ({
    objectType: shape.selection.objectType,
    attributes: values(shape, number),
    definitions: shape.selection.attributes,
  });
  const create = async (shape: ObjectShape, number: number): Promise<Ref> =>
    value(await target.create(draftOf(shape, number), op));
  const read = async (shape: ObjectShape, ref: Ref): Promise<Entry> =>
    value(await target.read({ selection: shape.selection, ref }, op));
  const queryBy = (shape: ObjectShape, attribute: string, text: string) => ({
    selection: shape.selection,
    attribute: definitionIn(shape, attribute),
    value: text,
  });
  const queryFor = (shape: ObjectShape, number: number, attribute = shape.matching) =>
    queryBy(shape, attribute, String(valueIn(values(shape, number), attribute)));
  const find = async (
    shape: ObjectShape,
    number: number,
    attribute = shape.matching,
  ): Promise<readonly Entry[]> => value(await target.find(queryFor(shape, number, attribute), op));
  const updateOf = (shape: ObjectShape, ref: Ref, ...deltas: readonly Delta[]) => ({
    objectType: shape.selection.objectType,
    ref,
    deltas,
    definitions: shape.selection.attributes,
  });
  const update = (shape: ObjectShape, ref: Ref, ...deltas: readonly Delta[]) =>
    target.update(updateOf(shape, ref, ...deltas), op);
  return {
    running,
    target,
    user,
    group,
    values,
    draftOf,
    create,
    read,
    queryBy,
    queryFor,
    find,
    updateOf,
    update,
  };
}

export type Words = ReturnType<typeof wordsFor>;

/** One promise of a target, checked with objects of its own. */
export type ContractCase = {
  readonly title: string;
  readonly check: (words: Words) => Promise<void>;
  /** Whether it says anything about this target. */
  readonly applies?: (running: ContractTarget) => boolean;
};
