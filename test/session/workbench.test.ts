import { describe, expect, it } from 'vitest';
import type { Action, Intent } from '../../src/session/actions.ts';
import type { WorkbenchScreen } from '../../src/session/state.ts';
import { created } from '../support/records.ts';
import { failure } from '../support/systems/memory-trouble.ts';
import { appsScreen, detailsScreen, found, hit, runScreen, wizard } from '../support/wizards.ts';
import { language, roberta, values, workbenchWith } from '../support/workbench.ts';
import { enter, esc, openSession, type Session } from './session-driver.ts';

const open: Intent = { type: 'workbench.opened' };
const askMapping: Intent = { type: 'mappings.asked' };
const bench = (session: Session): WorkbenchScreen => session.screen('workbench');
const text = (session: Session): string => bench(session).field.text;

/** In the workbench of the Workday app, with Roberta's values. */
function atWorkbench(start = '', change: Partial<WorkbenchScreen> = {}): Session {
  return openSession(wizard(workbenchWith(start, change), { beneath: [appsScreen] }));
}

const languageFor = (session: Session): Action => {
  const asked = session.wanted().find((effect) => effect.do === 'loadLanguage');
  return { type: 'language.arrived', turn: asked?.turn ?? 0, language };
};

describe('opening the workbench from choose-app', () => {
  const asked = () => openSession().types('workday').does(open);

  it('asks whose values to try with, and reads the schema meanwhile', () => {
    const session = asked();

    expect(session.screen('search')).toMatchObject({
      forWorkbench: 'opening',
      app: { id: 'workday-to-ad' },
      tab: 'user',
    });
    expect(session.wanted()).toMatchObject([
      { do: 'loadLanguage', appId: 'workday-to-ad', kind: 'user' },
      { do: 'loadDirectory', appId: 'workday-to-ad' },
      { do: 'search', query: '' },
    ]);
  });

  it('reads the values of whoever is chosen, and reviews nothing', () => {
    const session = asked().answers('', hit({ listing: roberta }));
    session.wanted();
    session.does(enter);

    expect(session.wanted()).toMatchObject([
      { do: 'readValues', appId: 'workday-to-ad', kind: 'user', id: '21481' },
    ]);
    expect(bench(session).person).toMatchObject({ listing: roberta, values: { state: 'loading' } });
    expect(session.wizard().beneath).toMatchObject([{ at: 'apps' }]);
  });

  it('takes somebody too who is not offered for a run', () => {
    const session = asked();
    const hidden = [hit({ listing: { ...roberta, hiddenBecause: 'disabled in the source' } })];
    session.does(
      { type: 'hits.arrived', turn: session.wizard().turn, hits: { ...found([]), hidden } },
      enter,
    );

    expect(bench(session).person?.listing.id).toBe('21481');
  });

  it('works without anybody', () => {
    const session = asked().does({ type: 'person.skipped' }).types('[Active]');

    expect(bench(session).person).toBeUndefined();
    expect(session.wanted().at(-1)).toMatchObject({ do: 'evaluate', attempt: { text: '[Active]' } });
    expect(session.does(esc).screen('apps').filter.text).toBe('workday');
  });

  it('that is given up goes back to choose-app', () => {
    expect(asked().does(esc).screen('apps').filter.text).toBe('workday');
  });

  it('says why an app cannot be used', () => {
    const session = openSession().types('entra-to-ad').does(open);

    expect(session.screen('apps')).toBeDefined();
    expect(session.wizard().notice?.tone).toBe('bad');
  });

  it('begins with what was tried last in the app', () => {
    const session = asked().does({ type: 'person.skipped' }).types('[Active]').does(esc, open);

    expect(text(session.does({ type: 'person.skipped' }))).toBe('[Active]');
  });
});

describe('opening it from the details of Perform action', () => {
  const fromDetails = () =>
    openSession(wizard(detailsScreen, { beneath: [appsScreen, runScreen(created())] })).does(open);

  it('reads the object of the run and asks for a mapping', () => {
    const session = fromDetails();

    expect(session.screen('mappings').isOpening).toBe(true);
    expect(session.wanted()).toMatchObject([
      { do: 'loadLanguage', appId: 'saas', kind: 'user' },
      { do: 'readValues', appId: 'saas', kind: 'user', id: created().evidence.subject.id },
    ]);
  });

  it('starts with the expression of the mapping that is chosen', () => {
    const session = fromDetails();
    session.does(languageFor(session)).types('disabled').does(enter);

    expect(text(session)).toBe('Switch([Active], , "0", "True", "1", "False")');
    expect(bench(session).mapping?.target).toBe('accountDisabled');
    expect(session.wizard().tried).toEqual([]);
  });

  it('that is given up goes back to the details', () => {
    expect(fromDetails().does(esc).screen('details').step).toBe('action');
  });
});

describe('the answers of schema and source', () => {
  const loading = () =>
    atWorkbench('[Active]', {
      language: { state: 'loading', turn: 7 },
      person: { listing: roberta, values: { state: 'loading', turn: 8 } },
    });

  it('are evaluated with as soon as they come', () => {
    const session = loading().does(
      { type: 'values.arrived', turn: 8, read: values() },
      { type: 'language.arrived', turn: 7, language },
    );

    const attempts = session.wanted().map((effect) => (effect.do === 'evaluate' ? effect.attempt : {}));
    expect(attempts).toMatchObject([{ values: values() }, { values: values(), language }]);
  });

  it('are dropped when they belong to an older question', () => {
    const session = loading().does(
      { type: 'values.arrived', turn: 6, read: values() },
      { type: 'language.failed', turn: 6, failure: failure('timeout') },
    );

    expect(bench(session)).toMatchObject({
      language: { state: 'loading' },
      person: { values: { state: 'loading' } },
    });
  });

  it('may be failures, and the expression is evaluated all the same', () => {
    const session = loading().does(
      { type: 'values.failed', turn: 8, failure: failure('connection.refused') },
      { type: 'language.failed', turn: 7, failure: failure('configuration.invalid') },
    );

    expect(bench(session)).toMatchObject({
      language: { state: 'failed' },
      person: { values: { state: 'failed', failure: { code: 'connection.refused' } } },
    });
    expect(session.wanted()).toMatchObject([{ do: 'evaluate', attempt: { text: '[Active]' } }]);
  });

  it('arrive while a list lies above the workbench, too', () => {
    const session = loading().does(askMapping, { type: 'values.arrived', turn: 8, read: values() }, esc);

    expect(bench(session).person?.values.state).toBe('ready');
  });
});
