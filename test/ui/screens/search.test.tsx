import { describe, expect, it } from 'vitest';
import { ada, appOf, listing } from '../../support/records.ts';
import { draw, frame, row } from '../../support/terminal/draw.tsx';
import { field, found, hit, member, membersScreen, searchScreen, wizard } from '../../support/wizards.ts';

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
    [
      'it is read while somebody types',
      {
        directory: { state: 'reading', read: 412_345, searchable: 400_000, share: 0.41 },
        hits: found([hit()]),
      },
      '1 found; 400,000 of about 1,000,000 read',
    ],
    [
      'nobody is found yet',
      {
        directory: { state: 'reading', read: 1_200, searchable: 1_000, share: 0.5 },
        field: field('zzz'),
        hits: found([], 'zzz'),
      },
      'No user found for "zzz" so far.',
    ],
    ['there are more', { hits: { ...found([hit()]), total: 340 } }, '340 found, the best 1 listed'],
    [
      'the answer has to come first',
      { directory: { state: 'ready', finding: 'whole-index' }, field: field('zzz') },
      'Searching',
    ],
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
