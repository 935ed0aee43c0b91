import { unreachable } from '../../domain/result.ts';
import type { RunEvent } from '../../engine/events.ts';
import { applyEvent } from '../../engine/fold.ts';
import type { Intent } from '../actions.ts';
import { afterRunChoices } from '../run-choices.ts';
import {
  changeRun,
  noticed,
  pop,
  popTo,
  push,
  runScreen,
  type Step,
  show,
  withoutOverlay,
} from '../stack.ts';
import type { AfterRunChoice, DetailsScreen, RunScreen, SearchScreen, Wizard } from '../state.ts';
import { emptyField } from '../text-field.ts';
import { leave } from './leaving.ts';
import { startRun } from './review.ts';
import { ask } from './search.ts';

const hasEnded = (screen: RunScreen): boolean => screen.record?.evidence.ending !== undefined;

function again(wizard: Wizard, screen: RunScreen, mode: RunScreen['mode']): Step {
  const [counted, run, effect] = startRun(wizard, screen, mode);
  return effect === undefined ? [counted] : [show(counted, run), effect];
}

/** Back to the search of the same app, ready for the next name. */
function another(wizard: Wizard): Step {
  const back = popTo(wizard, 'search');
  if (back.screen.at !== 'search') return [back];
  const fresh: SearchScreen = { ...back.screen, field: emptyField, cursor: 0 };
  return ask(back, fresh);
}

function choose(wizard: Wizard, screen: RunScreen, choice: AfterRunChoice): Step {
  switch (choice) {
    case 'retry':
      return again(wizard, screen, screen.mode);
    case 'provision':
      return again(wizard, screen, 'provision');
    case 'another':
      return another(wizard);
    case 'anotherApp':
      return [popTo(wizard, 'apps')];
    case 'save':
      return screen.record === undefined ? [wizard] : [wizard, { do: 'saveRecord', record: screen.record }];
    case 'quit':
      return leave(wizard);
    default:
      return unreachable(choice);
  }
}

function openDetails(wizard: Wizard, screen: RunScreen): Step {
  const card = screen.record?.evidence.cards[screen.cursor];
  if (card === undefined) return [wizard];
  if (card.state === 'waiting') return [noticed(wizard, 'muted', 'This step has not begun.')];
  const details: DetailsScreen = { at: 'details', step: card.step, scroll: 0, tab: 0 };
  return [push(wizard, details)];
}

export function updateRun(wizard: Wizard, screen: RunScreen, intent: Intent): Step {
  const cards = screen.record?.evidence.cards.length ?? 0;
  switch (intent.type) {
    case 'row.accepted': {
      const choice = afterRunChoices(screen)[screen.cursor - cards];
      return choice === undefined ? openDetails(wizard, screen) : choose(wizard, screen, choice);
    }
    case 'details.opened':
      return openDetails(wizard, screen);
    case 'run.retried':
      return hasEnded(screen) ? again(wizard, screen, screen.mode) : [wizard];
    case 'record.saveAsked':
      return hasEnded(screen) ? choose(wizard, screen, 'save') : [wizard];
    default:
      return [wizard];
  }
}

/** Esc on a run: it never aborts a write that has left, and asks before it gives up a run that has not written. */
export function backFromRun(wizard: Wizard, screen: RunScreen): Step {
  if (hasEnded(screen)) return [pop(wizard)];
  if (screen.record?.evidence.writeUnderWay !== undefined) {
    return [noticed(wizard, 'warn', 'A write is under way; it is waited for and not aborted.')];
  }
  return [{ ...wizard, overlay: { kind: 'giveUp' } }];
}

function placeCursor(screen: RunScreen, event: RunEvent): RunScreen {
  if (event.type !== 'run.finished') return screen;
  return { ...screen, cursor: screen.record?.evidence.cards.length ?? 0 };
}

function overlayFor(wizard: Wizard, event: RunEvent): Wizard {
  if (event.type === 'approval.requested') {
    return { ...wizard, overlay: { kind: 'approval', question: event.question, choice: 'no' } };
  }
  const stale = event.type === 'approval.answered' || event.type === 'run.finished';
  const kind = wizard.overlay?.kind;
  return stale && (kind === 'approval' || kind === 'giveUp') ? withoutOverlay(wizard) : wizard;
}

/** Folds an event into the run it belongs to; events of a run that was given up for another are dropped. */
export function runProgressed(wizard: Wizard, turn: number, event: RunEvent): Step {
  const current = runScreen(wizard);
  if (current === undefined || current.turn !== turn) return [wizard];
  const folded = changeRun(wizard, (screen) =>
    placeCursor({ ...screen, record: applyEvent(screen.record, event) }, event),
  );
  const record = runScreen(folded)?.record;
  const ended =
    event.type === 'run.finished' && record !== undefined ? [...folded.ended, record] : folded.ended;
  const next = overlayFor({ ...folded, ended }, event);
  if (wizard.leaving === 'afterWrite' && record?.evidence.writeUnderWay === undefined) {
    return [{ ...next, leaving: 'now' }, { do: 'abort', turn }, { do: 'exit' }];
  }
  return [next];
}
