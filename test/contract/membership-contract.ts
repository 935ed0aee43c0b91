import { expect } from 'vitest';
import type { Ref } from '../../src/domain/model/entry.ts';
import type { MembershipChange, MembershipOps } from '../../src/engine/port.ts';
import { definitionIn } from './shapes.ts';
import { type ContractCase, failureOf, op, value, type Words } from './words.ts';

const opsOf = ({ target: { members } }: Words): MembershipOps => {
  if (members === undefined) throw new Error('a target with groups has members');
  return members;
};

const changeOf = ({ group }: Words, ref: Ref, ...members: readonly Ref[]): MembershipChange => ({
  objectType: group().selection.objectType,
  group: ref,
  members,
  attribute: definitionIn(group(), group().members),
});

async function oneGroup({ create, group, user }: Words) {
  return {
    ref: await create(group(), 1),
    a: await create(user, 1),
    b: await create(user, 2),
    c: await create(user, 3),
  };
}

/** Members of groups: added once, removed alone. */
export const membership: readonly ContractCase[] = [
  {
    title: 'starts a group without members',
    check: async (words) => {
      const { ref, a, b } = await oneGroup(words);

      expect(value(await opsOf(words).among(changeOf(words, ref, a, b), op))).toEqual([]);
    },
  },
  {
    title: 'adds members, once however often it is asked',
    check: async (words) => {
      const { ref, a, b, c } = await oneGroup(words);

      value(await opsOf(words).add(changeOf(words, ref, a, b), op));
      value(await opsOf(words).add(changeOf(words, ref, b), op));

      expect(value(await opsOf(words).among(changeOf(words, ref, a, b, c), op))).toEqual([a, b]);
    },
  },
  {
    title: 'removes the member it is asked to remove, and nobody else',
    check: async (words) => {
      const { ref, a, b, c } = await oneGroup(words);
      value(await opsOf(words).add(changeOf(words, ref, a, b, c), op));

      value(await opsOf(words).remove(changeOf(words, ref, b), op));

      expect(value(await opsOf(words).among(changeOf(words, ref, a, b, c), op))).toEqual([a, c]);
    },
  },
  {
    title: 'counts somebody who is no member as removed',
    check: async (words) => {
      const { ref, a, b } = await oneGroup(words);
      value(await opsOf(words).add(changeOf(words, ref, a), op));

      const removed = await opsOf(words).remove(changeOf(words, ref, b), op);

      expect(value(removed)).toBeUndefined();
      expect(value(await opsOf(words).among(changeOf(words, ref, a, b), op))).toEqual([a]);
    },
  },
  {
    title: 'says object.notFound for a group that is not there',
    check: async (words) => {
      const { a } = await oneGroup(words);

      const answer = await opsOf(words).among(changeOf(words, words.running.unknownRef, a), op);

      failureOf(answer, 'object.notFound');
    },
  },
  {
    title: 'adds many to a large group and removes them again, and touches nobody else',
    applies: ({ crowd }) => crowd !== undefined,
    check: async (words) => {
      const { crowd } = words.running;
      if (crowd === undefined) throw new Error('no crowd');
      const { group, members, others } = crowd;
      const everybody = [...members, ...others];
      const inGroup = async () =>
        value(await opsOf(words).among(changeOf(words, group, ...everybody), op)).toSorted();

      value(await opsOf(words).add(changeOf(words, group, ...others), op));
      const joined = await inGroup();
      value(await opsOf(words).remove(changeOf(words, group, ...others), op));

      expect(joined).toEqual(everybody.toSorted());
      expect(await inGroup()).toEqual(members.toSorted());
    },
  },
];
