import { afterEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../src/engine/record.ts';
import type { Wizard } from '../../../src/session/state.ts';
import { App } from '../../../src/ui/app.tsx';
import type { Size } from '../../../src/ui/layout/view.ts';
import { type Mounted, mount } from '../../support/mount.tsx';
import {
  ada,
  app,
  appOf,
  begun,
  created,
  ended,
  finished,
  listing,
  recordOf,
  running,
  started,
  startOfRun,
  stoppedAt,
} from '../../support/records.ts';
import { unicodeTheme } from '../../support/themes.ts';
import {
  appsScreen,
  chosenAda,
  detailsOf,
  field,
  found,
  hit,
  member,
  membersScreen,
  reviewScreen,
  runScreen,
  searchScreen,
  wizard,
  workspace,
} from '../../support/wizards.ts';

const open: Mounted[] = [];
afterEach(() => {
  for (const mounted of open.splice(0)) mounted.unmount();
});

function draw(state: Wizard, size: Size = { columns: 80, rows: 24 }, now = startOfRun): Mounted {
  const mounted = mount(<App wizard={state} size={size} theme={unicodeTheme} now={() => now} />, size);
  open.push(mounted);
  return mounted;
}

const frame = (state: Wizard, size?: Size, now?: number) => draw(state, size, now).frame();
const rows = (state: Wizard, size?: Size) => frame(state, size).split('\n');
const row = (state: Wizard, part: string, size?: Size) =>
  rows(state, size).find((one) => one.includes(part)) ?? '';

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
      '❯ SaaS app           Microsoft Entra ID → customappsso  app provisioning',
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

describe('the search', () => {
  it('brings out what matched, and names the field when it is not a visible one', () => {
    const state = wizard(
      searchScreen({
        hits: found([hit(), hit({ field: 'mail', value: 'ada.lovelace@example.com', ranges: [[0, 3]] })]),
      }),
    );

    expect(draw(state).painted()).toMatch(/\x1b\[1mAda\x1b\[22m\S* Lovelace/);
    expect(row(state, 'mail:')).toContain('mail: ada.lovelace@example.com');
  });

  it.each<[string, Parameters<typeof searchScreen>[0], string]>([
    ['nothing typed', {}, 'Type to search.'],
    ['the source is being read', { directory: { state: 'loading' } }, 'Reading the source'],
    ['nobody is found', { field: field('zzz'), hits: found([], 'zzz') }, 'No user found for "zzz".'],
    [
      'the source cannot be reached',
      {
        directory: {
          state: 'failed',
          failure: { code: 'connection.refused', message: 'Nothing answers at 10.0.0.1.' },
        },
      },
      'Nothing answers at 10.0.0.1.',
    ],
    [
      'an exact id is not offered',
      {
        hits: {
          ...found([], ada.id),
          hidden: [hit({ listing: { ...ada, hiddenBecause: 'disabled in the source' } })],
        },
      },
      'Ada Lovelace is not offered: disabled in the source',
    ],
    [
      'only exact ids work',
      { app: appOf('workday-to-ad'), directory: { state: 'ready', finding: 'exact-id-only' } },
      'Exactly the WorkerID or WID.',
    ],
    [
      'the whole index works',
      { app: appOf('successfactors-to-ad') },
      'Any part of a name or mail, or exactly the personIdExternal.',
    ],
    ['there are more', { hits: { ...found([hit()]), total: 340 } }, '340 found, the best 1 are listed'],
  ])('has its own words when %s', (_when, change, words) => {
    expect(frame(wizard(searchScreen(change)))).toContain(words);
  });

  it('has tabs where the app provisions groups, and only there', () => {
    expect(frame(wizard(searchScreen()))).toContain('[Users]  Groups');
    expect(frame(wizard(searchScreen({ app: appOf('workday-to-ad') })))).not.toContain('Groups');
  });

  it('keeps old hits until new ones come, and says that it searches only when it lasts', async () => {
    const mounted = draw(wizard(searchScreen({ field: field('adal'), pending: 7, hits: found([hit()]) })));

    expect(mounted.frame()).toContain('Ada Lovelace');
    expect(mounted.frame()).not.toContain('Searching');
    await mounted.waitFor('Searching');
  });

  it('shows the id of the highlighted hit, which tells two people of one name apart', () => {
    expect(frame(wizard(searchScreen({ hits: found([hit()]) })))).toContain(`id ${ada.id}`);
  });
});

describe('the member picker', () => {
  it('counts what is selected and names it', () => {
    const state = wizard(membersScreen({ chosen: [listing({ displayName: 'Ada Lovelace' })] }));

    expect(frame(state)).toContain('1 of 5 selected: Ada Lovelace');
    expect(row(state, '[✓]')).toContain('Ada Lovelace');
    expect(row(state, 'Grace')).toContain('[ ] Grace Hopper');
  });

  it('preselects nobody, and says what that means', () => {
    expect(frame(wizard(membersScreen()))).toContain(
      '0 of 5 selected  None: only the group itself is provisioned.',
    );
  });

  it('explains a nested group', () => {
    const state = wizard(
      membersScreen({ members: { state: 'ready', list: [member('Sales DE', { selectable: false })] } }),
    );

    expect(frame(state)).toContain('nested groups are not provisioned on demand');
  });

  it('explains an empty group', () => {
    expect(frame(wizard(membersScreen({ members: { state: 'ready', list: [] } })))).toContain(
      'This group has no direct members.',
    );
  });

  it('shows a window of a large group, with the cursor in it', () => {
    const list = Array.from({ length: 300 }, (_, index) => member(`Person ${index}`));
    const state = wizard(membersScreen({ members: { state: 'ready', list }, cursor: 250 }));

    expect(row(state, 'Person 250')).toMatch(/^❯/);
    expect(frame(state)).toContain('300 in all');
  });

  it('marks who is a member when all users are shown', () => {
    const both = [
      hit({ listing: listing({ displayName: 'Ada Lovelace' }) }),
      hit({ listing: listing({ displayName: 'Bob' }) }),
    ];
    const state = wizard(membersScreen({ view: 'all', hits: found(both) }));

    expect(row(state, '[ ] Ada Lovelace')).toContain('MEMBER');
    expect(row(state, '[ ] Bob')).not.toContain('MEMBER');
  });
});

describe('the review', () => {
  it('offers Provision first, then Preview', () => {
    const all = rows(wizard(reviewScreen()));

    expect(all.slice(-4, -1)).toEqual(['❯ Provision', '  Preview: nothing is written', '  Back']);
  });

  it('says what does not apply to AD cloud sync', () => {
    const text = frame(wizard(reviewScreen({ app: appOf('ad-to-entra') })), { columns: 120, rows: 40 });

    expect(text).toContain('Scoping filters are not applied on demand from AD.');
    expect(text).not.toContain('Nothing is provisioned that the regular cycle would not provision.');
  });

  it('warns of chosen users who are not in the group', () => {
    const chosen = {
      subject: { kind: 'group', id: 'group-1', members: ['u1'] },
      listing: listing({ kind: 'group', displayName: 'Sales' }),
      members: [{ listing: listing({ displayName: 'Bob' }), inGroup: false }],
    } as const;
    const text = frame(wizard(reviewScreen({ chosen })), { columns: 120, rows: 40 });

    expect(text).toContain('Not a member  Bob');
    expect(text).toContain('Members that are not chosen are left alone.');
  });

  it('scrolls as far as its end', () => {
    expect(frame(wizard(reviewScreen({ scroll: 999 })), { columns: 40, rows: 12 })).toMatch(
      /↑ {2}\d+-(\d+) of \1/,
    );
  });
});

describe('the run', () => {
  const done = (record: RunRecord) => frame(wizard(runScreen(record)));

  it('shows the four cards in the words of the documentation', () => {
    const text = frame(wizard(runScreen(running())), undefined, startOfRun + 5000);

    for (const title of [
      'Import user',
      'Determine if user is in scope',
      'Match user between source and target system',
      'Perform action',
    ]) {
      expect(text).toContain(title);
    }
    expect(text).not.toContain('Test connection');
    expect(text).toMatch(/Running {2}Perform action {2}2.0 s/);
  });

  it('changes the noun for groups', () => {
    const record = recordOf([started({ subject: { kind: 'group', id: 'g', members: [] } }), begun('import')]);

    expect(frame(wizard(runScreen(record)))).toContain('Import group');
  });

  it('shows Test connection as the first card when it failed', () => {
    const record = stoppedAt('test', 'connection.refused', {
      ending: 'unreachable',
      sentence: "Can't reach 127.0.0.1:5321.",
    });
    const text = done(record);

    expect(text.indexOf('Test connection')).toBeLessThan(text.indexOf('Import user'));
    expect(text).toContain('Not run  Import user');
    expect(text).toContain('Tip: Nothing answers at the target address.');
  });

  it.each<[string, RunRecord, string]>([
    ['a creation', created(), '✓ Success  Created Ada Lovelace in 127.0.0.1:5321.'],
    [
      'a preview',
      created('preview'),
      '✓ Success  Preview: Create Ada Lovelace in 127.0.0.1:5321. Nothing was written.',
    ],
    [
      'a skip',
      stoppedAt('scope', 'NotEffectivelyEntitled', {
        ending: 'skipped',
        sentence: 'Ada Lovelace is not assigned.',
      }),
      '– Skipped (NotEffectivelyEntitled)  Ada Lovelace is not assigned.',
    ],
    [
      'a failure',
      stoppedAt('action', 'object.duplicate', {
        ending: 'failed',
        sentence: 'The target has this userName already.',
      }),
      '✗ Failure  The target has this userName already.',
    ],
    [
      'a lost answer',
      stoppedAt('action', 'outcome.unknown', {
        ending: 'outcomeUnknown',
        sentence: 'The answer never came.',
      }),
      '! Outcome unknown  The answer never came.',
    ],
  ])('ends %s with one line', (_what, record, line) => {
    expect(done(record)).toContain(line);
  });

  it('then offers Retry first, and Provision another object', () => {
    const text = done(created());

    expect(text).toContain('❯ Retry');
    expect(text).toContain('  Provision another object');
    expect(text).toContain('  Save run record');
  });

  it('offers to provision for real after a preview', () => {
    const screen = runScreen(created('preview'), { mode: 'preview' });

    expect(frame(wizard(screen))).toMatch(/❯ Provision\n {2}Retry/);
  });

  it('shows a wait between tries', () => {
    const record = recordOf([
      started(),
      begun('import'),
      {
        type: 'retry.scheduled',
        step: 'import',
        retry: { attempt: 2, waitMs: 3000, reason: 'the source asks to slow down' },
      },
    ]);

    expect(frame(wizard(runScreen(record)))).toContain('Try 2 in 3.0 s: the source asks to slow down');
  });

  it.each([...created().evidence.cards.keys(), 4, 5, 6, 7, 8])(
    'shows the row under the cursor at 40x12, also row %i',
    (cursor) => {
      expect(frame(wizard(runScreen(created(), { cursor })), { columns: 40, rows: 12 })).toMatch(/^❯/m);
    },
  );

  it('shows the tip whole on the smallest terminal', () => {
    const record = stoppedAt('test', 'connection.refused', { ending: 'unreachable', sentence: 'No.' });

    expect(frame(wizard(runScreen(record)), { columns: 40, rows: 12 })).toContain(
      'that the system is running, then\n  retry.',
    );
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
    const state = wizard(runScreen(running()), { overlay: { kind: 'approval', question, choice: 'no' } });

    expect(frame(state)).toContain(question);
    expect(frame(state)).toMatch(/❯ No, write nothing\n {2}Yes, go on/);
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
      notice: { tone: 'good', text: 'Run record saved to /home/ada/run.json' },
    });

    expect(rows(state).at(-2)).toBe('Run record saved to /home/ada/run.json');
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

    mounted.resize(small, <App wizard={state} size={small} theme={unicodeTheme} now={() => startOfRun} />);

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
      '! Warning  Created Ada Lovelace in 127.0.0.1:5321. 1 member has no account',
    );
  });
});
