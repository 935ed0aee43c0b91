import { describe, expect, it } from 'vitest';
import type { RunEventType, RunFact } from '../../../src/engine/run/events.ts';
import { applyEvent } from '../../../src/engine/run/fold.ts';

describe('the fold', () => {
  const context = {
    app: {
      id: 'a',
      displayName: 'A',
      kind: 'entra-to-saas',
      settings: { scope: 'all', skipOutOfScopeDeletions: false },
    },
    workspace: { name: 'W', sample: true },
    mode: 'provision',
    subject: { kind: 'user', id: 'ada' },
    source: { name: 'S', place: 's' },
    target: { name: 'T', place: 't' },
  } as const;
  const oneOfEach: { readonly [T in RunEventType]: Extract<RunFact, { readonly type: T }> } = {
    'run.started': { type: 'run.started', runId: 'r', context },
    'step.started': { type: 'step.started', step: 'import' },
    'exchange.recorded': { type: 'exchange.recorded', step: 'import', exchange: { request: 'GET /' } },
    'retry.scheduled': {
      type: 'retry.scheduled',
      step: 'test',
      retry: { attempt: 1, waitMs: 5, reason: '503' },
    },
    'note.recorded': { type: 'note.recorded', step: 'import', text: 'The server refuses it.' },
    'step.finished': {
      type: 'step.finished',
      step: 'import',
      status: 'Success',
      sentence: 'Done.',
      entries: [],
    },
    'approval.requested': { type: 'approval.requested', question: 'Disable?', danger: 'disable' },
    'approval.answered': { type: 'approval.answered', approved: false },
    'write.started': { type: 'write.started', summary: 'create a User' },
    'write.finished': { type: 'write.finished', outcome: 'done', targetId: 't-1' },
    'run.finished': {
      type: 'run.finished',
      ending: 'succeeded',
      action: 'Create',
      statusInfo: { status: 'Success' },
      sourceIdentity: {},
      targetIdentity: {},
      modifiedProperties: [],
    },
  };
  const begun = applyEvent(undefined, {
    seq: 0,
    at: '2026-01-01T00:00:00.000Z',
    ...oneOfEach['run.started'],
  });

  it.each(Object.values(oneOfEach))('accepts $type and changes no record it was given', (fact) => {
    const before = JSON.stringify(begun);

    const after = applyEvent(begun, { seq: 1, at: '2026-01-01T00:00:01.000Z', ...fact });

    expect(after).toBeDefined();
    expect(JSON.stringify(begun)).toBe(before);
  });

  it('knows that a write is under way between write.started and write.finished', () => {
    const at = '2026-01-01T00:00:01.000Z';

    const under = applyEvent(begun, { seq: 1, at, ...oneOfEach['write.started'] });
    const answered = applyEvent(under, { seq: 2, at, ...oneOfEach['write.finished'] });

    expect(under.evidence.writeUnderWay).toBe('create a User');
    expect(answered.evidence.writeUnderWay).toBeUndefined();
    expect(answered.targetIdentity.id).toBe('t-1');
  });

  it('keeps the time that a person took to answer apart from the time of the step', () => {
    const facts: readonly RunFact[] = [
      { type: 'step.started', step: 'action' },
      { type: 'approval.requested', question: 'Disable?', danger: 'disable' },
      { type: 'approval.answered', approved: true },
      { type: 'approval.requested', question: 'Put back?', danger: 'restore-member' },
      { type: 'approval.answered', approved: false },
    ];
    const at = (index: number) => new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
    const asked = facts
      .slice(0, 2)
      .reduce((record, fact, index) => applyEvent(record, { seq: index + 1, at: at(index), ...fact }), begun);
    const answered = facts
      .slice(2)
      .reduce(
        (record, fact, index) => applyEvent(record, { seq: index + 3, at: at(index + 2), ...fact }),
        asked,
      );

    const cardOf = (record: typeof begun) => record.evidence.cards.find(({ step }) => step === 'action');
    expect(cardOf(asked)).toMatchObject({ startedAt: at(0), askedAt: at(1) });
    expect(cardOf(answered)).toMatchObject({ startedAt: at(0), askedMs: 120_000 });
    expect(cardOf(answered)).not.toHaveProperty('askedAt');
    expect(answered.evidence.approvals).toEqual([
      { question: 'Disable?', danger: 'disable', approved: true },
      { question: 'Put back?', danger: 'restore-member', approved: false },
    ]);
  });

  it('refuses a stream that does not begin with run.started', () => {
    expect(() => applyEvent(undefined, { seq: 0, at: '', ...oneOfEach['step.started'] })).toThrow(
      'run.started',
    );
  });
});
