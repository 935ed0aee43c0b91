import { expect } from 'vitest';
import { valueIn } from './shapes.ts';
import { type ContractCase, failureOf, op, value } from './words.ts';

/** Test connection, find, create and read. */
export const findingAndCreating: readonly ContractCase[] = [
  {
    title: 'answers the test of its connection',
    check: async ({ target, user, queryFor }) => {
      const tested = await target.test({ ...queryFor(user, 1), value: '' }, op);

      expect(value(tested)).toBeUndefined();
    },
  },
  {
    title: 'finds nothing where nothing is',
    check: async ({ user, find }) => {
      expect(await find(user, 1)).toEqual([]);
    },
  },
  {
    title: 'finds and reads what it created, with every value',
    check: async ({ user, create, find, read, values }) => {
      const ref = await create(user, 1);

      const found = await find(user, 1);
      const entry = await read(user, ref);

      expect(found.map((one) => one.ref)).toEqual([ref]);
      expect(entry).toMatchObject({ ref, objectType: user.selection.objectType });
      for (const [name, wanted] of values(user, 1)) {
        expect([name, entry.attributes.get(name)]).toEqual([name, wanted]);
        expect([name, found[0]?.attributes.get(name)]).toEqual([name, wanted]);
      }
    },
  },
  {
    title: 'finds one of two by its own value only',
    check: async ({ user, create, find }) => {
      const first = await create(user, 1);
      const second = await create(user, 2);

      expect((await find(user, 1)).map(({ ref }) => ref)).toEqual([first]);
      expect((await find(user, 2)).map(({ ref }) => ref)).toEqual([second]);
    },
  },
  {
    title: 'refuses a second object with a unique value as a duplicate',
    check: async ({ target, user, create, draftOf }) => {
      await create(user, 1);

      const again = await target.create(draftOf(user, 1), op);

      failureOf(again, 'object.duplicate');
    },
  },
  {
    title: 'says object.notFound for an id that nobody has',
    check: async ({ running, target, user }) => {
      const answer = await target.read({ selection: user.selection, ref: running.unknownRef }, op);

      failureOf(answer, 'object.notFound');
    },
  },
  {
    title: 'finds by each attribute that tells people apart',
    applies: ({ selections }) => (selections.user.findable ?? []).length > 0,
    check: async ({ user, create, find }) => {
      const refs = [await create(user, 1), await create(user, 2)];

      for (const name of user.findable ?? []) {
        const found = [await find(user, 1, name), await find(user, 2, name), await find(user, 3, name)];
        expect([name, found.map((some) => some.map(({ ref }) => ref))]).toEqual([
          name,
          [...refs.map((ref) => [ref]), []],
        ]);
      }
    },
  },
  {
    title: 'finds names with quotation marks, backslashes and any script',
    applies: ({ selections }) => selections.user.named !== undefined,
    check: async ({ target, user, draftOf, queryBy, values }) => {
      const { named = String, matching } = user;
      for (const [at, text] of hostileNames.entries()) {
        const name = named(text, Number(/\d+/.exec(String(valueIn(values(user, at), matching)))?.[0] ?? at));
        const attributes = new Map([...values(user, at), [matching, name]]);
        const ref = value(await target.create({ ...draftOf(user, at), attributes }, op));
        const found = value(await target.find(queryBy(user, matching, name), op));
        expect([name, found.map((one) => one.ref)]).toEqual([name, [ref]]);
      }
    },
  },
  {
    title: 'does not mistake one attribute for another that holds the value',
    applies: ({ selections }) => selections.user.lookalike !== undefined,
    check: async ({ target, user, create, update, queryFor }) => {
      const { lookalike: { searched, other } = { searched: '', other: '' } } = user;
      const ref = await create(user, 1);
      const query = queryFor(user, 2, searched);
      value(await update(user, ref, { change: 'add', attribute: other, value: query.value }));

      expect(value(await target.find(query, op))).toEqual([]);
    },
  },
  {
    title: 'finds everybody who shares a value, on however many pages',
    applies: ({ crowd }) => crowd !== undefined,
    check: async ({ running: { crowd }, target, user, queryBy }) => {
      const { shared, members, others } = crowd ?? { shared: undefined, members: [], others: [] };
      const found = value(await target.find(queryBy(user, shared?.attribute ?? '', shared?.value ?? ''), op));

      expect(found.map(({ ref }) => ref).toSorted()).toEqual([...members, ...others].toSorted());
    },
  },
];

/** Each of them means something in a filter, a URL or JSON, or is long in UTF-8, or folds in a surprising way. */
export const hostileNames: readonly string[] = [
  'quote"d',
  'back\\slash',
  'both\\"',
  "o'neil",
  'a+b & c=d?#%41',
  'İstanbul ẞ',
  '山田太郎',
  'علي',
  'e\u0301 combined',
  '👩‍🚀',
];
