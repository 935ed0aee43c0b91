import type { Listing } from '../domain/model/subject.ts';
import { unreachable } from '../domain/result.ts';
import { filterList } from '../search/filter-list.ts';
import { afterRunChoices } from './run-choices.ts';
import { type AppView, type MembersScreen, reviewChoices, type Screen, type WorkspaceView } from './state.ts';

/** The rows a screen shows, in order. Drawing and choosing read the same list, so that Enter takes what is seen. */
export function appRows(workspace: WorkspaceView, filter: string): readonly AppView[] {
  return filterList(workspace.apps, filter, ({ app }) => app.displayName);
}

export type MemberRow = {
  readonly listing: Listing;
  /** A direct member of the source group. */
  readonly inGroup: boolean;
  /** Why this row cannot be chosen: a nested group, for example. */
  readonly refusedBecause?: string;
};

const nested = 'nested groups are not provisioned on demand: choose the people themselves';

export function memberRows(screen: MembersScreen): readonly MemberRow[] {
  const members = screen.members.state === 'ready' ? screen.members.list : [];
  if (screen.view === 'members') {
    return filterList(members, screen.field.text, ({ displayName, fields }) =>
      [displayName, ...fields.map(({ value }) => value)].join(' '),
    ).map((member) => ({
      listing: member,
      inGroup: true,
      ...(member.selectable ? {} : { refusedBecause: member.hiddenBecause ?? nested }),
    }));
  }
  const direct = new Set(members.map(({ id }) => id));
  return (screen.hits?.list ?? []).map(({ listing }) => ({ listing, inGroup: direct.has(listing.id) }));
}

/** How many rows the cursor of a screen can stand on. */
export function rowCount(workspace: WorkspaceView, screen: Screen): number {
  switch (screen.at) {
    case 'apps':
      return appRows(workspace, screen.filter.text).length;
    case 'search':
      return screen.hits?.list.length ?? 0;
    case 'members':
      return memberRows(screen).length;
    case 'review':
      return reviewChoices.length;
    case 'run':
      return (screen.record?.evidence.cards.length ?? 0) + afterRunChoices(screen).length;
    case 'details':
      return 0;
    default:
      return unreachable(screen);
  }
}
