import { describe, expect, it } from 'vitest';
import { WizardApp } from '../../../src/ui/app.tsx';
import {
  ada,
  app,
  created,
  ended,
  finished,
  recordOf,
  running,
  started,
  startOfRun,
} from '../../support/records.ts';
import { draw, frame, row, rows } from '../../support/terminal/draw.tsx';
import { unicodeTheme } from '../../support/terminal/themes.ts';
import {
  appsScreen,
  chosenAda,
  detailsOf,
  field,
  found,
  hit,
  reviewScreen,
  runScreen,
  searchScreen,
  wizard,
  workspace,
} from '../../support/wizards.ts';

describe('the header', () => {
  it('names the workspace, and says so when it is the sample data', () => {
    expect(rows(wizard(appsScreen))[0]).toBe('Provision on demand  sample data  Fabrikam');
    expect(rows(wizard(appsScreen, { workspace: workspace({ sample: false }) }))[0]).toBe(
      'Provision on demand  Fabrikam',
    );
  });

  it.each([
    ['review', wizard(reviewScreen())],
    ['run', wizard(runScreen(running()))],
    ['details', detailsOf(created())],
  ])('of %s shows the target and the whole id of the object, also on a small terminal', (_name, state) => {
    for (const size of [
      { columns: 40, rows: 12 },
      { columns: 80, rows: 24 },
    ]) {
      expect(frame(state, size)).toContain('target 127.0.0.1:5321');
      expect(frame(state, size)).toContain(`id ${ada.id}`);
    }
  });
});

describe('choose app', () => {
  it('lists every app with its systems and its kind', () => {
    expect(row(wizard(appsScreen), 'SaaS app')).toBe(
      '❯ SaaS app           app provisioning  Microsoft Entra ID → customappsso',
    );
  });

  it('moves the pointer with the cursor', () => {
    expect(row(wizard({ ...appsScreen, cursor: 1 }), 'workday-to-ad')).toMatch(/^❯/);
  });

  it('filters', () => {
    const filtered = frame(wizard({ ...appsScreen, filter: field('work') }));

    expect(filtered).toContain('App workday-to-ad');
    expect(filtered).not.toContain('SaaS app');
    expect(frame(wizard({ ...appsScreen, filter: field('zzz') }))).toContain('No app is called "zzz".');
  });

  it('lists an app that cannot be used, with the whole reason when it is highlighted', () => {
    expect(frame(wizard({ ...appsScreen, cursor: 2 }))).toContain(
      'schemas/groups.json: objectMappings[0] has no target object.',
    );
  });

  it('begins with what happened to runs that were cut off', () => {
    const warnings = ['The run 7f3a was cut off at Perform action.'];

    expect(frame(wizard(appsScreen, { workspace: workspace({ warnings }) }))).toContain(`! ${warnings[0]}`);
  });
});

describe('overlays', () => {
  it('help names the keys of the screen below, and all warnings', () => {
    const warned = workspace({ warnings: ['Plain HTTP is allowed for SaaS app.'] });
    const state = wizard(appsScreen, { workspace: warned, overlay: { kind: 'help', scroll: 0 } });
    const text = frame(state, { columns: 80, rows: 60 });

    expect(text).toContain('Keys: Choose app');
    expect(text).toContain('Choose the highlighted app.');
    expect(text).toContain('Plain HTTP is allowed for SaaS app.');
  });

  it('an approval shows its question and starts on No', () => {
    const question = 'Disable Ada Lovelace (b1946ac9) in 127.0.0.1:5321?';
    const state = wizard(runScreen(running()), {
      overlay: { kind: 'approval', danger: 'disable', question, choice: 'no' },
    });

    expect(frame(state)).toContain(question);
    expect(frame(state)).toMatch(/❯ No, write nothing\n {2}Yes, go on/);
  });

  it('an approval to put members back says what No and Yes mean', () => {
    const question = 'The target removed 2 members from group g-1. Put them back? t-1, t-2';
    const state = wizard(runScreen(running()), {
      overlay: { kind: 'approval', danger: 'restore-member', question, choice: 'no' },
    });

    expect(frame(state)).toContain('Members are gone that nobody asked to remove');
    expect(frame(state)).toMatch(/❯ No, leave the group as it is\n {2}Yes, put them back/);
  });

  it('giving a run up is asked first', () => {
    expect(frame(wizard(runScreen(running()), { overlay: { kind: 'giveUp' } }))).toContain(
      'Give up this run?',
    );
  });
});

describe('any screen', () => {
  it('shows a notice above the footer', () => {
    const state = wizard(runScreen(created()), {
      notice: { tone: 'good', text: 'Run record saved to run.json' },
    });

    expect(rows(state).at(-2)).toBe('Run record saved to run.json');
  });

  it('says so when the terminal is too small, in words that fit', () => {
    expect(rows(wizard(appsScreen), { columns: 30, rows: 8 })).toEqual([
      'This terminal has 30 x 8',
      'characters. At least 40 x 12',
      'are needed.',
    ]);
  });

  it('follows a live resize', () => {
    const state = wizard(searchScreen({ hits: found([hit()]) }));
    const mounted = draw(state, { columns: 200, rows: 60 });
    const small = { columns: 40, rows: 12 };

    mounted.resize(
      small,
      <WizardApp wizard={state} size={small} theme={unicodeTheme} now={() => startOfRun} />,
    );

    expect(mounted.frame().split('\n')).toHaveLength(12);
    expect(mounted.frame()).toContain('Ada Lovelace');
  });

  it('ends a finished run with a warning in one line', () => {
    const record = recordOf([
      started(),
      finished('action', {
        status: 'Warning',
        reason: 'membersMissing',
        sentence: '1 member has no account yet.',
      }),
      ended('warned', { action: 'Create', reason: 'membersMissing' }),
    ]);

    expect(frame(wizard(runScreen(record, { chosen: chosenAda, app: app() })))).toContain(
      '! Warning  Created Ada Lovelace in 127.0.0.1:5321.',
    );
  });
});
