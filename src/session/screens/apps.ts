import { traitsOf } from '../../domain/model/app.ts';
import type { Intent } from '../actions.ts';
import { appRows } from '../rows.ts';
import { noticed, push, type Step, show } from '../stack.ts';
import type { AppsScreen, AppView, SearchScreen, Wizard } from '../state.ts';
import { edit, emptyField, insert } from '../text-field.ts';
import { ask } from './search.ts';

function open(wizard: Wizard, { app, problem }: AppView): Step {
  if (problem !== undefined) return [noticed(wizard, 'bad', problem)];
  const screen: SearchScreen = {
    at: 'search',
    app,
    tab: traitsOf(app.kind).mainKind,
    field: emptyField,
    directory: { state: 'loading' },
    cursor: 0,
  };
  const [asked, ...effects] = ask(push(wizard, screen), screen);
  return [asked, { do: 'loadDirectory', appId: app.id }, ...effects];
}

/** What a key does on the choose-app screen. */
export function updateApps(wizard: Wizard, screen: AppsScreen, intent: Intent): Step {
  switch (intent.type) {
    case 'text.typed':
      return [show(wizard, { ...screen, filter: insert(screen.filter, intent.text), cursor: 0 })];
    case 'text.edited':
      return [show(wizard, { ...screen, filter: edit(screen.filter, intent.edit), cursor: 0 })];
    case 'row.accepted': {
      const chosen = appRows(wizard.workspace, screen.filter.text)[screen.cursor];
      return chosen === undefined ? [wizard] : open(wizard, chosen);
    }
    default:
      return [wizard];
  }
}
