import { unreachable } from '../domain/result.ts';
import { filterList } from '../search/filter-list.ts';
import { memberRows } from './member-rows.ts';
import { afterRunChoices } from './run-choices.ts';
import { workbenchScreen } from './stack.ts';
import {
  type AppView,
  type MappingsScreen,
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
      return memberRows(screen).count;
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
