import { unreachable } from '../domain/result.ts';
import type { Action, Arrival, Intent } from './actions.ts';
import { rowCount } from './rows.ts';
import { updateApps } from './screens/apps.ts';
import { leaveWizard } from './screens/leaving.ts';
import { updateMappings } from './screens/mappings.ts';
import { askForUsers, membersArrival, updateMembers } from './screens/members.ts';
import { updateOverlay } from './screens/overlay.ts';
import { goesBack, updateReview } from './screens/review.ts';
import { backFromRun, runProgressed, updateRun } from './screens/run.ts';
import { ask, hasMore, searchArrival, updateSearch } from './screens/search.ts';
import { closeNames, updateWorkbench, workbenchArrival } from './screens/workbench.ts';
import { openForRun } from './screens/workbench-opening.ts';
import { noticed, pop, type Step, show, withoutNotice } from './stack.ts';
import type { DirectoryState, Screen, SearchScreen, Wizard, WorkspaceView } from './state.ts';
import { emptyField } from './text-field.ts';
import { workspaceArrived } from './workspace-arrival.ts';

/** The wizard as it opens: choose-app, nothing typed. */
export function startWizard(workspace: WorkspaceView): Wizard {
  return {
    workspace,
    screen: { at: 'apps', filter: emptyField, cursor: 0 },
    beneath: [],
    turn: 0,
    ended: [],
    tried: [],
  };
}

function updateScreen(wizard: Wizard, intent: Intent): Step {
  const { screen } = wizard;
  switch (screen.at) {
    case 'apps':
      return updateApps(wizard, screen, intent);
    case 'search':
      return updateSearch(wizard, screen, intent);
    case 'members':
      return updateMembers(wizard, screen, intent);
    case 'review':
      return goesBack(screen, intent) ? goBack(wizard) : updateReview(wizard, screen, intent);
    case 'run':
      return updateRun(wizard, screen, intent);
    case 'details':
      if (intent.type === 'workbench.opened') return openForRun(wizard);
      return intent.type === 'tab.switched'
        ? [show(wizard, { ...screen, tab: screen.tab + 1, scroll: 0 })]
        : [wizard];
    case 'workbench':
      return updateWorkbench(wizard, screen, intent);
    case 'mappings':
      return updateMappings(wizard, screen, intent);
    default:
      return unreachable(screen);
  }
}

function moveCursor(wizard: Wizard, target: (cursor: number, last: number) => number): Wizard {
  const { screen } = wizard;
  if (screen.at === 'details') return wizard;
  // Rows of an older text: a choice by position among them would mean nothing once the answer is there.
  if (screen.at === 'search' && screen.acceptWhenAnswered === true) return wizard;
  const last = Math.max(0, rowCount(wizard, screen) - 1);
  return show(wizard, { ...screen, cursor: Math.max(0, Math.min(target(screen.cursor, last), last)) });
}

function scroll(wizard: Wizard, by: number, last: number): Wizard {
  const { screen } = wizard;
  if (screen.at !== 'details' && screen.at !== 'review' && screen.at !== 'workbench') return wizard;
  return show(wizard, { ...screen, scroll: Math.max(0, Math.min(screen.scroll + by, last)) });
}

function goBack(wizard: Wizard): Step {
  const { screen } = wizard;
  if (screen.at === 'run') return backFromRun(wizard, screen);
  if (screen.at === 'apps') {
    return screen.filter.text === ''
      ? [wizard]
      : [show(wizard, { ...screen, filter: emptyField, cursor: 0 })];
  }
  const closed = screen.at === 'workbench' ? closeNames(wizard, screen) : undefined;
  if (closed !== undefined) return [closed];
  const popped = opensWorkbench(screen) ? pop(pop(wizard)) : pop(wizard);
  // An answer that came while another screen lay above was dropped with its turn, so the question is asked again.
  return askAgain(popped);
}

/** A list that was to be answered before the workbench beneath is seen for the first time. */
const opensWorkbench = (screen: Screen): boolean =>
  (screen.at === 'search' && screen.forWorkbench === 'opening') ||
  (screen.at === 'mappings' && screen.isOpening);

