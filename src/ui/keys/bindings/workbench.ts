import { completionRows } from '../../../session/rows.ts';
import type { MappingsScreen, WorkbenchScreen } from '../../../session/state.ts';
import type { Binding, KeySituation } from './binding.ts';
import { accept, back, fieldHelp, leaveBinding } from './everywhere.ts';
import { fieldBindings, typing } from './field.ts';
import { listBindings, pagingBindings } from './moving.ts';

const hasNames = ({ screen }: KeySituation<WorkbenchScreen>): boolean => completionRows(screen).length > 0;
const hasNoNames = (now: KeySituation<WorkbenchScreen>): boolean => !hasNames(now);

const rowAway = ({ page, screen }: KeySituation<WorkbenchScreen>, rows: number) =>
  ({ type: 'caret.placed', at: page.caretAway?.(rows) ?? screen.field.cursor }) as const;

/** The arrows belong to the list of names while there is one, else to the rows of the expression. */
export const workbench: readonly Binding<WorkbenchScreen>[] = [
  {
    keys: ['tab', 'enter'],
    label: 'take',
    help: 'Take the highlighted name.',
    applies: hasNames,
    action: () => ({ type: 'row.accepted' }),
  },
  {
    keys: ['escape'],
    label: 'close list',
    help: 'Close the list of names.',
    applies: hasNames,
    action: () => ({ type: 'went.back' }),
  },
  {
    keys: ['tab'],
    label: 'names',
    help: 'List the functions that can stand at the cursor, or within [ the attributes.',
    applies: hasNoNames,
    action: () => ({ type: 'names.asked' }),
  },
  ...pagingBindings,
  {
    keys: ['ctrl+p'],
    label: 'person',
    help: 'Choose whose values to try with.',
    action: () => ({ type: 'person.asked' }),
  },
  {
    keys: ['ctrl+o'],
    label: 'load',
    help: 'Load the expression of another mapping.',
    action: () => ({ type: 'mappings.asked' }),
  },
  { ...back, applies: hasNoNames },
  {
    keys: ['ctrl+y'],
    label: 'copy',
    help: 'Copy the expression to the clipboard of the terminal. What was changed is printed on leaving, too.',
    action: () => ({ type: 'copy.asked' }),
  },
  ...fieldHelp,
  leaveBinding,
  typing('Write the expression. Line breaks of a paste become blanks.'),
  {
    keys: ['up'],
    help: 'One row up in the list, or in the expression.',
    applies: hasNames,
    action: () => ({ type: 'cursor.moved', by: -1 }),
  },
  {
    keys: ['down'],
    help: 'One row down in the list, or in the expression.',
    applies: hasNames,
    action: () => ({ type: 'cursor.moved', by: 1 }),
  },
  {
    keys: ['up'],
    help: 'One row up in the list, or in the expression.',
    applies: hasNoNames,
    action: (now) => rowAway(now, -1),
  },
  {
    keys: ['down'],
    help: 'One row down in the list, or in the expression.',
    applies: hasNoNames,
    action: (now) => rowAway(now, 1),
  },
  {
    keys: ['home'],
    help: 'To the start of the text.',
    action: () => ({ type: 'text.edited', edit: 'start' }),
  },
  { keys: ['end'], help: 'To the end of the text.', action: () => ({ type: 'text.edited', edit: 'end' }) },
  ...fieldBindings,
];

export const mappings: readonly Binding<MappingsScreen>[] = [
  accept('choose', 'Take the expression of the highlighted mapping into the workbench.'),
  back,
  ...fieldHelp,
  leaveBinding,
  typing('Show only the mappings whose target attribute contains what is typed.'),
  ...listBindings,
  ...fieldBindings,
];
