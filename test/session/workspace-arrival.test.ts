import { describe, expect, it } from 'vitest';
import type { Wizard, WorkspaceView } from '../../src/session/state.ts';
import { startWizard, update } from '../../src/session/update.ts';
import { app } from '../support/records.ts';
import { workspace } from '../support/wizards.ts';

const whole = workspace({ warnings: ['A run was cut off.'] });
/** The same before anything but the names was read. */
const names: WorkspaceView = {
  ...whole,
  warnings: [],
  apps: whole.apps.map((view) => ({
    app: { ...view.app, settings: { scope: 'assigned', skipOutOfScopeDeletions: false } },
  })),
};

const arrived = (wizard: Wizard, view = whole): Wizard =>
  update(wizard, { type: 'workspace.arrived', workspace: view })[0];
const typed = (wizard: Wizard, text: string): Wizard => update(wizard, { type: 'text.typed', text })[0];

describe('when the workspace arrives after the first screen', () => {
  it('its systems, problems and warnings are there', () => {
    expect(arrived(startWizard(names)).workspace).toEqual(whole);
  });

  it('what was typed stays', () => {
    const wizard = typed(startWizard(names), 'work');

    expect(arrived(wizard).screen).toEqual(wizard.screen);
  });

  it('an app that was chosen meanwhile gets its settings', () => {
    const [searching] = update(startWizard(names), { type: 'row.accepted' });
    const settings = { scope: 'all', skipOutOfScopeDeletions: true } as const;
    const [first, ...rest] = whole.apps;
    if (first === undefined) throw new Error('the workspace has no app');
    const view = { ...whole, apps: [{ ...first, app: { ...first.app, settings } }, ...rest] };

    expect(arrived(searching, view).screen).toMatchObject({ at: 'search', app: { id: app().id, settings } });
  });

  it('an app that is not there any more stays on its screen', () => {
    const [searching] = update(startWizard(names), { type: 'row.accepted' });

    expect(arrived(searching, { ...whole, apps: whole.apps.slice(1) }).screen).toEqual(searching.screen);
  });
});
