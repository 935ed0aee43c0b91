import type { Listing } from '../domain/model/subject.ts';
import { unreachable } from '../domain/result.ts';
import { filterList } from '../search/filter-list.ts';
import { afterRunChoices } from './run-choices.ts';
import { workbenchScreen } from './stack.ts';
import {
  type AppView,
  type MappingsScreen,
  type MembersScreen,
  reviewChoices,
  type Screen,
  type Wizard,
  type WorkbenchScreen,
  type WorkspaceView,
} from './state.ts';
import { type Completion, completionsAt } from './workbench/completion.ts';
import type { KnownMapping } from './workbench/language.ts';

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

/** The names below the field of the workbench; none while the list is away. */
export function completionRows({ field, language, list }: WorkbenchScreen): readonly Completion[] {
  if (list === 'away') return [];
  const known = language.state === 'ready' ? language.known : undefined;
  return completionsAt(field, { asked: list === 'asked', language: known });
}

/** The mappings of the app whose workbench lies beneath, those without a source left out. */
export function mappingRows(wizard: Wizard, { field }: MappingsScreen): readonly KnownMapping[] {
  const language = workbenchScreen(wizard)?.language;
  return language?.state === 'ready'
    ? filterList(language.known.mappings, field.text, ({ target }) => target)
    : [];
}

/** How many rows the cursor of the screen on top can stand on. */
export function rowCount(wizard: Wizard, screen: Screen): number {
  switch (screen.at) {
    case 'apps':
      return appRows(wizard.workspace, screen.filter.text).length;
    case 'search':
      return screen.hits?.list.length ?? 0;
    case 'members':
      return memberRows(screen).length;
    case 'review':
      return reviewChoices.length;
    case 'run':
      return (screen.record?.evidence.cards.length ?? 0) + afterRunChoices(screen).length;
    case 'workbench':
      return completionRows(screen).length;
    case 'mappings':
      return mappingRows(wizard, screen).length;
    case 'details':
      return 0;
    default:
      return unreachable(screen);
  }
}
