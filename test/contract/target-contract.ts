import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delta, Entry, Ref } from '../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../src/domain/model/value.ts';
import type { Result } from '../../src/domain/result.ts';
import type { Failure } from '../../src/engine/failure.ts';
import type { MembershipChange, MembershipOps, Op, Write } from '../../src/engine/port.ts';
import {
  type ContractTarget,
  definitionIn,
  type GroupShape,
  type ObjectShape,
  replacing,
  type UserShape,
  valueIn,
} from './shapes.ts';

const op: Op = { signal: new AbortController().signal, observe: () => undefined };

function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The suite's words for one running target; `it` is read when a test runs, not before. */
function wordsFor(current: () => ContractTarget) {
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

type Words = ReturnType<typeof wordsFor>;

function findingAndCreating(current: () => ContractTarget, words: Words): void {
  const { user, create, read, find, draftOf, queryFor } = words;

  it('answers the test of its connection', async () => {
    const { target } = current();

    const tested = await target.test({ ...queryFor(user(), 1), value: '' }, op);

    expect(tested).toEqual({ ok: true, value: undefined });
  });

  it('finds nothing where nothing is', async () => {
    expect(await find(user(), 1)).toEqual([]);
  });

  it('finds and reads what it created, with every value', async () => {
    const ref = await create(user(), 1);

    const found = await find(user(), 1);
    const entry = await read(user(), ref);

    expect(found.map((one) => one.ref)).toEqual([ref]);
    expect(entry).toMatchObject({ ref, objectType: user().selection.objectType });
    for (const [name, wanted] of user().values(1))
      expect([name, entry.attributes.get(name)]).toEqual([name, wanted]);
    for (const [name, wanted] of user().values(1)) {
      expect([name, found[0]?.attributes.get(name)]).toEqual([name, wanted]);
    }
  });

  it('finds one of two by its own value only', async () => {
    const first = await create(user(), 1);
    const second = await create(user(), 2);

    expect((await find(user(), 1)).map(({ ref }) => ref)).toEqual([first]);
    expect((await find(user(), 2)).map(({ ref }) => ref)).toEqual([second]);
  });

  it('refuses a second object with a unique value as a duplicate', async () => {
    await create(user(), 1);

    const again = await current().target.create(draftOf(user(), 1), op);

    expect(again).toMatchObject({ ok: false, error: { code: 'object.duplicate' } });
  });

  it('says object.notFound for an id that nobody has', async () => {
    const { target, unknownRef } = current();

    const answer = await target.read({ selection: user().selection, ref: unknownRef }, op);

    expect(answer).toMatchObject({ ok: false, error: { code: 'object.notFound' } });
  });
}

function updating(current: () => ContractTarget, words: Words): void {
  const { user, create, read, find, update } = words;
  const held = (entry: Entry, name: string): AttributeValue => valueIn(entry.attributes, name);

  it('changes one attribute and leaves the others alone', async () => {
    const { attribute, to } = user().changeable;
    const ref = await create(user(), 1);
    const before = await read(user(), ref);

    value(await update(user(), ref, replacing(attribute, to, held(before, attribute))));

    const after = await read(user(), ref);
    expect(after.attributes.get(attribute)).toEqual(to);
    expect(new Map([...after.attributes].filter(([name]) => name !== attribute))).toEqual(
      new Map([...before.attributes].filter(([name]) => name !== attribute)),
    );
  });

  it('clears an attribute, and sets it again', async () => {
    const { attribute, to } = user().changeable;
    const ref = await create(user(), 1);
    const old = held(await read(user(), ref), attribute);

    value(await update(user(), ref, { change: 'remove', attribute, old }));
    const cleared = await read(user(), ref);
    value(await update(user(), ref, { change: 'add', attribute, value: to }));
    const set = await read(user(), ref);

    expect(cleared.attributes.get(attribute)).toBeUndefined();
    expect(set.attributes.get(attribute)).toEqual(to);
  });

  it('disables a user, who is still found, and enables them again', async () => {
    const { attribute, enabled, disabled } = user().status;
    const ref = await create(user(), 1);

    value(await update(user(), ref, replacing(attribute, disabled, enabled)));
    const off = await find(user(), 1);
    value(await update(user(), ref, replacing(attribute, enabled, disabled)));
    const on = await find(user(), 1);

    expect(off.map((entry) => [entry.ref, entry.attributes.get(attribute)])).toEqual([[ref, disabled]]);
    expect(on.map((entry) => [entry.ref, entry.attributes.get(attribute)])).toEqual([[ref, enabled]]);
  });

  it('links a reference, changes it and takes it away', async () => {
    const name = user().reference;
    const [ref, first, second] = [await create(user(), 1), await create(user(), 2), await create(user(), 3)];
    const seen = async () => (await read(user(), ref)).attributes.get(name);

    value(await update(user(), ref, { change: 'add', attribute: name, value: first }));
    const linked = await seen();
    value(await update(user(), ref, replacing(name, second, first)));
    const changed = await seen();
    value(await update(user(), ref, { change: 'remove', attribute: name, old: second }));

    expect([linked, changed, await seen()]).toEqual([first, second, undefined]);
  });

  it('changes attributes and a reference in one call', async () => {
    const { attribute, to } = user().changeable;
    const [ref, other] = [await create(user(), 1), await create(user(), 2)];
    const old = held(await read(user(), ref), attribute);
    const link: Delta = { change: 'add', attribute: user().reference, value: other };

    value(await update(user(), ref, link, replacing(attribute, to, old)));

    const { attributes } = await read(user(), ref);
    expect([attributes.get(attribute), attributes.get(user().reference)]).toEqual([to, other]);
  });

  it('says object.notFound for an update of an id that nobody has', async () => {
    const { attribute, to } = user().changeable;

    const answer = await update(user(), current().unknownRef, replacing(attribute, to, 'old'));

    expect(answer).toMatchObject({ ok: false, error: { code: 'object.notFound' } });
  });

  it('removes an object, and counts one that is gone as removed', async () => {
    const { target } = current();
    if (target.remove === undefined) return;
    const ref = await create(user(), 1);
    const { objectType } = user().selection;

    const answers = [
      await target.remove({ objectType, ref }, op),
      await target.remove({ objectType, ref }, op),
    ];

    expect(answers).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
    ]);
    expect(await find(user(), 1)).toEqual([]);
  });
}

