import type { RunJournal } from '../../../src/state/runs/journal.ts';

/** Milliseconds spent somewhere else than in our own code. */
export type Elsewhere = { ms: number };

/** The same journal; what its flushes take is added up. */
export function meteredJournal(journal: RunJournal, elsewhere: Elsewhere): RunJournal {
  const begin: RunJournal['begin'] = (runId) => {
    const log = journal.begin(runId);
    return {
      ...log,
      append: async (event) => {
        const started = performance.now();
        await log.append(event);
        elsewhere.ms += performance.now() - started;
      },
    };
  };
  return { ...journal, begin };
}
