import type { Effect } from './effects.ts';
import type { Notice, RunScreen, Screen, Wizard, WorkbenchScreen } from './state.ts';

/** What `update` answers: the next state, and what is to be done outside. */
export type Step = readonly [Wizard, ...Effect[]];

export const show = (wizard: Wizard, screen: Screen): Wizard => ({ ...wizard, screen });

export const push = (wizard: Wizard, screen: Screen): Wizard => ({
  ...wizard,
  screen,
  beneath: [...wizard.beneath, wizard.screen],
});

/** One level up; the first screen stays where it is. */
export function pop(wizard: Wizard): Wizard {
  const above = wizard.beneath.at(-1);
  return above === undefined ? wizard : { ...wizard, screen: above, beneath: wizard.beneath.slice(0, -1) };
}

/** Up to the nearest screen of a kind; unchanged when there is none. */
export function popTo(wizard: Wizard, at: Screen['at']): Wizard {
  const index = wizard.beneath.findLastIndex((screen) => screen.at === at);
  const screen = wizard.beneath[index];
  return screen === undefined ? wizard : { ...wizard, screen, beneath: wizard.beneath.slice(0, index) };
}

export const noticed = (wizard: Wizard, tone: Notice['tone'], text: string): Wizard => ({
  ...wizard,
  notice: { tone, text },
});

export function withoutNotice(wizard: Wizard): Wizard {
  const { notice: _seen, ...rest } = wizard;
  return rest;
}

export function withoutOverlay(wizard: Wizard): Wizard {
  const { overlay: _closed, ...rest } = wizard;
  return rest;
}

/** The run screen, also when details lie above it. */
export function runScreen(wizard: Wizard): RunScreen | undefined {
  return [wizard.screen, ...wizard.beneath.toReversed()].find((screen) => screen.at === 'run');
}

export function changeRun(wizard: Wizard, change: (screen: RunScreen) => RunScreen): Wizard {
  const changed = (screen: Screen): Screen => (screen.at === 'run' ? change(screen) : screen);
  return { ...wizard, screen: changed(wizard.screen), beneath: wizard.beneath.map(changed) };
}

/** The workbench, also when a list to choose from lies above it. There is never more than one. */
export function workbenchScreen(wizard: Wizard): WorkbenchScreen | undefined {
  return [wizard.screen, ...wizard.beneath].find((screen) => screen.at === 'workbench');
}

/** The wizard with its workbench, wherever it lies, in another state. */
export function withWorkbench(wizard: Wizard, workbench: WorkbenchScreen): Wizard {
  const changed = (screen: Screen): Screen => (screen.at === 'workbench' ? workbench : screen);
  return { ...wizard, screen: changed(wizard.screen), beneath: wizard.beneath.map(changed) };
}
