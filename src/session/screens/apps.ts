import { traitsOf } from '../../domain/model/app.ts';
import type { Intent } from '../actions.ts';
import { appRows } from '../rows.ts';
import { noticed, type Step, show } from '../stack.ts';
import type { AppsScreen, AppView, Wizard } from '../state.ts';
import { edit, insert } from '../text-field.ts';
import { openSearch } from './search.ts';
import { openForApp } from './workbench-opening.ts';

function open(wizard: Wizard, { app, problem }: AppView): Step {
  if (problem !== undefined) return [noticed(wizard, 'bad', problem)];
  return openSearch(wizard, { app, tab: traitsOf(app.kind).mainKind });
}

/** What a key does on the choose-app screen. */
export function updateApps(wizard: Wizard, screen: AppsScreen, intent: Intent): Step {
  const highlighted = appRows(wizard.workspace, screen.filter.text)[screen.cursor];
  switch (intent.type) {
    case 'text.typed':
      return [show(wizard, { ...screen, filter: insert(screen.filter, intent.text), cursor: 0 })];
    case 'text.edited':
      return [show(wizard, { ...screen, filter: edit(screen.filter, intent.edit), cursor: 0 })];
    case 'row.accepted':
      return highlighted === undefined ? [wizard] : open(wizard, highlighted);
    case 'workbench.opened':
      return highlighted === undefined ? [wizard] : openForApp(wizard, highlighted);
    default:
      return [wizard];
  }
}
