import type { AppsScreen } from '../../../session/state.ts';
import type { Binding } from './binding.ts';
import { accept, fieldHelp, hasTyped, leaveBinding } from './everywhere.ts';
import { fieldBindings, typing } from './field.ts';
import { listBindings } from './moving.ts';

/** The keys of choose-app, apart from the other tables: the first frame needs them before anything else is loaded. */
export const apps: readonly Binding<AppsScreen>[] = [
  accept('choose', 'Choose the highlighted app.'),
  {
    keys: ['ctrl+x'],
    label: 'expressions',
    help: 'Try expressions of the highlighted app in the workbench.',
    action: () => ({ type: 'workbench.opened' }),
  },
  ...fieldHelp,
  leaveBinding,
  {
    keys: ['escape'],
    label: 'clear',
    help: 'Clear the filter.',
    applies: hasTyped,
    action: () => ({ type: 'went.back' }),
  },
  typing('Show only the apps whose name contains what is typed.'),
  ...listBindings,
  ...fieldBindings,
];
