import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../src/domain/result.ts';
import type { RunEvent } from '../../src/engine/run/events.ts';
import type { Action } from '../../src/session/actions.ts';
import { createPerformer, type RunOrder, type Services } from '../../src/session/perform.ts';
import { recordOf, started } from '../support/records.ts';
import { failure } from '../support/systems/memory-trouble.ts';
import { found, hit } from '../support/wizards.ts';
import { idleWorkbench } from '../support/workbench.ts';

const event: RunEvent = { ...started(), seq: 0, at: '2026-03-01T22:00:00.000Z' };

/** Services that answer at once; `dispatched` collects what comes back. */
function perform(change: Partial<Services> = {}) {
  const dispatched: Action[] = [];
  const crashed: unknown[] = [];
  const exits: string[] = [];
  const services: Services = {
    ...idleWorkbench,
    loadDirectory: async () => ({ state: 'ready', finding: 'whole-index' }),
    search: async (_app, _kind, query) => found([hit()], query),
    loadMembers: async () => ok([]),
    searchMembers: async (list, query) => ({ query, list, total: list.length, isWhole: true }),
    run: async function* () {
      yield event;
    },
    saveRecord: async () => ok('run.json'),
    exit: () => exits.push('left'),
    crashed: (error) => crashed.push(error),
    ...change,
  };
  const performEffect = createPerformer(services);
  const does = (...effects: readonly Parameters<typeof performEffect>[0][]) => {
    for (const effect of effects) performEffect(effect, (action) => dispatched.push(action));
  };
  const comes = (expected: readonly object[]) =>
    vi.waitFor(() => {
      expect(dispatched).toMatchObject(expected);
      expect(dispatched).toHaveLength(expected.length);
    });
  return { does, comes, dispatched, crashed, exits };
}

const search = (query: string, turn: number) =>
  ({ do: 'search', appId: 'saas', kind: 'user', query, turn }) as const;
const run = {
  do: 'run',
  appId: 'saas',
  subject: { kind: 'user', id: 'ada' },
  mode: 'provision',
  turn: 7,
} as const;

