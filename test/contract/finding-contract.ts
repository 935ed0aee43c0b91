import { expect, it } from 'vitest';
import type { ContractTarget } from './shapes.ts';
import { op, type Words } from './words.ts';

/** Test connection, find, create and read. */
export function findingAndCreating(current: () => ContractTarget, words: Words): void {
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
