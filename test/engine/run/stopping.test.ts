import { describe, expect, it } from 'vitest';
import { mappingWith } from '../../support/mappings.ts';
import { ada, adaInTarget, ending, person, provisioned, story } from '../../support/provisioned.ts';
import { createSource } from '../../support/systems/memory-source.ts';
import { createTarget, type Held, type MemoryTarget } from '../../support/systems/memory-target.ts';
import { type Call, failure } from '../../support/systems/memory-trouble.ts';

/** The target gave up on the request and said so: what it has not done by now, it will not do. */
const lost = failure('outcome.unknown', { message: 'The target fails.', systemCode: '500' });
const targetWith = (change: Held = {}) =>
  createTarget({
    objects: [
      { ref: 't-ada', attributes: { ...adaInTarget, ...change } },
      { ref: 't-boss', attributes: { userName: 'boss@source.example' } },
    ],
  });
const losing = (target: MemoryTarget, call: Call, doIt: boolean): MemoryTarget => {
  target.fails(call, lost, { doIt });
  return target;
};
const withBoss = { people: [ada({ manager: 'boss' }), person('boss')] };
const withManager = mappingWith({ map: { manager: '[manager]' } });

describe('stopping a run', () => {
  it.each<[Call, 'source' | 'target', string]>([
    ['read', 'source', 'import'],
    ['entitlement', 'source', 'scope'],
    ['find', 'target', 'match'],
  ])('during %s of the %s ends it before any write', async (call, side, step) => {
    const abort = new AbortController();
    const source = createSource({ people: [ada()] });
    const target = createTarget();
    const system = side === 'source' ? source : target;
    system.onCall(call, () => abort.abort());
    system.fails(call, failure('cancelled'));

    const run = await provisioned({ source, target, abort });

    expect(story(run).slice(-2)).toEqual([`${step}: Skipped (cancelled)`, 'end: cancelled Other']);
    expect(run.record.statusInfo.status).toBe('Skipped');
    expect(run.target.writes).toEqual([]);
  });

  it('between plan and write writes nothing', async () => {
    const abort = new AbortController();

    const run = await provisioned({
      abort,
      sees: (event) => {
        if (event.type === 'step.started' && event.step === 'action') abort.abort();
      },
    });

    expect(ending(run)).toMatch(/^end: cancelled/);
    expect(run.target.writes).toEqual([]);
  });

  it('while the consumer stores write.started writes nothing either', async () => {
    const abort = new AbortController();

    const run = await provisioned({
      abort,
      sees: (event) => {
        if (event.type === 'write.started') abort.abort();
      },
    });

    expect(ending(run)).toMatch(/^end: cancelled/);
    expect(run.target.writes).toEqual([]);
    expect(run.target.refs()).toEqual([]);
  });

  it('while a write is on its way reads back what became of it, under a signal of its own', async () => {
    const abort = new AbortController();
    const target = losing(createTarget(), 'create', true);
    target.onCall('create', () => abort.abort());

    const run = await provisioned({ target, abort });

    expect(ending(run)).toBe('end: succeeded Create');
    expect(run.links.all()).toEqual({ ada: 't-1' });
  });

  it('after a part was written is a Warning that does not claim that nothing was', async () => {
    const abort = new AbortController();
    const target = targetWith({ department: 'Finance' });
    target.onCall('update', () => abort.abort());

    const run = await provisioned({ ...withBoss, mapping: withManager, target, abort });

    expect(story(run).slice(-2)).toEqual(['action: Warning (cancelled)', 'end: warned Update']);
    expect(run.target.held('t-ada')?.['department']).toBe('Sales');
    expect(run.record.statusInfo.recommendedAction).not.toContain('before anything was written');
  });
});

describe('the order of the journal', () => {
  it('shows write.started before the target is called, and write.finished right after its answer', async () => {
    const seen: string[] = [];
    const target = createTarget();
    target.onCall('create', () => seen.push('the target is called'));

    await provisioned({ target, sees: ({ type }) => seen.push(type) });

    const from = seen.indexOf('write.started');
    expect(seen.slice(from, from + 4)).toEqual([
      'write.started',
      'the target is called',
      'exchange.recorded',
      'write.finished',
    ]);
  });

  it('numbers events from 0 without a gap, begins with run.started and ends with run.finished', async () => {
    const { events } = await provisioned();

    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['run.started', 'run.finished']);
  });

  it('names what a write is about before it leaves', async () => {
    const { events } = await provisioned({ target: targetWith({ department: 'Finance' }) });

    expect(events.find(({ type }) => type === 'write.started')).toMatchObject({
      summary: 'update t-ada in customappsso (target.example): department',
    });
  });
});
