import { describe, expect, it } from 'vitest';
import { createMemberLists } from '../../../src/cli/people/member-lists.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import type { Member } from '../../../src/engine/port.ts';
import { manyPeople } from '../../support/people/many-people.ts';
import { listingOf } from '../../support/people/people.ts';
import { eventually, ownService } from './service.ts';

const members: readonly Member[] = [...manyPeople(6, 5_000)].map((person) => ({
  ...listingOf(person),
  ref: asRef(person.objectId),
  selectable: true,
}));
const gone: Member = {
  kind: 'user',
  id: 'gone',
  displayName: 'Zuzanna Zdunek',
  fields: [],
  hiddenBecause: 'disabled in the source',
  ref: asRef('gone'),
  selectable: false,
};
const lists = () =>
  createMemberLists(ownService(), (error) => {
    throw error;
  });

describe('a long list of members', () => {
  it('is found in, the members as they are in the list', async () => {
    const search = lists();
    const list = [...members, gone];

    const found = await eventually(async () => {
      const answer = await search(list, 'zdunek');
      expect(answer?.isWhole).toBe(true);
      return answer;
    });

    expect(found).toEqual({ query: 'zdunek', list: [gone], total: 1, isWhole: true });
    expect(found?.list[0]).toBe(gone);
  });

  it('says while it is prepared that there may be more', async () => {
    expect(await lists()(members, members[0]?.displayName ?? '')).toMatchObject({ isWhole: false });
  });

  it('gives way to another one', async () => {
    const search = lists();
    const another = [gone];
    await search(members, 'a');

    await eventually(async () => expect((await search(another, 'zu'))?.list).toEqual([gone]));

    await eventually(async () => expect((await search(members, 'zdunek'))?.isWhole).toBe(true));
    expect((await search(members, 'zdunek'))?.list).toEqual([]);
  });
});
