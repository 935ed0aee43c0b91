import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../src/session/actions.ts';
import type { Screen, Wizard } from '../../../../src/session/state.ts';
import type { Binding } from '../../../../src/ui/keys/bindings/binding.ts';
import { bindings, type TableName } from '../../../../src/ui/keys/bindings/bindings.ts';
import { footerHints, keyHelp, keysAsMarkdown } from '../../../../src/ui/keys/reference.ts';
import { resolve } from '../../../../src/ui/keys/resolve.ts';
import type { Stroke } from '../../../../src/ui/keys/strokes/stroke.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../../src/ui/theme/glyphs.ts';
import { appOf, created, running } from '../../../support/records.ts';
import {
  appsScreen,
  detailsScreen,
  field,
  membersScreen,
  reviewScreen,
  runScreen,
  searchScreen,
  wizard,
} from '../../../support/wizards.ts';

const page = { height: 10, last: 25 };
const key = (name: string): Stroke => ({ key: name });
const typed = (text: string): Stroke => ({ text, pasted: false });
const pasted = (text: string): Stroke => ({ text, pasted: true });
const press = (state: Wizard, stroke: Stroke): Action | undefined => resolve({ wizard: state, page }, stroke);
const on = (screen: Screen): Wizard => wizard(screen, { beneath: [appsScreen] });

const typing: readonly [string, (text: string) => Screen][] = [
  ['choose app', (text) => ({ ...appsScreen, filter: field(text) })],
  ['search', (text) => searchScreen({ field: field(text) })],
  ['members', (text) => membersScreen({ field: field(text) })],
];

describe.each(typing)('on %s, where everything printable goes to the field,', (_name, screen) => {
  it.each(['a', '1', 'q', '/', 'é', '山'])('%j is typed', (text) => {
    expect(press(on(screen('')), typed(text))).toEqual({ type: 'text.typed', text });
  });

  it('? opens help as long as nothing is typed, and is typed afterwards', () => {
    expect(press(on(screen('')), typed('?'))).toEqual({ type: 'help.toggled' });
    expect(press(on(screen('a')), typed('?'))).toEqual({ type: 'text.typed', text: '?' });
  });

  it.each(['f1', 'ctrl+g'])('%s always opens help', (name) => {
    expect(press(on(screen('a')), key(name))).toEqual({ type: 'help.toggled' });
  });

  it('a pasted ? is text', () => {
    expect(press(on(screen('')), pasted('?'))).toEqual({ type: 'text.typed', text: '?' });
  });

  it.each<[string, Action]>([
    ['up', { type: 'cursor.moved', by: -1 }],
    ['down', { type: 'cursor.moved', by: 1 }],
    ['pageup', { type: 'cursor.moved', by: -9 }],
    ['pagedown', { type: 'cursor.moved', by: 9 }],
    ['home', { type: 'cursor.jumped', to: 'first' }],
    ['end', { type: 'cursor.jumped', to: 'last' }],
    ['backspace', { type: 'text.edited', edit: 'deleteBackward' }],
    ['delete', { type: 'text.edited', edit: 'deleteForward' }],
    ['ctrl+w', { type: 'text.edited', edit: 'deleteWordBackward' }],
    ['ctrl+u', { type: 'text.edited', edit: 'deleteToStart' }],
    ['ctrl+k', { type: 'text.edited', edit: 'deleteToEnd' }],
    ['ctrl+a', { type: 'text.edited', edit: 'start' }],
    ['ctrl+e', { type: 'text.edited', edit: 'end' }],
    ['ctrl+left', { type: 'text.edited', edit: 'wordLeft' }],
    ['ctrl+c', { type: 'leave.asked' }],
  ])('%s is %j', (name, action) => {
    expect(press(on(screen('ada')), key(name))).toEqual(action);
  });
});

describe('the search', () => {
  it('switches tabs where the app provisions groups, and only there', () => {
    expect(press(on(searchScreen()), key('tab'))).toEqual({ type: 'tab.switched' });
    expect(press(on(searchScreen({ app: appOf('workday-to-ad') })), key('tab'))).toBeUndefined();
  });
});

describe('the member picker', () => {
  it('selects with Enter, and with Space as long as nothing is typed', () => {
    expect(press(on(membersScreen()), key('enter'))).toEqual({ type: 'member.toggled' });
    expect(press(on(membersScreen()), typed(' '))).toEqual({ type: 'member.toggled' });
    expect(press(on(membersScreen({ field: field('ada') })), typed(' '))).toEqual({
      type: 'text.typed',
      text: ' ',
    });
  });

  it('continues with Ctrl+N, which the footer shows', () => {
    expect(press(on(membersScreen()), key('ctrl+n'))).toEqual({ type: 'row.accepted' });
    expect(footerHints({ wizard: on(membersScreen()), page }, unicodeGlyphs)).toContainEqual({
      keys: 'Ctrl+N',
      label: 'continue',
    });
  });
});

