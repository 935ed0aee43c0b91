import { hasBothKinds } from '../../../domain/model/app.ts';
import type {
  DetailsScreen,
  MembersScreen,
  ReviewScreen,
  RunScreen,
  SearchScreen,
} from '../../../session/state.ts';
import { apps } from './apps.ts';
import type { Binding, KeySituation } from './binding.ts';
import { accept, back, fieldHelp, hasTyped, help, leaveBinding } from './everywhere.ts';
import { fieldBindings, typing } from './field.ts';
import { listBindings, pagingBindings, scrollingBindings } from './moving.ts';
import { mappings, workbench } from './workbench.ts';

/**
 * The one table of keys. Keys survive SSH, tmux and the Linux console: no key that needs a function row only, none that
 * terminals keep for themselves without a second one beside it.
 */
const hasEnded = ({ screen }: KeySituation<RunScreen>): boolean =>
  screen.record?.evidence.ending !== undefined;

const isOnCard = ({ record, cursor }: RunScreen): boolean => cursor < (record?.evidence.cards.length ?? 0);

const pageHelp = help('?', 'ctrl+g', 'f1');

const search: readonly Binding<SearchScreen>[] = [
  accept('choose', 'Choose the highlighted user or group.'),
  {
    keys: ['tab'],
    label: ({ screen }) => (screen.tab === 'user' ? 'groups' : 'users'),
    help: 'Switch between users and groups.',
    applies: ({ screen }) => hasBothKinds(screen.app.kind),
    action: () => ({ type: 'tab.switched' }),
  },
  {
    keys: ['ctrl+n'],
    label: 'nobody',
    help: 'In the workbench: try without anybody, so attributes have no value.',
    applies: ({ screen }) => screen.forWorkbench !== undefined,
    action: () => ({ type: 'person.skipped' }),
  },
  back,
  ...fieldHelp,
  leaveBinding,
  typing('Search for what is typed. The order of words and accents do not matter.'),
  ...listBindings,
  ...fieldBindings,
];

const toggle = { action: () => ({ type: 'member.toggled' }) as const };

const members: readonly Binding<MembersScreen>[] = [
  {
    ...toggle,
    keys: ['enter'],
    label: 'select',
    help: 'Select or deselect the highlighted member, up to five.',
  },
  {
    ...toggle,
    keys: ['space'],
    help: 'The same, as long as nothing is typed.',
    applies: (now) => !hasTyped(now),
  },
  {
    keys: ['ctrl+n'],
    label: 'continue',
    help: 'Continue to the review with the selected members, or with none.',
    action: () => ({ type: 'row.accepted' }),
  },
  {
    keys: ['tab'],
    label: ({ screen }) => (screen.view === 'members' ? 'all users' : 'members only'),
    help: 'Switch between View members only and View all users.',
    action: () => ({ type: 'tab.switched' }),
  },
  back,
  ...fieldHelp,
  leaveBinding,
  typing('Show only the members whose name contains what is typed.'),
  ...listBindings,
  ...fieldBindings,
];

const choosing: readonly Binding[] = listBindings.filter(
  ({ keys }) => !keys.some((key) => key.startsWith('page')),
);

const review: readonly Binding<ReviewScreen>[] = [
  accept('confirm', 'Do what is highlighted.'),
  {
    keys: ['p'],
    label: 'preview',
    help: 'Preview: the same run, but nothing is written.',
    action: () => ({ type: 'preview.asked' }),
  },
  ...pagingBindings,
  back,
  pageHelp,
  leaveBinding,
  ...choosing,
];

const run: readonly Binding<RunScreen>[] = [
  accept(
    ({ screen }) => (isOnCard(screen) ? 'view details' : 'confirm'),
    'View details of the highlighted step, or do what is highlighted.',
  ),
  {
    keys: ['d'],
    help: 'View details of the highlighted step.',
    action: () => ({ type: 'details.opened' }),
  },
  {
    keys: ['r'],
    label: 'retry',
    help: 'Retry the same run.',
    applies: hasEnded,
    action: () => ({ type: 'run.retried' }),
  },
  {
    keys: ['n'],
    label: 'another',
    help: 'Provision another object of the same app.',
    applies: hasEnded,
    action: () => ({ type: 'run.anotherAsked' }),
  },
  {
    keys: ['s'],
    label: 'save',
    help: 'Save the run record to a file.',
    applies: hasEnded,
    action: () => ({ type: 'record.saveAsked' }),
  },
  back,
  pageHelp,
  leaveBinding,
  ...listBindings,
];

const details: readonly Binding<DetailsScreen>[] = [
  ...scrollingBindings,
  {
    keys: ['tab', 'right'],
    label: 'next tab',
    help: 'Switch to the next tab of the details.',
    action: () => ({ type: 'tab.switched' }),
  },
  {
    keys: ['e'],
    label: 'try expression',
    help: 'Perform action: try the expression of a mapping in the workbench, with the values of this object.',
    applies: ({ screen }) => screen.step === 'action',
    action: () => ({ type: 'workbench.opened' }),
  },
  back,
  pageHelp,
  leaveBinding,
];

const helpPage: readonly Binding[] = [
  {
    keys: ['escape', '?', 'ctrl+g', 'f1', 'enter', 'q'],
    label: 'close',
    help: 'Close the help.',
    action: () => ({ type: 'help.toggled' }),
  },
  ...scrollingBindings,
  leaveBinding,
];

const giveUp: readonly Binding[] = [
  { keys: ['y'], label: 'give up', help: 'Give up the run.', action: () => ({ type: 'row.accepted' }) },
  {
    keys: ['n', 'escape', 'enter'],
    label: 'keep running',
    help: 'Let the run go on.',
    action: () => ({ type: 'went.back' }),
  },
  leaveBinding,
];

const approval: readonly Binding[] = [
  accept('confirm', 'Answer with the highlighted choice.'),
  {
    keys: ['up', 'left', 'shift+tab'],
    help: 'The choice before.',
    action: () => ({ type: 'cursor.moved', by: -1 }),
  },
  {
    keys: ['down', 'right', 'tab'],
    help: 'The next choice.',
    action: () => ({ type: 'cursor.moved', by: 1 }),
  },
  {
    keys: ['escape'],
    label: 'no',
    help: 'Answer No: nothing is written.',
    action: () => ({ type: 'went.back' }),
  },
  leaveBinding,
];

export const bindings = {
  apps,
  search,
  members,
  review,
  run,
  details,
  workbench,
  mappings,
  help: helpPage,
  giveUp,
  approval,
} as const;

export type TableName = keyof typeof bindings;