describe('performing effects', () => {
  it('brings every answer back with the turn of its question', async () => {
    const { does, comes } = perform();

    does(search('ada', 3), { do: 'loadMembers', appId: 'saas', groupId: 'g', turn: 4 });

    await comes([
      { type: 'members.arrived', turn: 4 },
      { type: 'hits.arrived', turn: 3, hits: { query: 'ada' } },
    ]);
  });

  it('does not even begin a search that was overtaken', async () => {
    const asked: string[] = [];
    const { does, comes } = perform({
      search: async (_app, _kind, query) => {
        asked.push(query);
        return found([], query);
      },
    });

    does(search('a', 1), search('ad', 2), search('ada', 3));

    await comes([{ type: 'hits.arrived', turn: 3 }]);
    expect(asked).toEqual(['ada']);
  });

  it('tells how far a directory is read', async () => {
    const { does, comes } = perform({
      loadDirectory: async (_app, onProgress) => {
        onProgress({ state: 'reading', read: 10, searchable: 5, share: 0.1 });
        return { state: 'ready', finding: 'whole-index' };
      },
    });

    does({ do: 'loadDirectory', appId: 'saas' });

    await comes([
      { type: 'directory.arrived', directory: { state: 'reading', read: 10 } },
      { type: 'directory.arrived', directory: { state: 'ready' } },
    ]);
  });

  it('brings nothing back for a search that was skipped', async () => {
    const { does, comes } = perform({
      search: async (_app, _kind, query) => (query === 'a' ? undefined : found([], query)),
    });

    does(search('a', 1));
    await new Promise((resolve) => setImmediate(resolve));
    does(search('ad', 2));

    await comes([{ type: 'hits.arrived', turn: 2 }]);
  });

  it('asks a list of members that is still prepared again until it is whole', async () => {
    const totals = [1, 2, 3];
    const { does, comes } = perform({
      searchMembers: async (_list, query) => {
        const total = totals.shift() ?? 0;
        return { query, list: [], total, isWhole: totals.length === 0 };
      },
    });

    does({ do: 'searchMembers', list: [], query: 'ada', turn: 5 });

    await comes([1, 2, 3].map((total) => ({ type: 'memberHits.arrived', turn: 5, found: { total } })));
  });

  it('brings trouble back as a value', async () => {
    const { does, comes } = perform({
      loadMembers: async () => fail(failure('connection.lost')),
      loadDirectory: async () => ({ state: 'failed', failure: failure('timeout') }),
    });

    does({ do: 'loadDirectory', appId: 'saas' }, { do: 'loadMembers', appId: 'saas', groupId: 'g', turn: 4 });

    await comes([
      { type: 'directory.arrived', directory: { state: 'failed' } },
      { type: 'members.failed', turn: 4, failure: { code: 'connection.lost' } },
    ]);
  });

  it('reports a bug of a service and hangs nobody up', async () => {
    const { does, crashed } = perform({
      loadDirectory: async () => {
        throw new Error('a bug');
      },
    });

    does({ do: 'loadDirectory', appId: 'saas' });

    await vi.waitFor(() => expect(crashed).toEqual([new Error('a bug')]));
  });

  it('tells where a record was saved, or why not', async () => {
    const record = recordOf([started()]);
    const saved = perform();
    const refused = perform({ saveRecord: async () => fail({ message: 'the disk is full' }) });

    saved.does({ do: 'saveRecord', record });
    refused.does({ do: 'saveRecord', record });

    await saved.comes([{ type: 'record.saved', path: 'run.json' }]);
    await refused.comes([{ type: 'record.notSaved', message: 'the disk is full' }]);
  });

  it('leaves when told to', () => {
    const { does, exits } = perform();

    does({ do: 'exit' });

    expect(exits).toEqual(['left']);
  });
});

describe('a run', () => {
  /** A run that asks for approval and tells what it was answered. */
  const asking = (answers: boolean[], orders: RunOrder[] = []) =>
    perform({
      run: async function* (order) {
        orders.push(order);
        yield event;
        answers.push(await order.approve({ danger: 'disable', question: 'Disable?' }));
      },
    });

  it('passes its events on as they come', async () => {
    const { does, comes } = perform();

    does(run);

    await comes([{ type: 'run.progressed', turn: 7, event: { type: 'run.started' } }]);
  });

  it.each([true, false])('gets the answer of the administrator: %s', async (approved) => {
    const answers: boolean[] = [];
    const { does, comes } = asking(answers);

    does(run);
    await comes([{ type: 'run.progressed' }]);
    does({ do: 'answerApproval', turn: 7, approved });

    await vi.waitFor(() => expect(answers).toEqual([approved]));
  });

  it('that is aborted while it asks gets No and a stopped signal', async () => {
    const answers: boolean[] = [];
    const orders: RunOrder[] = [];
    const { does, comes } = asking(answers, orders);

    does(run);
    await comes([{ type: 'run.progressed' }]);
    does({ do: 'abort', turn: 7 });

    await vi.waitFor(() => expect(answers).toEqual([false]));
    expect(orders[0]?.signal.aborted).toBe(true);
  });

  it('that was aborted before it asks gets No at once', async () => {
    const answers: boolean[] = [];
    const { does } = asking(answers);

    does(run, { do: 'abort', turn: 7 });

    await vi.waitFor(() => expect(answers).toEqual([false]));
  });

  it('is not answered by the answer to another run', async () => {
    const answers: boolean[] = [];
    const { does, comes } = asking(answers);

    does(run);
    await comes([{ type: 'run.progressed' }]);
    does(
      { do: 'answerApproval', turn: 6, approved: true },
      { do: 'answerApproval', turn: 7, approved: false },
    );

    await vi.waitFor(() => expect(answers).toEqual([false]));
  });
});