describe('the run', () => {
  it('offers Retry and Save only once it has ended', () => {
    for (const letter of ['r', 's']) expect(press(on(runScreen(running())), typed(letter))).toBeUndefined();
    expect(press(on(runScreen(created())), typed('r'))).toEqual({ type: 'run.retried' });
    expect(press(on(runScreen(created())), typed('S'))).toEqual({ type: 'record.saveAsked' });
  });

  it('takes no shortcut from a paste', () => {
    expect(press(on(runScreen(created())), pasted('r'))).toBeUndefined();
  });

  it('says in the footer what Enter does on a card and on a choice', () => {
    const labels = (cursor: number) =>
      footerHints({ wizard: on({ ...runScreen(created()), cursor }), page }, unicodeGlyphs).map(
        ({ label }) => label,
      );

    expect(labels(0)).toContain('view details');
    expect(labels(4)).toContain('confirm');
  });
});

describe('pages that scroll', () => {
  it.each<[string, Action]>([
    ['down', { type: 'page.scrolled', by: 1, last: 25 }],
    ['pagedown', { type: 'page.scrolled', by: 9, last: 25 }],
    ['home', { type: 'page.scrolled', by: -25, last: 25 }],
    ['end', { type: 'page.scrolled', by: 25, last: 25 }],
    ['tab', { type: 'tab.switched' }],
    ['escape', { type: 'went.back' }],
  ])('%s on details is %j', (name, action) => {
    expect(press(on(detailsScreen), key(name))).toEqual(action);
  });

  it('do not offer scrolling when all of it is visible', () => {
    expect(
      resolve({ wizard: on(detailsScreen), page: { height: 10, last: 0 } }, key('pagedown')),
    ).toBeUndefined();
  });
});

describe('an overlay', () => {
  it('hides the keys of the screen below', () => {
    const help = wizard(runScreen(created()), { overlay: { kind: 'help', scroll: 0 } });

    expect(press(help, typed('r'))).toBeUndefined();
    expect(press(help, key('escape'))).toEqual({ type: 'help.toggled' });
  });

  it('gives a run up only by y', () => {
    const asked = wizard(runScreen(running()), { overlay: { kind: 'giveUp' } });

    expect(press(asked, typed('y'))).toEqual({ type: 'row.accepted' });
    for (const name of ['enter', 'escape']) expect(press(asked, key(name))).toEqual({ type: 'went.back' });
  });

  it('answers an approval with Esc as No', () => {
    const asked = wizard(runScreen(running()), {
      overlay: { kind: 'approval', danger: 'disable', question: 'Disable?', choice: 'no' },
    });

    expect(press(asked, key('escape'))).toEqual({ type: 'went.back' });
    expect(press(asked, key('down'))).toEqual({ type: 'cursor.moved', by: 1 });
    expect(press(asked, key('enter'))).toEqual({ type: 'row.accepted' });
  });
});

describe('the table of keys', () => {
  const tables = Object.entries(bindings) as unknown as readonly [TableName, readonly Binding[]][];

  it.each(tables)('of %s lets one leave, and explains every key', (_name, table) => {
    expect(table.some(({ keys }) => keys.includes('ctrl+c'))).toBe(true);
    for (const { help, keys } of table) {
      expect(help).toMatch(/^[A-Z].*\.$/);
      expect(keys.length).toBeGreaterThan(0);
    }
  });

  it.each(tables)('of %s gives no key two meanings at once', (_name, table) => {
    const always = table.filter(({ applies }) => applies === undefined).flatMap(({ keys }) => keys);

    expect(always).toEqual([...new Set(always)]);
  });

  it('has an ASCII name for every key', () => {
    for (const [name] of tables) {
      for (const { keys } of keyHelp(name, asciiGlyphs)) expect(keys.join('')).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('is the section of its document', () => {
    const section = keysAsMarkdown();

    expect(section).toContain('### Choose app');
    expect(section).toContain(
      '| `Ctrl+N` | Continue to the review with the selected members, or with none. |',
    );
  });

  it('shows the reason for a key in words, most important first', () => {
    expect(
      footerHints({ wizard: on(reviewScreen()), page }, unicodeGlyphs).map(
        ({ keys, label }) => `${keys} ${label}`,
      ),
    ).toEqual(['Enter confirm', 'p preview', 'PgDn read on', 'Esc back', '? help', 'Ctrl+C leave']);
  });
});
