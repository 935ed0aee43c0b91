import type { Member } from '../../engine/port.ts';
import type { Services } from '../../session/perform.ts';
import type { SearchService } from './search-service.ts';

/** More than any screen has rows. */
const LIMIT = 200;

type List = {
  readonly index: string;
  readonly byId: Map<string, Member>;
  isWhole: boolean;
};

/**
 * Searches long lists of members in the search thread. A list is handed over when it is first asked for, a thousand
 * members at a time, and answers from what has arrived. Only the list that was asked last is kept.
 */
export function createMemberLists(
  service: SearchService,
  crashed: (error: unknown) => void,
): Services['searchMembers'] {
  let known: { readonly members: readonly Member[]; readonly list: List } | undefined;
  let lists = 0;

  const listOf = (members: readonly Member[]): List => {
    if (known?.members === members) return known.list;
    if (known !== undefined) service.forget(known.list.index);
    const list: List = { index: `members ${++lists}`, byId: new Map(), isWhole: false };
    known = { members, list };
    handOver(service, members, list).catch(crashed);
    return list;
  };

  return async (members, query) => {
    const list = listOf(members);
    const { isWhole } = list;
    const question = { query, options: { limit: LIMIT }, mayBeSkipped: true };
    const found = await service.search(list.index, question);
    if (found === undefined) return undefined;
    const { hits, total } = found.answer;
    const shown = new Set(hits.flatMap(({ listing }) => list.byId.get(keyOf(listing)) ?? []));
    return { query, list: [...shown], total, isWhole };
  };
}

const keyOf = ({ kind, id }: Pick<Member, 'kind' | 'id'>): string => `${kind} ${id}`;

/** Members that cannot be chosen are found as well, and listed with their reason: nobody should look for them in vain. */
async function handOver(service: SearchService, members: readonly Member[], list: List): Promise<void> {
  await service.add(list.index, members, (member) => {
    list.byId.set(keyOf(member), member);
    const { kind, id, displayName, fields } = member;
    return { kind, id, displayName, fields };
  });
  list.isWhole = true;
}
