import { describe, expect, it } from 'vitest';
import type { Intent } from '../../src/session/actions.ts';
import type { WorkbenchScreen } from '../../src/session/state.ts';
import { appsScreen, hit, wizard } from '../support/wizards.ts';
import { language, roberta, trialOf, workbenchWith } from '../support/workbench.ts';
import { down, enter, esc, groupHit, openSession, type Session, tab } from './session-driver.ts';

const askPerson: Intent = { type: 'person.asked' };
const askMapping: Intent = { type: 'mappings.asked' };
const askNames: Intent = { type: 'names.asked' };
const paste = (text: string): Intent => ({ type: 'text.typed', text });
const bench = (session: Session): WorkbenchScreen => session.screen('workbench');
const text = (session: Session): string => bench(session).field.text;

/** In the workbench of the Workday app, with Roberta's values. */
function atWorkbench(start = '', change: Partial<WorkbenchScreen> = {}): Session {
  return openSession(wizard(workbenchWith(start, change), { beneath: [appsScreen] }));
}

describe('writing an expression', () => {
  it('asks for every change to be evaluated, and takes only the latest answer', () => {
    const session = atWorkbench().types('"a');
    const [first, second] = session.wanted();

    expect([first, second]).toMatchObject([
      { do: 'evaluate', attempt: { text: '"' }, turn: 2 },
      { do: 'evaluate', attempt: { text: '"a' }, turn: 3 },
    ]);
    session.does({ type: 'trial.arrived', turn: 2, trial: trialOf('"') });
    expect(bench(session).trial).toBeUndefined();
    session.does({ type: 'trial.arrived', turn: 3, trial: trialOf('"a') });
    expect(bench(session)).toMatchObject({ trial: { text: '"a' } });
    expect(bench(session).pending).toBeUndefined();
  });

  it('evaluates nothing when only the cursor moves, or nothing is left', () => {
    const session = atWorkbench('"a"')
      .does({ type: 'text.edited', edit: 'start' })
      .does({ type: 'caret.placed', at: 2 })
      .does({ type: 'text.edited', edit: 'deleteToStart' }, { type: 'text.edited', edit: 'deleteToEnd' });

    expect(session.wanted()).toMatchObject([{ do: 'evaluate', attempt: { text: '"' } }]);
    expect(bench(session).trial).toBeUndefined();
  });

  it('holds 10,000 characters; a paste that would be too long is refused whole and said', () => {
    const session = atWorkbench()
      .does(paste('x'.repeat(9_998)))
      .does(paste('abc'));

    expect(text(session)).toHaveLength(9_998);
    expect(session.wizard().notice?.text).toBe(
      'An expression has at most 10,000 characters; with this it had 1 more.',
    );
    expect(text(session.does(paste('ab')))).toHaveLength(10_000);
  });

  it('keeps up with ten thousand single keys', () => {
    const session = atWorkbench().types('Join("-",[a])'.repeat(769));

    expect(text(session)).toHaveLength(9_997);
  });

  it('remembers what was changed, once for each app and target, for the way out', () => {
    const mapping = language.mappings[1];
    if (mapping === undefined) throw new Error('the language has a second mapping');
    const session = atWorkbench(mapping.expression, { mapping }).types(' ').types('x');

    expect(session.wizard().tried).toEqual([
      {
        appId: 'workday-to-ad',
        appName: 'App workday-to-ad',
        target: 'accountDisabled',
        text: `${mapping.expression} x`,
      },
    ]);
  });

  it('forgets a change that was taken back', () => {
    const mapping = language.mappings[0];
    if (mapping === undefined) throw new Error('the language has a first mapping');
    const session = atWorkbench(mapping.expression, { mapping }).types('x');

    expect(session.does({ type: 'text.edited', edit: 'deleteBackward' }).wizard().tried).toEqual([]);
  });

  it('goes to the clipboard, and says what is certain about that', () => {
    const session = atWorkbench('[Active]').does({ type: 'copy.asked' });

    expect(session.wanted()).toEqual([{ do: 'copy', text: '[Active]' }]);
    session.does({ type: 'copy.done', isSent: true });
    expect(session.wizard().notice?.text).toContain('may ignore it');
    session.does({ type: 'copy.done', isSent: false });
    expect(session.wizard().notice).toMatchObject({ tone: 'warn' });
  });
});

describe('the list of names', () => {
  it('comes with typing, is walked with the arrows, and Tab takes the highlighted one', () => {
    const session = atWorkbench().types('to').does(down, enter);

    expect(text(session)).toBe('ToUpper(');
    expect(session.wanted().at(-1)).toMatchObject({ do: 'evaluate', attempt: { text: 'ToUpper(' } });
  });

  it('has the attributes within a bracket', () => {
    expect(text(atWorkbench().types('ToUpper([first').does(enter))).toBe('ToUpper([FirstName]');
  });

  it('goes away with Esc, which then leaves', () => {
    const session = atWorkbench().types('Jo').does(esc);

    expect(text(session)).toBe('Jo');
    expect(session.does(esc).screen('apps')).toBeDefined();
  });

  it('does not come while only the cursor moves', () => {
    const session = atWorkbench('Join').does({ type: 'text.edited', edit: 'left' }, enter);

    expect(text(session)).toBe('Join');
  });

  it('can be asked for where nothing is typed', () => {
    expect(text(atWorkbench('Join(').does(askNames, down, enter))).toBe('Join(Append(');
  });

  it('keeps its cursor on its rows', () => {
    const session = atWorkbench().types('[').does({ type: 'cursor.moved', by: 99 });

    expect(bench(session).cursor).toBe(language.attributes.length - 1);
  });
});

describe('exchanging what the workbench tries with', () => {
  it('keeps the expression when another person is chosen', () => {
    const session = atWorkbench('[Active]').does(askPerson).answers('', hit());
    session.wanted();
    session.does(enter);

    expect(text(session)).toBe('[Active]');
    expect(bench(session).person?.listing.displayName).toBe('Ada Lovelace');
    expect(session.wanted()).toMatchObject([{ do: 'readValues' }]);
  });

  it('keeps the person when nobody else is chosen after all', () => {
    const session = atWorkbench('[Active]').does(askPerson, esc);

    expect(bench(session).person?.listing).toEqual(roberta);
  });

  it('reads the mappings of groups when a group is chosen', () => {
    const mapping = language.mappings[0];
    const session = atWorkbench('', mapping === undefined ? {} : { mapping });
    session.does(askPerson, tab).answers('', groupHit());
    session.wanted();
    session.does(enter);

    expect(bench(session)).toMatchObject({ kind: 'group', language: { state: 'loading' } });
    expect(bench(session).mapping).toBeUndefined();
    expect(session.wanted()).toMatchObject([
      { do: 'loadLanguage', kind: 'group' },
      { do: 'readValues', kind: 'group', id: 'group-1' },
    ]);
  });

  it('loads another mapping by the name of its target attribute', () => {
    const session = atWorkbench('[Active]').does(askMapping).types('emplo').does(enter);

    expect(text(session)).toBe('[WorkerID]');
    expect(session.wanted()).toMatchObject([{ do: 'evaluate', attempt: { text: '[WorkerID]' } }]);
  });

  it('hides the whole result of a mapping that makes a password', () => {
    const session = atWorkbench().does(askMapping).types('unicodePwd').does(enter);

    expect(session.wanted()).toMatchObject([{ do: 'evaluate', attempt: { hidesAll: true } }]);
  });

  it('leaves the mappings with Esc as they are', () => {
    expect(text(atWorkbench('[Active]').does(askMapping, esc))).toBe('[Active]');
  });
});
