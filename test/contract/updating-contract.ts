import { expect, it } from 'vitest';
import type { Delta, Entry } from '../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../src/domain/model/value.ts';
import { type ContractTarget, replacing, valueIn } from './shapes.ts';
import { op, value, type Words } from './words.ts';

/** Update, disable, clear, references and remove. */
export function updating(current: () => ContractTarget, words: Words): void {
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
