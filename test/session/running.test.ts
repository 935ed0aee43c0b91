import { describe, expect, it } from 'vitest';
import { afterRunChoices } from '../../src/session/run-choices.ts';
import { adaId, begun, ended, finished, started } from '../support/records.ts';
import { hit } from '../support/wizards.ts';
import { uptoAction, whole, writing, written } from './run-facts.ts';
import { atReview, atRun, down, enter, esc, type Session } from './session-driver.ts';

const select = (session: Session, choice: string): Session => {
  const screen = session.screen('run');
  const row =
    (screen.record?.evidence.cards.length ?? 0) + afterRunChoices(screen).indexOf(choice as 'retry');
  return session.does({ type: 'cursor.moved', by: row - screen.cursor }, enter);
};

describe('the review', () => {
  it('provisions what was chosen', () => {
    const session = atReview().does(enter);

    expect(session.screen('run')).toMatchObject({ mode: 'provision', chosen: { subject: { id: adaId } } });
    expect(session.wanted()).toMatchObject([
      { do: 'run', appId: 'saas', subject: { kind: 'user', id: adaId }, mode: 'provision' },
    ]);
  });

  it('previews by its row and by its key', () => {
    expect(atReview().does(down, enter).screen('run').mode).toBe('preview');
    expect(atReview().does({ type: 'preview.asked' }).screen('run').mode).toBe('preview');
  });
});

describe('a run', () => {
  it('folds its events into the record the screen shows', () => {
    const session = atRun().happens(...uptoAction);

    expect(session.screen('run').record?.evidence.cards.map(({ state }) => state)).toEqual([
      'Success',
      'waiting',
      'waiting',
      'running',
    ]);
  });

  it('is kept for the summary once it ended', () => {
    const session = atRun().happens(...whole);

    expect(session.wizard().ended.map(({ action }) => action)).toEqual(['Create']);
  });

  it('drops events of a run that was given up for another', () => {
    const session = atRun().happens(...whole);
    const older = session.screen('run').turn;
    session.does({ type: 'run.retried' });

    session.does({ type: 'run.progressed', turn: older, event: { ...started(), seq: 0, at: '' } });

    expect(session.screen('run').record).toBeUndefined();
  });

  it('offers what to do next only once it ended', () => {
    const session = atRun().happens(...uptoAction);

    expect(afterRunChoices(session.screen('run'))).toEqual([]);
    expect(session.does({ type: 'run.retried' }, { type: 'record.saveAsked' }).wanted()).toEqual([]);
    session.happens(finished('action'), ended('succeeded'));
    expect(afterRunChoices(session.screen('run'))).toEqual([
      'retry',
      'another',
      'anotherApp',
      'save',
      'quit',
    ]);
  });

  it('puts the cursor on the card that decided, never on a choice: an Enter on its way must not write', () => {
    const done = atRun()
      .happens(...whole)
      .screen('run');
    const unreachable = atRun()
      .happens(started(), begun('test'), finished('test', { status: 'Failure' }), ended('unreachable'))
      .screen('run');

    expect(done.record?.evidence.cards[done.cursor]?.step).toBe('action');
    expect(unreachable.record?.evidence.cards[unreachable.cursor]?.step).toBe('test');
  });

  it('leaves the cursor where somebody put it, so that Enter does what it meant', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does(down)
      .happens(finished('action'), ended('succeeded'));

    expect(session.screen('run').cursor).toBe(1);
  });
});

