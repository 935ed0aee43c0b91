import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { identifyProcess } from '../../../src/disk/process-identity.ts';
import { openRunJournal, type RunJournal } from '../../../src/state/runs/journal.ts';
import type { StoredRun } from '../../../src/state/runs/stored-run.ts';
import { tempFolder } from '../temp-folder.ts';
import { createdRun } from './run-events.ts';

const child = fileURLToPath(new URL('./journal-child.ts', import.meta.url));
const events = createdRun('run-1');

/** Runs the child, kills it with SIGKILL as soon as it has said `word`, and gives what it had said until it was gone. */
async function killedAfter(word: string, args: readonly string[]): Promise<readonly string[]> {
  const running = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  running.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (said.split('\n').includes(word)) running.kill('SIGKILL');
  });
  const [, signal] = await once(running, 'close');
  expect(signal).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

async function journalOf(directory: string): Promise<RunJournal> {
  const journal = await openRunJournal({
    directory,
    now: () => new Date(),
    process: await identifyProcess(),
  });
  if (!journal.ok) throw new Error(journal.error.message);
  return journal.value;
}

async function onlyRun(journal: RunJournal): Promise<StoredRun | undefined> {
  const listed = await journal.listRuns();
  if (!listed.ok) throw new Error(listed.error.message);
  expect(listed.value.unreadable).toEqual([]);
  expect(listed.value.runs.length).toBeLessThanOrEqual(1);
  return listed.value.runs[0];
}

describe('after kill -9 of the process that ran', () => {
  const expected = (seq: number) => {
    const last = events[seq];
    const running = last?.type === 'step.started' || last?.type.startsWith('write.');
    const step = events.slice(0, seq + 1).findLast((event) => event.type === 'step.started');
    return {
      ...(running && step?.type === 'step.started' ? { duringStep: step.step } : {}),
      writeMayHaveHappened: events.slice(0, seq + 1).some(({ type }) => type === 'write.started'),
    };
  };

  it.concurrent.for(events.slice(0, -1).map(({ seq, type }) => ({ seq, type })))(
    'at event $seq ($type) the journal says at which step, and whether a write may have happened',
    async ({ seq }, { onTestFinished }) => {
      const directory = await tempFolder(onTestFinished);

      await killedAfter('waiting', [directory, 'run-1', String(seq + 1)]);

      const run = await onlyRun(await journalOf(directory));
      expect(run?.state).toBe('cutOff');
      expect(run?.record.evidence.cutOff).toEqual(expected(seq));
      expect(run?.record.evidence.writeUnderWay).toBe(
        events[seq]?.type === 'write.started' ? 'create User' : undefined,
      );
    },
  );

  it('after the last event the run is finished and nothing is reported', async () => {
    const directory = await tempFolder();

    await killedAfter('waiting', [directory, 'run-1']);

    const journal = await journalOf(directory);
    expect((await onlyRun(journal))?.state).toBe('finished');
    expect(await journal.findCutOff()).toMatchObject({ value: { runs: [], unreadable: [] } });
  });

  it.concurrent.for([0, 2, 5, 8, 9, 10])(
    'in the middle of writing, no event is lost that was acknowledged (kill after %i)',
    async (seq, { onTestFinished }) => {
      const directory = await tempFolder(onTestFinished);

      const said = await killedAfter(String(seq), [directory, 'run-1']);

      const run = await onlyRun(await journalOf(directory));
      const acknowledged = said.filter((word) => word !== 'waiting').length;
      const steps = events.slice(0, acknowledged).filter(({ type }) => type === 'step.finished').length;
      const recorded = run?.record.evidence.cards.filter(({ state }) => state === 'Success').length ?? 0;
      expect(recorded).toBeGreaterThanOrEqual(steps);
      expect(run?.state).toBe(run?.record.endTime === undefined ? 'cutOff' : 'finished');
    },
  );
});
