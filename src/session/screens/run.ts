import { unreachable } from '../../domain/result.ts';
import type { RunEvent } from '../../engine/run/events.ts';
import { applyEvent } from '../../engine/run/fold.ts';
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
import { leaveWizard } from './leaving.ts';
import { startRun } from './review.ts';
import { ask } from './search.ts';

const writeGoesOn = 'A write is under way; it is waited for and not aborted.';

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
      return leaveWizard(wizard);
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

/** What a key does on the run screen. */
export function updateRun(wizard: Wizard, screen: RunScreen, intent: Intent): Step {
  const cards = screen.record?.evidence.cards.length ?? 0;
  switch (intent.type) {
    case 'row.accepted': {
      const choice = afterRunChoices(screen)[screen.cursor - cards];
      return choice === undefined ? openDetails(wizard, screen) : choose(wizard, screen, choice);
    }
    case 'details.opened':
      return openDetails(wizard, screen);
    case 'run.anotherAsked':
      return hasEnded(screen) ? another(wizard) : [wizard];
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
    return [noticed(wizard, 'warn', writeGoesOn)];
  }
  if (screen.record?.evidence.wrote) {
    return [
      noticed(wizard, 'warn', 'Something was written already, so this run is finished and not given up.'),
    ];
  }
  return [{ ...wizard, overlay: { kind: 'giveUp' } }];
}

/**
 * Once the run ends the cursor stands on the card that decided, unless it was moved: Enter then opens details. It is
 * never put on a choice by itself, because an Enter that was on its way could start a write with it.
 */
function placeCursor(screen: RunScreen, event: RunEvent): RunScreen {
  if (event.type !== 'run.finished' || screen.cursor !== 0) return screen;
  const decided = screen.record?.evidence.cards.findLastIndex(({ state }) => state !== 'waiting') ?? 0;
  return { ...screen, cursor: Math.max(0, decided) };
}

function overlayFor(wizard: Wizard, event: RunEvent): Wizard {
  const kind = wizard.overlay?.kind;
  switch (event.type) {
    case 'approval.requested':
      return {
        ...wizard,
        overlay: { kind: 'approval', danger: event.danger, question: event.question, choice: 'no' },
      };
    case 'write.started':
      return kind === 'giveUp' ? noticed(withoutOverlay(wizard), 'warn', writeGoesOn) : wizard;
    case 'approval.answered':
    case 'run.finished':
      return kind === 'approval' || kind === 'giveUp' ? withoutOverlay(wizard) : wizard;
    default:
      return wizard;
  }
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
