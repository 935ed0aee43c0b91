import { expect } from 'vitest';
import type { Delta, Entry } from '../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../src/domain/model/value.ts';
import { replacing, valueIn } from './shapes.ts';
import { type ContractCase, failureOf, op, value } from './words.ts';

const held = (entry: Entry, name: string): AttributeValue => valueIn(entry.attributes, name);
const without = ({ attributes }: Entry, ...names: readonly string[]) =>
  new Map([...attributes].filter(([name]) => !names.includes(name)));

/** Update, disable, clear, references and remove. */
export const updating: readonly ContractCase[] = [
  {
    title: 'changes one attribute and leaves the others alone',
    check: async ({ user, create, read, update }) => {
      const { attribute, to } = user.changeable;
      const ref = await create(user, 1);
      const before = await read(user, ref);

      value(await update(user, ref, replacing(attribute, to, held(before, attribute))));

      const after = await read(user, ref);
      expect(after.attributes.get(attribute)).toEqual(to);
      expect(without(after, attribute)).toEqual(without(before, attribute));
    },
  },
  {
    title: 'clears an attribute, and sets it again',
    check: async ({ user, create, read, update }) => {
      const { attribute, to } = user.changeable;
      const ref = await create(user, 1);
      const old = held(await read(user, ref), attribute);

      value(await update(user, ref, { change: 'remove', attribute, old }));
      const cleared = await read(user, ref);
      value(await update(user, ref, { change: 'add', attribute, value: to }));
      const set = await read(user, ref);

      expect(cleared.attributes.get(attribute)).toBeUndefined();
      expect(set.attributes.get(attribute)).toEqual(to);
    },
  },
  {
    title: 'disables a user, who is still found, and enables them again as they were',
    check: async ({ user, create, read, find, update }) => {
      const { attribute, enabled, disabled } = user.status;
      const ref = await create(user, 1);
      const before = await read(user, ref);

      value(await update(user, ref, replacing(attribute, disabled, enabled)));
      const off = await find(user, 1);
      value(await update(user, ref, replacing(attribute, enabled, disabled)));
      const on = await find(user, 1);

      expect(off.map((entry) => [entry.ref, entry.attributes.get(attribute)])).toEqual([[ref, disabled]]);
      expect(on.map((entry) => [entry.ref, entry.attributes.get(attribute)])).toEqual([[ref, enabled]]);
      expect(await read(user, ref)).toEqual(before);
    },
  },
  {
    title: 'links a reference, changes it and takes it away',
    check: async ({ user, create, read, update }) => {
      const name = user.reference;
      const [ref, first, second] = [await create(user, 1), await create(user, 2), await create(user, 3)];
      const seen = async () => (await read(user, ref)).attributes.get(name);

      value(await update(user, ref, { change: 'add', attribute: name, value: first }));
      const linked = await seen();
      value(await update(user, ref, replacing(name, second, first)));
      const changed = await seen();
      value(await update(user, ref, { change: 'remove', attribute: name, old: second }));

      expect([linked, changed, await seen()]).toEqual([first, second, undefined]);
    },
  },
  {
    title: 'changes attributes and a reference in one call',
    check: async ({ user, create, read, update }) => {
      const { attribute, to } = user.changeable;
      const [ref, other] = [await create(user, 1), await create(user, 2)];
      const old = held(await read(user, ref), attribute);
      const link: Delta = { change: 'add', attribute: user.reference, value: other };

      value(await update(user, ref, link, replacing(attribute, to, old)));

      const { attributes } = await read(user, ref);
      expect([attributes.get(attribute), attributes.get(user.reference)]).toEqual([to, other]);
    },
  },
  {
    title: 'says object.notFound for an update of an id that nobody has',
    check: async ({ running, user, update }) => {
      const { attribute, to } = user.changeable;

      const answer = await update(user, running.unknownRef, replacing(attribute, to, 'old'));

      failureOf(answer, 'object.notFound');
    },
  },
  {
    title: 'sets, changes and clears each attribute that a new user does not have',
    applies: ({ selections }) => (selections.user.later ?? []).length > 0,
    check: async ({ user, create, read, update }) => {
      const ref = await create(user, 1);
      const before = await read(user, ref);
      for (const { attribute, first, second } of user.later ?? []) {
        const seen = async () => (await read(user, ref)).attributes.get(attribute);

        value(await update(user, ref, { change: 'add', attribute, value: first }));
        const added = await seen();
        value(await update(user, ref, replacing(attribute, second, first)));
        const changed = await seen();
        value(await update(user, ref, { change: 'remove', attribute, old: second }));

        expect([attribute, added, changed]).toEqual([attribute, first, second]);
        expect(await read(user, ref)).toEqual(before);
      }
    },
  },
  {
    title: 'sets all of them in one call, and clears them in another',
    applies: ({ selections }) => (selections.user.later ?? []).length > 0,
    check: async ({ user, create, read, update }) => {
      const { later = [] } = user;
      const ref = await create(user, 1);
      const before = await read(user, ref);

      const add = later.map(({ attribute, first }): Delta => ({ change: 'add', attribute, value: first }));
      value(await update(user, ref, ...add));
      const after = await read(user, ref);
      const remove = later.map(
        ({ attribute, first }): Delta => ({ change: 'remove', attribute, old: first }),
      );
      value(await update(user, ref, ...remove));

      expect(later.map(({ attribute }) => [attribute, after.attributes.get(attribute)])).toEqual(
        later.map(({ attribute, first }) => [attribute, first]),
      );
      expect(await read(user, ref)).toEqual(before);
    },
  },
  {
    title: 'writes the other attributes when one is refused, and names the one',
    applies: ({ selections }) => selections.user.refused !== undefined,
    check: async ({ user, create, read, update }) => {
      const { refused: bad = { attribute: '', value: '' }, changeable } = user;
      const ref = await create(user, 1);
      const before = await read(user, ref);

      const answer = await update(
        user,
        ref,
        replacing(changeable.attribute, changeable.to, held(before, changeable.attribute)),
        replacing(bad.attribute, bad.value, held(before, bad.attribute)),
      );

      const failure = failureOf(answer, 'attribute.rejected');
      const after = await read(user, ref);
      expect(failure.attributes).toEqual([bad.attribute]);
      expect(after.attributes.get(changeable.attribute)).toEqual(changeable.to);
      expect(after.attributes.get(bad.attribute)).toEqual(before.attributes.get(bad.attribute));
    },
  },
  {
    title: 'removes an object, and counts one that is gone as removed',
    applies: ({ target }) => target.remove !== undefined,
    check: async ({ target, user, create, find }) => {
      const ref = await create(user, 1);
      const about = { objectType: user.selection.objectType, ref };

      const once = await target.remove?.(about, op);
      const again = await target.remove?.(about, op);

      expect([once && value(once), again && value(again)]).toEqual([undefined, undefined]);
      expect(await find(user, 1)).toEqual([]);
    },
  },
];
