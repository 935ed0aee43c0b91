import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MappingsScreen, Wizard, WorkbenchScreen } from '../../src/session/state.ts';
import { WizardApp } from '../../src/ui/app.tsx';
import { footerHints } from '../../src/ui/keys/reference.ts';
import { resolve } from '../../src/ui/keys/resolve.ts';
import type { Stroke } from '../../src/ui/keys/strokes/stroke.ts';
import { cells } from '../../src/ui/text/cells.ts';
import { startOfRun } from '../support/records.ts';
import { failure } from '../support/systems/memory-trouble.ts';
import { draw, frame, row } from '../support/terminal/draw.tsx';
import { at, drawn, small, terminated } from '../support/terminal/drawn-workbench.tsx';
import { asciiTheme, unicodeTheme } from '../support/terminal/themes.ts';
import { appsScreen, field, searchScreen, wizard } from '../support/wizards.ts';
import { language, person, roberta, trialOf, values, workbenchWith } from '../support/workbench.ts';

describe('the list of mappings', () => {
  const screen: MappingsScreen = { at: 'mappings', field: field(), cursor: 0, isOpening: false };
  const over = (change: Partial<MappingsScreen>, bench: Partial<WorkbenchScreen> = {}) =>
    wizard({ ...screen, ...change }, { beneath: [appsScreen, workbenchWith('', bench)] });

  it('names target attributes with their expressions', () => {
    expect(frame(over({}))).toContain('❯ employeeID  [WorkerID]');
    expect(frame(over({ field: field('zzzz') }))).toContain('No target attribute is called "zzzz".');
  });

  it('says while the schema is read, and when it cannot be', () => {
    expect(frame(over({}, { language: { state: 'loading', turn: 1 } }))).toContain('Reading the schema');
    const failed = failure('configuration.invalid', { message: 'No such file.' });
    expect(frame(over({}, { language: { state: 'failed', failure: failed } }))).toContain('No such file.');
  });
});

describe('the keys', () => {
  const page = { height: 10, last: 20, caretAway: (rows: number) => 5 + rows };
  const press = (state: Wizard, stroke: Stroke) => resolve({ wizard: state, page }, stroke);
  const key = (name: string): Stroke => ({ key: name });

  it('open the workbench from choose-app and from the details of Perform action only', () => {
    expect(press(wizard(appsScreen), key('ctrl+x'))).toEqual({ type: 'workbench.opened' });
    const details = (step: 'action' | 'import') => wizard({ at: 'details', step, scroll: 0, tab: 0 });
    expect(press(details('action'), { text: 'e', pasted: false })).toEqual({ type: 'workbench.opened' });
    expect(press(details('import'), { text: 'e', pasted: false })).toBeUndefined();
  });

  it('do without a person only where a person is asked for', () => {
    expect(press(wizard(searchScreen({ forWorkbench: 'opening' })), key('ctrl+n'))).toEqual({
      type: 'person.skipped',
    });
    expect(press(wizard(searchScreen()), key('ctrl+n'))).toBeUndefined();
  });

  it('belong to the list of names while there is one', () => {
    const [listed, written] = [at('Jo', { list: 'typed' }), at('Jo')];

    expect(press(listed, key('tab'))).toEqual({ type: 'row.accepted' });
    expect(press(written, key('tab'))).toEqual({ type: 'names.asked' });
    expect(press(listed, key('down'))).toEqual({ type: 'cursor.moved', by: 1 });
    expect(press(written, key('down'))).toEqual({ type: 'caret.placed', at: 6 });
  });

  it('type what is typed, a question mark too once there is a text', () => {
    expect(press(at('"'), { text: '?', pasted: false })).toEqual({ type: 'text.typed', text: '?' });
    expect(press(at('"'), { text: '[a]  [b]', pasted: true })).toEqual({
      type: 'text.typed',
      text: '[a]  [b]',
    });
  });

  it('are in the footer, most important first', () => {
    const labels = (state: Wizard) =>
      footerHints({ wizard: state, page }, unicodeTheme.glyphs).map(({ label }) => label);

    expect(labels(at('"a"'))).toEqual([
      'names',
      'read on',
      'person',
      'load',
      'back',
      'copy',
      'help',
      'leave',
    ]);
    expect(labels(at('Jo', { list: 'typed' })).slice(0, 2)).toEqual(['take', 'close list']);
  });
});

const hostile = [
  '\x1b[2J\x07',
  'a\u202eb\u2066',
  '山田太郎'.repeat(30),
  '👩‍👩‍👧‍👦',
  'x'.repeat(300),
  '\ud800',
  '\r\n\t',
  'e\u0301',
];

describe('whatever is typed and read,', () => {
  const sizes = fc.record({
    columns: fc.integer({ min: 40, max: 200 }),
    rows: fc.integer({ min: 12, max: 60 }),
  });
  const pieces = fc.constantFrom(
    ...hostile,
    '[FirstName]',
    '[Evil]',
    'Join("-", ',
    ')',
    '"',
    ' & ',
    'Swi',
    '[Fi',
  );
  const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));

  function stateOf(text: string, name: string, list: WorkbenchScreen['list'], at: number): Wizard {
    const attributes = new Map([
      ['Evil', name],
      ['FirstName', name],
    ]);
    const read = values({ attributes, notes: [name] });
    const graphemes = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length;
    const known = { ...language, attributes: [{ name, isImported: true }, ...language.attributes] };
    const bench = workbenchWith(text, {
      field: { text, cursor: at % (graphemes + 1) },
      language: { state: 'ready', known },
      person: person({ listing: { ...roberta, displayName: name }, values: { state: 'ready', read } }),
      ...(text.trim() === '' ? {} : { trial: trialOf(text, { values: read, language: known }) }),
      list,
    });
    return wizard(bench, { beneath: [appsScreen] });
  }

  const lists = fc.constantFrom<WorkbenchScreen['list']>('typed', 'asked', 'away');

  it.each([
    ['Unicode', unicodeTheme],
    ['ASCII', asciiTheme],
    ['no emphasis', { ...asciiTheme, emphasis: false }],
  ] as const)('a frame fits its terminal and is harmless (%s)', (_name, theme) => {
    fc.assert(
      fc.property(
        sizes,
        texts,
        fc.constantFrom(...hostile),
        lists,
        fc.nat(),
        (size, text, name, list, cursor) => {
          const shown = drawn(stateOf(text, name, list, cursor), size, theme);
          const rows = shown.split('\n');

          expect(rows).toHaveLength(size.rows);
          expect(rows.every((one) => cells(one) <= size.columns)).toBe(true);
          expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
          if (theme.alphabet === 'ascii') expect(shown).toMatch(/^[\x20-\x7e\n]*$/);
          expect(rows.at(-1)).toMatch(/^(Tab|PgDn) \S/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the frame follows the size of the terminal', () => {
    const state = at(terminated);
    const mounted = draw(state, { columns: 120, rows: 40 });

    mounted.resize(
      small,
      <WizardApp wizard={state} size={small} theme={unicodeTheme} now={() => startOfRun} />,
    );

    expect(mounted.frame().split('\n')).toHaveLength(12);
    expect(row(state, 'Value  ', small)).toContain('"True"');
  });
});
