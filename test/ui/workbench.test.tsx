import { describe, expect, it } from 'vitest';
import type { WorkbenchScreen } from '../../src/session/state.ts';
import { resolve } from '../../src/ui/keys/resolve.ts';
import { pageMetrics } from '../../src/ui/layout/metrics.ts';
import { startOfRun } from '../support/records.ts';
import { failure } from '../support/systems/memory-trouble.ts';
import { draw, frame } from '../support/terminal/draw.tsx';
import { at, drawn, small, terminated } from '../support/terminal/drawn-workbench.tsx';
import { asciiTheme, unicodeTheme } from '../support/terminal/themes.ts';
import { person, roberta, trialOf, values } from '../support/workbench.ts';

describe('the workbench', () => {
  it('shows person, expression, result and the value of every part', () => {
    expect(`\n${frame(at(terminated), { columns: 80, rows: 20 })}\n`).toMatchInlineSnapshot(`
      "
      Provision on demand  sample data  Fabrikam
      Workbench  App workday-to-ad
      ────────────────────────────────────────────────────────────────────────────────
      With Roberta Diaz  21481
      Expression  a trial: no file is changed
      Switch([Active], , "0", "True", "1", "False")
      ✓ Value  "True"

      Value of every part
      Switch([Active], , "0", "True", "1", "False") = "True"
        [Active] = "0"
        "0" = "0"
        "True" = "True"
        "1" = not evaluated
        "False" = not evaluated




      Tab names   Ctrl+P person   Ctrl+O load   Esc back   Ctrl+Y copy   Ctrl+G help
      "
    `);
  });

  it('does so on the smallest terminal, within ASCII', () => {
    expect(`\n${drawn(at(terminated), small, asciiTheme)}\n`).toMatchInlineSnapshot(`
      "
      Provision  sample data  Fabrikam
      Workbench  App workday-to-ad
      With Roberta Diaz  21481
      Expression  a trial: no file is changed
      Switch([Active], , "0", "True", "1",
      "False")
      + Value  "True"
      Value of every part
      Switch([Active], , "0... = "True"
        [Active] = "0"
       v 1-4 of 8
      Tab names   PgDn read on   Ctrl+G help
      "
    `);
  });

  it.each([
    ['[Active]', 'Value  "0"'],
    ['Append("", "")', 'Empty text  ""'],
    ['[Emails]', 'List of 2 values  "a@example.com", "b@example.com"'],
    ['ToUpper(Mid([Gone], 1, 3))', 'Null  No value. [Gone] has no value.'],
    ['Switch([Active], , "7", "x")', 'Null  No value. Switch(...) gives none.'],
    ['IIF([Active]="0", IgnoreAttributeFlow, "x")', 'Drops the attribute  IgnoreAttributeFlow'],
    ['IIF([Active]="0", IgnoreObjectFlow, "x")', 'Drops the object  IgnoreObjectFlow'],
    ['SelectUniqueValue([FirstName], [Gone])', 'Unique value  A real run asks the target'],
    ['Error("no mail")', 'Error'],
    ['[Pin]', 'Value  [Redact]'],
  ])('has its own words for what %s gives', (text, words) => {
    expect(frame(at(text))).toContain(words);
  });

  it('names the candidates of a unique value with their rules', () => {
    const text = frame(at('SelectUniqueValue(ToUpper([FirstName]), [Gone])'));

    expect(text).toContain('ToUpper([FirstName]) = "ROBERTA"');
    expect(text).toContain('[Gone] = no value, passed over');
  });

  it.each<[string, Partial<WorkbenchScreen>, string]>([
    ['nobody is chosen', { person: undefined as never }, 'Nobody is chosen: attributes have no value.'],
    [
      'the person is being read',
      { person: { listing: roberta, values: { state: 'loading', turn: 2 } } },
      'Reading Roberta Diaz',
    ],
    [
      'the person cannot be read',
      {
        person: {
          listing: roberta,
          values: {
            state: 'failed',
            failure: failure('connection.refused', { message: 'Nothing answers.' }),
          },
        },
      },
      'Nothing answers.',
    ],
    [
      'the schema cannot be read',
      {
        language: {
          state: 'failed',
          failure: failure('configuration.invalid', { message: 'No such file.' }),
        },
      },
      'No such file.',
    ],
    [
      'the source has changed since the run',
      { person: person({ atRun: [{ name: 'Active', value: '1' }] }) },
      'Changed in the source since the run: Active.',
    ],
    [
      'the source says something about the person',
      { person: person({ values: { state: 'ready', read: values({ notes: ['future hire'] }) } }) },
      'future hire',
    ],
  ])('says when %s', (_when, change, words) => {
    expect(frame(at('"x"', change))).toContain(words);
  });

  it('says what to type while nothing is', () => {
    expect(frame(at(''))).toContain('Type an expression');
  });
});

