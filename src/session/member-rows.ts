import type { Listing } from '../domain/model/subject.ts';
import type { Member } from '../engine/port.ts';
import { filterList } from '../search/filter-list.ts';
import type { MembersScreen } from './state.ts';

export type MemberRow = {
  readonly listing: Listing;
  /** A direct member of the source group. */
  readonly inGroup: boolean;
  /** Why this row cannot be chosen: a nested group, for example. */
  readonly refusedBecause?: string;
};

/** The rows of the member picker. Only those that are drawn or chosen are made: a group may have 300,000 members. */
export type MemberRows = {
  readonly count: number;
  readonly at: (index: number) => MemberRow | undefined;
  readonly slice: (from: number, to: number) => readonly MemberRow[];
};

const nested = 'nested groups are not provisioned on demand: choose the people themselves';
/** More members than these are not filtered with every key; they are asked for like everybody else. */
const LONG = 2_000;

export function memberRows(screen: MembersScreen): MemberRows {
  if (screen.view === 'members') return rowsOf(shownMembers(screen), memberRow);
  const members = membersOf(screen);
  return rowsOf(screen.hits?.list ?? [], ({ listing }) => ({
    listing,
    inGroup: isDirectMember(members, listing.id),
  }));
}

const membersOf = ({ members }: MembersScreen): readonly Member[] =>
  members.state === 'ready' ? members.list : [];

/** The members, if they are so many that filtering them takes longer than a key press should. */
export function longList(screen: MembersScreen): readonly Member[] | undefined {
  const list = membersOf(screen);
  return list.length > LONG ? list : undefined;
}

function shownMembers(screen: MembersScreen): readonly Member[] {
  const members = membersOf(screen);
  const { text } = screen.field;
  if (text.trim() === '') return members;
  return longList(screen) === undefined ? filtered(members, text) : (screen.found?.list ?? []);
}

const memberRow = (member: Member): MemberRow => ({
  listing: member,
  inGroup: true,
  ...(member.selectable ? {} : { refusedBecause: member.hiddenBecause ?? nested }),
});

function rowsOf<T>(items: readonly T[], rowOf: (item: T) => MemberRow): MemberRows {
  return {
    count: items.length,
    at: (index) => items.slice(index, index + 1).map(rowOf)[0],
    slice: (from, to) => items.slice(from, to).map(rowOf),
  };
}

/**
 * What was computed last for a list, as long as the list lives: drawing and choosing ask for the same several times a
 * key. Only a memory: nothing depends on it but time.
 */
const lastFiltered = new WeakMap<
  readonly Member[],
  { readonly text: string; readonly list: readonly Member[] }
>();
const ids = new WeakMap<readonly Member[], ReadonlySet<string>>();

function filtered(members: readonly Member[], text: string): readonly Member[] {
  const last = lastFiltered.get(members);
  if (last?.text === text) return last.list;
  const list = filterList(members, text, ({ displayName, fields }) =>
    [displayName, ...fields.map(({ value }) => value)].join(' '),
  );
  lastFiltered.set(members, { text, list });
  return list;
}

export function isDirectMember(members: readonly Member[], id: string): boolean {
  const known = ids.get(members) ?? new Set(members.map((member) => member.id));
  ids.set(members, known);
  return known.has(id);
}