describe('after a run', () => {
  it('Retry runs the same subject again', () => {
    const session = select(atRun().happens(...whole), 'retry');

    expect(session.screen('run').record).toBeUndefined();
    expect(session.wanted()).toMatchObject([{ do: 'run', subject: { id: adaId }, mode: 'provision' }]);
  });

  it('Retry by its key keeps the mode', () => {
    const session = atReview()
      .does({ type: 'preview.asked' })
      .happens(...whole);
    session.wanted();

    session.does({ type: 'run.retried' });

    expect(session.wanted()).toMatchObject([{ do: 'run', mode: 'preview' }]);
  });

  it('a preview can be provisioned', () => {
    const session = atReview()
      .does({ type: 'preview.asked' })
      .happens(...whole);
    session.wanted();

    select(session, 'provision');

    expect(session.screen('run').mode).toBe('provision');
    expect(session.wanted()).toMatchObject([{ do: 'run', mode: 'provision' }]);
  });

  it('Provision another object clears the field and stays in the app', () => {
    const session = select(atRun().happens(...whole), 'another');

    expect(session.screen('search')).toMatchObject({ app: { id: 'saas' }, field: { text: '', cursor: 0 } });
    expect(session.wanted()).toMatchObject([{ do: 'search', appId: 'saas', query: '' }]);
    expect(session.wizard().beneath.map(({ at }) => at)).toEqual(['apps']);
  });

  it('Provision another object by its key does the same, but only once the run ended', () => {
    const going = atRun()
      .happens(...uptoAction)
      .does({ type: 'run.anotherAsked' });
    const done = atRun()
      .happens(...whole)
      .does({ type: 'run.anotherAsked' });

    expect(going.wizard().screen.at).toBe('run');
    expect(done.screen('search').field.text).toBe('');
  });

  it('another app leads to the list of apps', () => {
    const session = select(atRun().happens(...whole), 'anotherApp');

    expect(session.wizard().screen.at).toBe('apps');
    expect(session.wizard().beneath).toEqual([]);
  });

  it('the record can be saved, and the notice says where', () => {
    const session = select(atRun().happens(...whole), 'save');

    expect(session.wanted()).toMatchObject([{ do: 'saveRecord', record: { action: 'Create' } }]);
    session.does({ type: 'record.saved', path: 'run.json' });
    expect(session.wizard().notice).toEqual({ tone: 'good', text: 'Run record saved to run.json' });
  });

  it('a record that could not be saved is told, too', () => {
    const session = atRun()
      .happens(...whole)
      .does({ type: 'record.notSaved', message: 'the disk is full' });

    expect(session.wizard().notice).toMatchObject({ tone: 'bad' });
  });

  it('Quit leaves', () => {
    expect(
      select(atRun().happens(...whole), 'quit')
        .wanted()
        .at(-1),
    ).toEqual({ do: 'exit' });
  });

  it('Esc goes back to the review', () => {
    expect(
      atRun()
        .happens(...whole)
        .does(esc)
        .wizard().screen.at,
    ).toBe('review');
  });
});

describe('details', () => {
  const opened = () =>
    atRun()
      .happens(...uptoAction)
      .does({ type: 'cursor.jumped', to: 'last' }, enter);

  it('open the card under the cursor', () => {
    expect(opened().screen('details').step).toBe('action');
  });

  it('of a step that has not begun do not open', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does(down, enter);

    expect(session.wizard().screen.at).toBe('run');
    expect(session.wizard().notice?.text).toBe('This step has not begun.');
  });

  it('survive incoming events, and the run beneath goes on', () => {
    const session = opened().does({ type: 'page.scrolled', by: 3, last: 9 });

    session.happens(writing, written, finished('action'), ended('succeeded'));

    expect(session.screen('details')).toEqual({ at: 'details', step: 'action', scroll: 3, tab: 0 });
    expect(session.does(esc).screen('run').record?.evidence.ending).toBe('succeeded');
  });

  it('give the cursor back where it was', () => {
    const session = opened().happens(finished('action'), ended('succeeded')).does(esc);

    expect(session.screen('run').cursor).toBe(3);
  });

  it('switch their section and begin it at the top', () => {
    const session = opened().does({ type: 'page.scrolled', by: 3, last: 9 }, { type: 'tab.switched' });

    expect(session.screen('details')).toMatchObject({ tab: 1, scroll: 0 });
  });
});

describe('a failing connection', () => {
  it('is shown as the first card, and Retry works', () => {
    const session = atRun().happens(
      started(),
      begun('test'),
      finished('test', { status: 'Failure', reason: 'connection.refused' }),
      ended('unreachable', { reason: 'connection.refused' }),
    );

    expect(session.screen('run').record?.evidence.cards[0]).toMatchObject({ step: 'test', state: 'Failure' });
    expect(select(session, 'retry').wanted()).toMatchObject([{ do: 'run' }]);
  });
});

describe('another object after a group', () => {
  it('leads back to the search, whatever lay between', () => {
    const session = atRun().happens(...whole);
    select(session, 'another');

    session.answers('', hit()).does(enter);

    expect(session.screen('review').chosen.subject.id).toBe(adaId);
  });
});
