import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/engine/run/record.ts';
import { cardElapsed, cardTook, durationText, runTook } from '../../src/ui/duration.ts';
import { begun, ended, finished, recordOf, started } from '../support/records.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 22, 0, second)).toISOString();
const card = (change: Partial<Card>): Card => ({
  step: 'action',
  state: 'running',
  exchanges: [],
  retries: [],
  notes: [],
  ...change,
});

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [14.4, '14 ms'],
    [300, '0.3 s'],
    [12_400, '12 s'],
    [125_000, '2 min 5 s'],
  ])('%d ms reads %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('of a step leaves out the time that a person took to answer', () => {
    expect(cardTook(card({ startedAt: at(0), endedAt: at(50), askedMs: 45_000 }))).toBe('5.0 s');
    expect(cardTook(card({ startedAt: at(0) }))).toBeUndefined();
  });

  it('of a step that waits for an answer stands still', () => {
    const waiting = card({ startedAt: at(0), askedAt: at(3) });

    expect(cardElapsed(waiting, Date.parse(at(40)))).toBe('3.0 s');
    expect(cardElapsed(card({ startedAt: at(0), askedMs: 30_000 }), Date.parse(at(40)))).toBe('10 s');
  });

  it('of a run leaves it out, too', () => {
    // recordOf lets 300 ms pass between two facts: the question takes 300 ms of 1.5 s.
    const record = recordOf([
      started(),
      begun('action'),
      { type: 'approval.requested', question: 'Disable?', danger: 'disable' },
      { type: 'approval.answered', approved: true },
      finished('action'),
      ended('succeeded'),
    ]);

    expect(runTook(record)).toBe('1.2 s');
  });
});