function membership(current: () => ContractTarget, words: Words): void {
  const { user, group, create } = words;
  const ops = (): MembershipOps => {
    const { members } = current().target;
    if (members === undefined) throw new Error('a target with groups has members');
    return members;
  };
  const change = (ref: Ref, ...members: readonly Ref[]): MembershipChange => ({
    objectType: group().selection.objectType,
    group: ref,
    members,
    attribute: definitionIn(group(), group().members),
  });
  const oneGroup = async (): Promise<{
    readonly ref: Ref;
    readonly a: Ref;
    readonly b: Ref;
    readonly c: Ref;
  }> => ({
    ref: await create(group(), 1),
    a: await create(user(), 1),
    b: await create(user(), 2),
    c: await create(user(), 3),
  });

  it('starts a group without members', async () => {
    const { ref, a, b } = await oneGroup();

    expect(value(await ops().among(change(ref, a, b), op))).toEqual([]);
  });

  it('adds members, once however often it is asked', async () => {
    const { ref, a, b, c } = await oneGroup();

    value(await ops().add(change(ref, a, b), op));
    value(await ops().add(change(ref, b), op));

    expect(value(await ops().among(change(ref, a, b, c), op))).toEqual([a, b]);
  });

  it('removes the member it is asked to remove, and nobody else', async () => {
    const { ref, a, b, c } = await oneGroup();
    value(await ops().add(change(ref, a, b, c), op));

    value(await ops().remove(change(ref, b), op));

    expect(value(await ops().among(change(ref, a, b, c), op))).toEqual([a, c]);
  });

  it('counts somebody who is no member as removed', async () => {
    const { ref, a, b } = await oneGroup();
    value(await ops().add(change(ref, a), op));

    const removed = await ops().remove(change(ref, b), op);

    expect(removed).toEqual({ ok: true, value: undefined });
    expect(value(await ops().among(change(ref, a, b), op))).toEqual([a]);
  });

  it('says object.notFound for a group that is not there', async () => {
    const { a } = await oneGroup();

    const answer = await ops().among(change(current().unknownRef, a), op);

    expect(answer).toMatchObject({ ok: false, error: { code: 'object.notFound' } });
  });
}

function writingNothing(current: () => ContractTarget, words: Words): void {
  const { user, create, read, find, draftOf, queryFor, updateOf } = words;
  const change = (ref: Ref) => {
    const { attribute, to } = user().changeable;
    return updateOf(user(), ref, replacing(attribute, to, 'old'));
  };

  it('previews writes as requests without answers, and writes nothing', async () => {
    const ref = await create(user(), 1);
    const before = await read(user(), ref);
    const writes: readonly Write[] = [
      { do: 'create', draft: draftOf(user(), 2) },
      { do: 'update', update: change(ref) },
      { do: 'remove', objectType: user().selection.objectType, ref },
    ];

    const previewed = writes.map((write) => current().target.preview(write));

    for (const exchanges of previewed) {
      expect(exchanges.length).toBeGreaterThan(0);
      expect(exchanges.flatMap(({ answer }) => answer ?? [])).toEqual([]);
    }
    expect(await read(user(), ref)).toEqual(before);
    expect(await find(user(), 2)).toEqual([]);
  });

  it('does nothing at all once it is cancelled', async () => {
    const { target } = current();
    const ref = await create(user(), 1);
    const before = await read(user(), ref);
    const gone: Op = { ...op, signal: AbortSignal.abort() };

    const answers: readonly Result<unknown, Failure>[] = [
      await target.test(queryFor(user(), 1), gone),
      await target.read({ selection: user().selection, ref }, gone),
      await target.find(queryFor(user(), 1), gone),
      await target.create(draftOf(user(), 2), gone),
      await target.update(change(ref), gone),
      ...(target.remove === undefined
        ? []
        : [await target.remove({ objectType: user().selection.objectType, ref }, gone)]),
    ];

    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes).toEqual(answers.map(() => 'cancelled'));
    expect(await read(user(), ref)).toEqual(before);
    expect(await find(user(), 2)).toEqual([]);
  });
}

/**
 * What every target must do, whatever its protocol. `make` starts an empty one for each test. Memberships are tested
 * when `groups` is not false.
 */
export function describeTargetContract(
  name: string,
  make: () => Promise<ContractTarget>,
  { groups = true }: { readonly groups?: boolean } = {},
): void {
  describe(`${name} as a target`, () => {
    let running: ContractTarget | undefined;
    const current = (): ContractTarget => {
      if (running === undefined) throw new Error('no target is running');
      return running;
    };
    const words = wordsFor(current);
    beforeEach(async () => {
      running = await make();
    });
    afterEach(async () => {
      await running?.close();
      running = undefined;
    });

    findingAndCreating(current, words);
    updating(current, words);
    if (groups) membership(current, words);
    writingNothing(current, words);
  });
}