describe('a fault', () => {
  it('is underlined where it is, with what was expected and what may be meant', () => {
    const state = at('Swich([Active])');

    expect(draw(state).painted()).toMatch(/\x1b\[[\d;]*4m[^\x1b]*Swich/);
    expect(frame(state)).toContain('Error at character 1  There is no function Swich. Did you mean Switch?');
  });

  it('is not marked on a text that was changed there since', () => {
    const state = at('Swizch([Active])', { trial: trialOf('Swich([Active])') });

    expect(draw(state).painted()).not.toMatch(/\x1b\[[\d;]*4m/);
  });

  it('stays marked while the text behind it changes', () => {
    const state = at('Swich([Active], "x")', { trial: trialOf('Swich([Active])') });

    expect(draw(state).painted()).toMatch(/\x1b\[[\d;]*4m[^\x1b]*Swich/);
  });

  it('at an attribute that the schema does not know is a warning', () => {
    expect(frame(at('[FirstNme]'))).toContain('Did you mean [FirstName]?');
  });

  it('says what the parser would have taken', () => {
    const text = frame(at('Foo'));

    expect(text).toContain('Expected: "Foo" or [Foo] or Foo(.');
    expect(text).toContain('Did you mean');
  });
});

describe('help at the cursor', () => {
  it('has signature, current argument and what the function does', () => {
    const state = at('Mid([FirstName], ');

    expect(frame(state)).toContain('Mid(source, start, length)');
    expect(frame(state)).toContain('Argument 2: start, integer.');
    expect(draw(state).painted()).toMatch(/\x1b\[[\d;]*4m[^\x1b]*start/);
  });

  it('counts what may be repeated as one parameter, and says when there is one too many', () => {
    expect(frame(at('Join("-", "a", "b", '))).toContain('Argument 4: source, any value, any number of them.');
    expect(frame(at('Left("a", 1, '))).toContain('Argument 3 is one too many.');
  });

  it('gives way to the list of names, with signatures and values', () => {
    expect(frame(at('mi', { list: 'typed' }))).toContain('❯ Mid(source, start, length)');
    expect(frame(at('mi', { list: 'typed' }))).toContain('Part of source from start');
    const attributes = frame(at('ToUpper([', { list: 'typed' }));
    expect(attributes).toContain('Emails  = a@example.com, b@example.com');
    expect(attributes).toContain('1 of 7');
    expect(frame(at('ToUpper([p', { list: 'typed' }))).toContain('Pin  = [Redact]');
  });
});

describe('a long expression', () => {
  const long = Array.from({ length: 60 }, (_, index) => `Append("${index}", [FirstName])`).join(' & ');

  it('takes some rows, shows those around the cursor, and says which', () => {
    const state = at(long);

    expect(frame(state)).toMatch(/rows \d+-(\d+) of \1/);
    expect(frame(state)).toContain('Append("59", [FirstName])');
    expect(frame(at(long, { field: { text: long, cursor: 0 } }))).toContain('rows 1-6 of');
  });

  it('is walked row by row, and End and Home reach its ends', () => {
    const view = { wizard: at(long), size: { columns: 80, rows: 24 }, theme: unicodeTheme, now: startOfRun };
    const page = pageMetrics(view);

    expect(resolve({ wizard: view.wizard, page }, { key: 'down' })).toEqual({
      type: 'caret.placed',
      at: long.length,
    });
    const up = resolve({ wizard: view.wizard, page }, { key: 'up' });
    expect(up).toMatchObject({ type: 'caret.placed' });
    expect(up?.type === 'caret.placed' && long.length - up.at).toBeLessThan(80);
    expect(resolve({ wizard: view.wizard, page }, { key: 'home' })).toEqual({
      type: 'text.edited',
      edit: 'start',
    });
  });

  it('of ten thousand characters and a deep tree is drawn like any other', () => {
    const huge = `${'ToUpper('.repeat(190)}${'Append("a", [FirstName]) & '.repeat(300)}"x"${')'.repeat(190)}`;

    expect(frame(at(huge))).toMatch(/1-\d+ of [12],?\d{3}$/m);
  });
});
