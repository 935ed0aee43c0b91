import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Wizard } from '../../../src/session/state.ts';
import { WizardApp } from '../../../src/ui/app.tsx';
import { isTooSmall, type Size } from '../../../src/ui/layout/view.ts';
import { cells } from '../../../src/ui/text/cells.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { attribute } from '../../support/evidence.ts';
import {
  begun,
  created,
  ended,
  finished,
  groupRecord,
  listing,
  recordOf,
  running,
  started,
  startOfRun,
  stoppedAt,
} from '../../support/records.ts';
import { mount } from '../../support/terminal/mount.tsx';
import { asciiTheme, unicodeTheme } from '../../support/terminal/themes.ts';
import {
  appsScreen,
  appView,
  detailsOf,
  field,
  found,
  group,
  hit,
  member,
  membersScreen,
  reviewScreen,
  runScreen,
  searchScreen,
  wizard,
  workspace,
} from '../../support/wizards.ts';

const hostileNames = [
  'Ada Lovelace',
  '\x1b[2J\x1b[31mred\x07',
  'evil\u202egnp.exe\u2066',
  '山田太郎山田太郎山田太郎山田太郎山田太郎山田太郎山田太郎山田太郎山田太郎',
  '👩‍👩‍👧‍👦👨🏽‍🚀🇩🇪',
  'عبد الرحمن بن أبي بكر',
  'e\u0301\u0302\u0303\u0304 \u0301leading mark',
  'a\u200bb\ufeffc\r\nd\te',
  'x'.repeat(400),
  '\ud800lone',
  '',
];

/** Every screen with a name in every place a name can stand. */
function screensWith(name: string): readonly Wizard[] {
  const person = listing({
    displayName: name,
    id: `${name}-id`,
    note: name,
    fields: [{ field: 'mail', value: name }],
  });
  const people = Array.from({ length: 30 }, (_, index) =>
    hit({ listing: { ...person, id: `${index}` }, value: name, ranges: [] }),
  );
  const chosen = {
    subject: { kind: 'user', id: person.id },
    listing: person,
    members: [{ listing: person, inGroup: false }],
  } as const;
  const failed = stoppedAt('action', 'outcome.unknown', { ending: 'outcomeUnknown', sentence: name });
  const act = {
    attributes: [attribute({ target: name, expression: name, original: name, wanted: name, because: name })],
    members: [],
    notes: [name],
  };
  const wrote = recordOf([
    started(),
    begun('action'),
    {
      type: 'exchange.recorded',
      step: 'action',
      exchange: { request: name, requestBody: `{"a":"${name}"}`, answer: name, answerBody: name },
    },
    finished('action', { sentence: name, evidence: { act } }),
    ended('succeeded', { action: 'Create', sourceIdentity: { displayName: name } }),
  ]);
  const named = workspace({
    name,
    apps: [appView(), appView({ app: { ...appView().app, id: 'x', displayName: name }, problem: name })],
    warnings: [name],
  });
  const notice = { tone: 'warn', text: name } as const;
  return [
    wizard({ ...appsScreen, cursor: 1, filter: field() }, { workspace: named }),
    wizard({ ...appsScreen, filter: field(name) }, { workspace: named, notice }),
    wizard(searchScreen({ field: field(name), hits: found(people), cursor: 20 }), { workspace: named }),
    wizard(searchScreen({ hits: { ...found([]), hidden: people.slice(0, 3) } }), { notice }),
    wizard(searchScreen({ directory: { state: 'failed', failure: { code: 'timeout', message: name } } })),
    wizard(
      membersScreen({
        group: { ...group, displayName: name },
        members: { state: 'ready', list: [member(name, { selectable: false }), member(name)] },
        chosen: [person, person],
      }),
    ),
    wizard(reviewScreen({ chosen }), { workspace: named }),
    wizard(runScreen(), { notice }),
    wizard(runScreen(running(), { chosen })),
    wizard(runScreen(failed, { chosen }), { notice }),
    wizard(runScreen(created(), { cursor: 8 })),
    detailsOf(wrote, { scroll: 3 }),
    detailsOf(wrote, { tab: 1, scroll: 900 }),
    detailsOf(
      groupRecord([{ id: name, displayName: name, inSourceGroup: true, fate: 'failed', because: name }]),
      { tab: 1 },
    ),
    wizard(appsScreen, { overlay: { kind: 'help', scroll: 4 } }),
    wizard(runScreen(running(), { chosen }), {
      overlay: { kind: 'approval', danger: 'disable', question: name, choice: 'yes' },
    }),
    wizard(runScreen(running()), { overlay: { kind: 'giveUp' } }),
  ];
}

const screenCount = screensWith('').length;

function drawn(state: Wizard, size: Size, theme: Theme): string {
  const mounted = mount(
    <WizardApp wizard={state} size={size} theme={theme} now={() => startOfRun + 4000} />,
    size,
  );
  const frame = mounted.frame();
  mounted.unmount();
  return frame;
}

function isFitting(frame: string, size: Size): boolean {
  const rows = frame.split('\n');
  return rows.length <= size.rows && rows.every((row) => cells(row) <= size.columns);
}

const sizes = fc.record({
  columns: fc.integer({ min: 20, max: 220 }),
  rows: fc.integer({ min: 8, max: 70 }),
});

describe('every screen, whatever the names and the size,', () => {
  it('is never wider or higher than the terminal, and never sends a control or bidi character', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...hostileNames), fc.nat(screenCount - 1), (size, name, index) => {
        const state = screensWith(name)[index] ?? wizard(appsScreen);
        const frame = drawn(state, size, unicodeTheme);

        expect(isFitting(frame, size)).toBe(true);
        expect(frame).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
        if (!isTooSmall(size)) expect(frame.split('\n')).toHaveLength(size.rows);
      }),
      { numRuns: 150 },
    );
  });

  it('is within 0x20-0x7E where only ASCII can be shown', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...hostileNames), fc.nat(screenCount - 1), (size, name, index) => {
        const frame = drawn(screensWith(name)[index] ?? wizard(appsScreen), size, asciiTheme);

        expect(frame).toMatch(/^[\x20-\x7e\n]*$/);
        expect(isFitting(frame, size)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it.each(screensWith('Ada Lovelace').map((state, index) => [index, state] as const))(
    'shows its footer on the smallest terminal (%i)',
    (_index, state) => {
      const frame = drawn(state, { columns: 40, rows: 12 }, unicodeTheme);

      expect(frame.split('\n').at(-1)).toMatch(/^(Enter|Esc|Tab|PgDn|y) \S/);
    },
  );
});
