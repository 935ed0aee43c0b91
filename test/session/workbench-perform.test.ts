import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../src/domain/result.ts';
import type { Action } from '../../src/session/actions.ts';
import type { WorkbenchEffect } from '../../src/session/effects.ts';
import { createWorkbenchPerformer, type WorkbenchServices } from '../../src/session/workbench/perform.ts';
import { failure } from '../support/systems/memory-trouble.ts';
import { idleWorkbench, language, trialOf, values } from '../support/workbench.ts';

function perform(change: Partial<WorkbenchServices> = {}) {
  const dispatched: Action[] = [];
  const performEffect = createWorkbenchPerformer({ ...idleWorkbench, ...change });
  const does = (...effects: readonly WorkbenchEffect[]) =>
    Promise.all(effects.map((effect) => performEffect(effect, (action) => dispatched.push(action))));
  return { does, dispatched };
}

const evaluate = (text: string, turn: number): WorkbenchEffect => ({
  do: 'evaluate',
  attempt: { text, hidesAll: false },
  turn,
});

/** Trials that say how long they took, and which texts were tried. */
function counting(tookMs: number) {
  const tried: string[] = [];
  const performed = perform({
    evaluate: ({ text }) => {
      tried.push(text);
      return { trial: trialOf(text), tookMs };
    },
  });
  return { ...performed, tried };
}

describe('evaluating', () => {
  it('happens once for keys that come in one burst', async () => {
    const { does, dispatched, tried } = counting(1);

    await does(evaluate('"', 1), evaluate('"a', 2), evaluate('"a"', 3));

    expect(tried).toEqual(['"a"']);
    expect(dispatched).toMatchObject([{ type: 'trial.arrived', turn: 3, trial: { text: '"a"' } }]);
  });

  it('waits for a pause in typing once it was slow, and no more once it is quick again', async () => {
    const { does, tried } = counting(90);
    await does(evaluate('slow', 1));
    const timers = vi.spyOn(globalThis, 'setTimeout');

    await does(evaluate('slow 1', 2), evaluate('slow 12', 3));

    expect(tried).toEqual(['slow', 'slow 12']);
    expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([250, 250]);
    timers.mockRestore();
  });
});

describe('reading schema and source', () => {
  it('brings answers and failures back with the turn of their question', async () => {
    const well = perform({ readValues: async () => ok(values()) });
    const badly = perform({ loadLanguage: async () => fail(failure('configuration.invalid')) });
    const load = { do: 'loadLanguage', appId: 'saas', kind: 'user', turn: 4 } as const;
    const read = { do: 'readValues', appId: 'saas', kind: 'user', id: 'ada', turn: 5 } as const;

    await well.does(load, read);
    await badly.does(load, read);

    expect(well.dispatched).toEqual([
      { type: 'language.arrived', turn: 4, language },
      { type: 'values.arrived', turn: 5, read: values() },
    ]);
    expect(badly.dispatched).toMatchObject([
      { type: 'language.failed', turn: 4, failure: { code: 'configuration.invalid' } },
      { type: 'values.failed', turn: 5, failure: { code: 'object.notFound' } },
    ]);
  });

  it('says whether a text could be sent to a clipboard', async () => {
    const { does, dispatched } = perform({ copy: (text) => text === 'yes' });

    await does({ do: 'copy', text: 'yes' }, { do: 'copy', text: 'no' });

    expect(dispatched).toEqual([
      { type: 'copy.done', isSent: true },
      { type: 'copy.done', isSent: false },
    ]);
  });
});
