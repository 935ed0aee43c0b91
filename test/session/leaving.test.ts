import { describe, expect, it } from 'vitest';
import { ended } from '../support/records.ts';
import { question, uptoAction, writing, written } from './run-facts.ts';
import { atRun, ctrlC, down, enter, esc, up } from './session-driver.ts';

describe('approval', () => {
  const asked = () => atRun().happens(...uptoAction, question);

  it('lies above everything and starts on No', () => {
    expect(asked().wizard().overlay).toMatchObject({
      kind: 'approval',
      question: 'Disable Ada?',
      choice: 'no',
    });
  });

  it('lies above details and help, too', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does({ type: 'help.toggled' })
      .happens(question);

    expect(session.wizard().overlay?.kind).toBe('approval');
  });

  it('is refused by Enter without a choice', () => {
    const session = asked().does(enter);

    expect(session.wanted()).toMatchObject([{ do: 'answerApproval', approved: false }]);
    expect(session.wizard().overlay).toBeUndefined();
  });

  it('is given by choosing Yes first', () => {
    expect(asked().does(down, enter).wanted()).toMatchObject([{ do: 'answerApproval', approved: true }]);
  });

  it('is refused by Esc, whatever was chosen', () => {
    expect(asked().does(up, esc).wanted()).toMatchObject([{ do: 'answerApproval', approved: false }]);
  });

  it('is not given by typing', () => {
    const session = asked().types('yes').does({ type: 'help.toggled' }, { type: 'run.retried' });

    expect(session.wanted()).toEqual([]);
    expect(session.wizard().overlay).toMatchObject({ choice: 'no' });
  });

  it('vanishes when the run ended meanwhile', () => {
    expect(asked().happens(ended('cancelled')).wizard().overlay).toBeUndefined();
  });
});

describe('Esc during a run', () => {
  it('asks before it gives up a run that has written nothing', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does(esc);

    expect(session.wizard().overlay).toEqual({ kind: 'giveUp' });
    expect(session.wanted()).toEqual([]);
    expect(session.does(enter).wanted()).toMatchObject([{ do: 'abort' }]);
  });

  it('twice goes on', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does(esc, esc);

    expect(session.wizard().overlay).toBeUndefined();
    expect(session.wanted()).toEqual([]);
  });

  it('never aborts a write that has left', () => {
    const session = atRun()
      .happens(...uptoAction, writing)
      .does(esc);

    expect(session.wizard().overlay).toBeUndefined();
    expect(session.wizard().notice?.text).toContain('not aborted');
    expect(session.wanted()).toEqual([]);
  });

  it('takes its question back when a write leaves meanwhile: Enter must not abort it', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does(esc)
      .happens(writing)
      .does(enter);

    expect(session.wanted()).toEqual([]);
    expect(session.wizard().overlay).toBeUndefined();
  });

  it('does not claim that nothing was written once something was', () => {
    const session = atRun()
      .happens(...uptoAction, writing, written)
      .does(esc);

    expect(session.wizard().overlay).toBeUndefined();
    expect(session.wizard().notice?.text).toContain('written');
    expect(session.wanted()).toEqual([]);
  });
});

describe('Ctrl+C during a run', () => {
  it('before a write aborts the run and leaves', () => {
    const session = atRun()
      .happens(...uptoAction)
      .does(ctrlC);

    expect(session.wanted().map((effect) => effect.do)).toEqual(['abort', 'exit']);
  });

  it('before the first event aborts the run and leaves', () => {
    expect(
      atRun()
        .does(ctrlC)
        .wanted()
        .map((effect) => effect.do),
    ).toEqual(['abort', 'exit']);
  });

  it('during a write waits for its answer, and then leaves', () => {
    const session = atRun()
      .happens(...uptoAction, writing)
      .does(ctrlC);

    expect(session.wizard()).toMatchObject({ leaving: 'afterWrite', notice: { tone: 'warn' } });
    expect(session.wanted()).toEqual([]);
    session.happens(written);
    expect(session.wanted().map((effect) => effect.do)).toEqual(['abort', 'exit']);
    expect(session.wizard().leaving).toBe('now');
  });

  it('a second time leaves at once', () => {
    const session = atRun()
      .happens(...uptoAction, writing)
      .does(ctrlC, ctrlC);

    expect(session.wanted().map((effect) => effect.do)).toEqual(['abort', 'exit']);
  });

  it('while approval is asked leaves without giving it', () => {
    const session = atRun()
      .happens(...uptoAction, question)
      .does(ctrlC);

    expect(session.wanted().map((effect) => effect.do)).toEqual(['abort', 'exit']);
  });
});