function askAgain(wizard: Wizard): Step {
  const { screen } = wizard;
  if (screen.at === 'search' && screen.pending !== undefined) return ask(wizard, screen);
  if (screen.at === 'members' && screen.pending !== undefined) return askForUsers(wizard, screen);
  return [wizard];
}

function onIntent(wizard: Wizard, intent: Intent): Step {
  if (intent.type === 'leave.asked') return leaveWizard(wizard);
  if (wizard.leaving !== undefined) return [wizard];
  const fresh = withoutNotice(wizard);
  if (fresh.overlay !== undefined) return updateOverlay(fresh, fresh.overlay, intent);
  switch (intent.type) {
    case 'help.toggled':
      return [{ ...fresh, overlay: { kind: 'help', scroll: 0 } }];
    case 'cursor.moved':
      return [moveCursor(fresh, (cursor) => cursor + intent.by)];
    case 'cursor.jumped':
      return [moveCursor(fresh, (_cursor, last) => (intent.to === 'first' ? 0 : last))];
    case 'page.scrolled':
      return [scroll(fresh, intent.by, intent.last)];
    case 'went.back':
      return goBack(fresh);
    default:
      return updateScreen(fresh, intent);
  }
}

/** A question is left open when more people are known now: it is asked when the screen is seen again. */
const withDirectory = (screen: SearchScreen, directory: DirectoryState): SearchScreen =>
  hasMore(screen.directory, directory)
    ? { ...screen, directory, pending: screen.pending ?? NOT_ASKED }
    : { ...screen, directory };

/** No turn has this number. */
const NOT_ASKED = -1;

/** The list of people arrived while another screen lay above the search. */
function directoryBeneath(
  wizard: Wizard,
  arrival: Extract<Arrival, { readonly type: 'directory.arrived' }>,
): Wizard {
  const { appId, directory } = arrival;
  const beneath = wizard.beneath.map((screen) =>
    screen.at === 'search' && screen.app.id === appId ? withDirectory(screen, directory) : screen,
  );
  return { ...wizard, beneath };
}

function onArrival(wizard: Wizard, arrival: Arrival): Step {
  switch (arrival.type) {
    case 'workspace.arrived':
      return [workspaceArrived(wizard, arrival.workspace)];
    case 'run.progressed':
      return runProgressed(wizard, arrival.turn, arrival.event);
    case 'record.saved':
      return [noticed(wizard, 'good', `Run record saved to ${arrival.path}`)];
    case 'record.notSaved':
      return [noticed(wizard, 'bad', `The run record was not saved: ${arrival.message}`)];
    case 'language.arrived':
    case 'language.failed':
    case 'values.arrived':
    case 'values.failed':
    case 'trial.arrived':
    case 'copy.done':
      return workbenchArrival(wizard, arrival);
    default: {
      const { screen } = wizard;
      if (arrival.type === 'directory.arrived' && screen.at !== 'search')
        return [directoryBeneath(wizard, arrival)];
      if (screen.at === 'search') return searchArrival(wizard, screen, arrival);
      if (screen.at === 'members') return membersArrival(wizard, screen, arrival);
      return [wizard];
    }
  }
}

const arrivals: ReadonlySet<Action['type']> = new Set<Arrival['type']>([
  'workspace.arrived',
  'directory.arrived',
  'hits.arrived',
  'members.arrived',
  'memberHits.arrived',
  'members.failed',
  'language.arrived',
  'language.failed',
  'values.arrived',
  'values.failed',
  'trial.arrived',
  'copy.done',
  'run.progressed',
  'record.saved',
  'record.notSaved',
]);

const isArrival = (action: Action): action is Arrival => arrivals.has(action.type);

/**
 * The whole behaviour of the wizard: what an action changes, and what it wants done outside. Pure; effects are data.
 */
export function update(wizard: Wizard, action: Action): Step {
  return isArrival(action) ? onArrival(wizard, action) : onIntent(wizard, action);
}
