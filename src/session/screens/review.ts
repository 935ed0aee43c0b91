import type { App } from '../../domain/model/app.ts';
import type { RunMode } from '../../engine/run/record.ts';
import type { Intent } from '../actions.ts';
import { push, type Step } from '../stack.ts';
import {
  type ChosenSubject,
  type ReviewScreen,
  type RunScreen,
  reviewChoices,
  type Wizard,
} from '../state.ts';

export const reviewOf = (app: App, chosen: ChosenSubject): ReviewScreen => ({
  at: 'review',
  app,
  chosen,
  cursor: 0,
  scroll: 0,
});

/** The effect and the screen of one run; `turn` ties the events that come back to this screen. */
export function startRun(
  wizard: Wizard,
  screen: ReviewScreen | RunScreen,
  mode: RunMode,
): readonly [Wizard, RunScreen, Step[1]] {
  const turn = wizard.turn + 1;
  const { app, chosen } = screen;
  const run: RunScreen = { at: 'run', app, chosen, mode, turn, cursor: 0 };
  return [{ ...wizard, turn }, run, { do: 'run', appId: app.id, subject: chosen.subject, mode, turn }];
}

function begin(wizard: Wizard, screen: ReviewScreen, mode: RunMode): Step {
  const [counted, run, effect] = startRun(wizard, screen, mode);
  return effect === undefined ? [counted] : [push(counted, run), effect];
}

/** Enter on the row "Back", which does what Esc does. */
export const goesBack = ({ cursor }: ReviewScreen, intent: Intent): boolean =>
  intent.type === 'row.accepted' && reviewChoices[cursor] === 'back';

/** What a key does on the review. */
export function updateReview(wizard: Wizard, screen: ReviewScreen, intent: Intent): Step {
  switch (intent.type) {
    case 'preview.asked':
      return begin(wizard, screen, 'preview');
    case 'row.accepted': {
      const choice = reviewChoices[screen.cursor];
      return choice === 'provision' || choice === 'preview' ? begin(wizard, screen, choice) : [wizard];
    }
    default:
      return [wizard];
  }
}
