import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identifyProcess, type ProcessIdentity } from '../../../src/disk/process-identity.ts';
import type { RunEvent } from '../../../src/engine/run/events.ts';
import { openRunJournal, type RunJournal } from '../../../src/state/runs/journal.ts';
import { tempFolder } from '../temp-folder.ts';
import { createdRun } from './run-events.ts';

const dead: ProcessIdentity = { pid: 2 ** 22 + 5, startedAt: 'never', host: hostname() };
const october = new Date('2026-10-01T12:00:00.000Z');

async function journalIn(directory: string, process?: ProcessIdentity, now = october): Promise<RunJournal> {
  const owner = process ?? (await identifyProcess());
  const journal = await openRunJournal({ directory, now: () => now, process: owner });
  if (!journal.ok) throw new Error(journal.error.message);
  return journal.value;
}

async function recorded(journal: RunJournal, runId: string, events: readonly RunEvent[]): Promise<void> {
  const log = journal.begin(runId);
  for (const event of events) await log.append(event);
  await log.close();
}

const runFiles = (directory: string): Promise<readonly string[]> => readdir(join(directory, 'runs'));

async function listed(journal: RunJournal) {
  const runs = await journal.listRuns();
  if (!runs.ok) throw new Error(runs.error.message);
  return runs.value;
}

describe('the run journal', () => {
  it('gives a finished run back as the record that its events fold to', async () => {
    const journal = await journalIn(await tempFolder());

    await recorded(journal, 'a1b2', createdRun('a1b2'));

    const run = await journal.readRun('a1b2');
    expect(run).toMatchObject({
      ok: true,
      value: { runId: 'a1b2', state: 'finished', record: { action: 'Create', targetIdentity: { id: 'T1' } } },
    });
  });

  it('keeps one file a run, for this user alone, in a folder for this user alone', async () => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'runs'), { mode: 0o755 });
    const journal = await journalIn(directory);

    await recorded(journal, 'a1b2', createdRun('a1b2'));

    const [file = ''] = await runFiles(directory);
    expect(file).toBe('20261001T120000000Z_a1b2.jsonl');
    expect((await stat(join(directory, 'runs', file))).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, 'runs'))).mode & 0o777).toBe(0o700);
  });

  it('has every event in the file as soon as append resolves', async () => {
    const directory = await tempFolder();
    const journal = await journalIn(directory);
    const log = journal.begin('a1b2');
    const seen: number[] = [];

    for (const event of createdRun('a1b2')) {
      await log.append(event);
      const [file = ''] = await runFiles(directory);
      seen.push((await readFile(join(directory, 'runs', file), 'utf8')).split('\n').length - 3);
    }

    expect(seen).toEqual(createdRun('a1b2').map(({ seq }) => seq));
  });

  it('keeps the order of events that are appended without waiting', async () => {
    const journal = await journalIn(await tempFolder());
    const log = journal.begin('a1b2');

    await Promise.all(createdRun('a1b2').map((event) => log.append(event)));

    expect(await journal.readRun('a1b2')).toMatchObject({ ok: true, value: { state: 'finished' } });
  });

  it('lists the newest run first, and at most as many as asked for', async () => {
    const directory = await tempFolder();
    for (const day of [3, 1, 2]) {
      const journal = await journalIn(directory, undefined, new Date(Date.UTC(2026, 9, day)));
      await recorded(journal, `run-${day}`, createdRun(`run-${day}`));
    }

    const journal = await journalIn(directory);
    const two = await journal.listRuns(2);

    expect((await listed(journal)).runs.map(({ runId }) => runId)).toEqual(['run-3', 'run-2', 'run-1']);
    expect(two.ok && two.value.runs.map(({ runId }) => runId)).toEqual(['run-3', 'run-2']);
  });

  it.each([
    ['the whole id', 'abc', 'abc'],
    ['a beginning that only one has', 'abd', 'abd-1'],
  ])('finds a run by %s', async (_what, typed, found) => {
    const journal = await journalIn(await tempFolder());
    for (const id of ['abc', 'abc-2', 'abd-1']) await recorded(journal, id, createdRun(id));

    const run = await journal.readRun(typed);

    expect(run).toMatchObject({ ok: true, value: { runId: found } });
  });

  it.each([
    ['ab', 'ambiguous'],
    ['x', 'notFound'],
    ['', 'notFound'],
    ['../../etc/passwd', 'notFound'],
  ])('does not guess which run %j means: %s', async (typed, code) => {
    const journal = await journalIn(await tempFolder());
    for (const id of ['abc', 'abc-2']) await recorded(journal, id, createdRun(id));

    expect(await journal.readRun(typed)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('a run without an end', () => {
  const upTo = (type: RunEvent['type']): readonly RunEvent[] => {
    const events = createdRun('a1b2');
    return events.slice(0, events.findIndex((event) => event.type === type) + 1);
  };

  it("is running while its process lives, and is then nobody else's concern", async () => {
    const journal = await journalIn(await tempFolder());

    await recorded(journal, 'a1b2', upTo('write.started'));

    expect((await listed(journal)).runs).toMatchObject([{ state: 'running' }]);
    expect(await journal.findCutOff()).toMatchObject({ value: { runs: [] } });
  });

  it.each([
    ['gone', dead],
    ['gone, and its number belongs to another process now', { ...dead, pid: process.pid }],
  ])('is cut off when its process is %s', async (_what, owner) => {
    const directory = await tempFolder();

    await recorded(await journalIn(directory, owner), 'a1b2', upTo('write.started'));

    const cutOff = await (await journalIn(directory)).findCutOff();
    expect(cutOff).toMatchObject({
      value: {
        runs: [
          {
            state: 'cutOff',
            record: { evidence: { cutOff: { duringStep: 'action', writeMayHaveHappened: true } } },
          },
        ],
      },
    });
  });

  it('has written nothing when the target refused its only write', async () => {
    const directory = await tempFolder();
    const refused = {
      seq: 9,
      at: october.toISOString(),
      type: 'write.finished',
      outcome: 'refused',
    } as const;

    await recorded(await journalIn(directory, dead), 'a1b2', [...upTo('write.started'), refused]);

    const { runs } = await listed(await journalIn(directory));
    expect(runs[0]?.record.evidence.cutOff).toEqual({ duringStep: 'action', writeMayHaveHappened: false });
  });

  it.each([
    ['running for an hour', 59, 'running'],
    ['cut off afterwards', 61, 'cutOff'],
  ])('of another host counts as %s', async (_what, minutes, state) => {
    const directory = await tempFolder();
    const owner = { ...dead, host: 'another-host' };
    await recorded(await journalIn(directory, owner), 'a1b2', upTo('run.started'));

    const later = await journalIn(directory, undefined, new Date(october.getTime() + minutes * 60_000));

    expect((await listed(later)).runs).toMatchObject([{ state }]);
  });

  it('is reported until it is acknowledged, also by a later process, and stays readable', async () => {
    const directory = await tempFolder();
    await recorded(await journalIn(directory, dead), 'a1b2', upTo('step.started'));
    const first = await journalIn(directory);
    const reported = await first.findCutOff();
    const file = reported.ok ? (reported.value.runs[0]?.file ?? '') : '';

    const acknowledged = await first.acknowledge(file);

    const next = await journalIn(directory);
    expect(acknowledged).toMatchObject({ ok: true });
    expect(await next.findCutOff()).toMatchObject({ value: { runs: [] } });
    expect(await next.readRun('a1b2')).toMatchObject({ ok: true, value: { state: 'cutOff' } });
  });

  it('leaves out a last line that was cut off while it was written', async () => {
    const directory = await tempFolder();
    await recorded(await journalIn(directory, dead), 'a1b2', upTo('step.started'));
    const [file = ''] = await runFiles(directory);
    await writeFile(join(directory, 'runs', file), '{"seq":2,"at":"2026', { flag: 'a' });

    const { runs, unreadable } = await listed(await journalIn(directory));

    expect(unreadable).toEqual([]);
    expect(runs[0]?.record.evidence.cutOff).toEqual({ duringStep: 'import', writeMayHaveHappened: false });
  });
});

describe('a file of the journal that cannot be read', () => {
  const header = '{"journal":1,"runId":"bad","pid":1,"host":"h"}\n';
  const started = JSON.stringify(createdRun('bad')[0]);

  it.each([
    ['nothing in it', '', 'first line is damaged'],
    ['a first line that is not ours', 'x\n', 'first line is damaged'],
    ['no event', header, 'no event'],
    ['a damaged event', `${header}${started}\n{"seq"\n`, 'line 3 is damaged'],
    [
      'an event missing in the middle',
      `${header}${started}\n{"seq":2,"at":"","type":"step.started"}\n`,
      'line 3',
    ],
    ['an unknown event', `${header}${started}\n{"seq":1,"at":"","type":"__proto__"}\n`, 'line 3'],
    ['another beginning', `${header}{"seq":0,"at":"","type":"step.started"}\n`, 'line 2'],
    ['a later format', '{"journal":2}\n', 'later release'],
  ])('is reported and hides no other run: %s', async (_what, text, reason) => {
    const directory = await tempFolder();
    const journal = await journalIn(directory);
    await recorded(journal, 'good', createdRun('good'));
    await writeFile(join(directory, 'runs', '20261001T110000000Z_bad.open.jsonl'), text);

    const { runs, unreadable } = await listed(journal);
    const cutOff = await journal.findCutOff();

    expect(runs.map(({ runId }) => runId)).toEqual(['good']);
    expect(unreadable).toMatchObject([{ reason: expect.stringContaining(reason) }]);
    expect(cutOff).toMatchObject({ value: { unreadable: [{ file: expect.stringContaining('_bad') }] } });
    expect(await journal.readRun('bad')).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  it('is no file of ours when it has another name', async () => {
    const directory = await tempFolder();
    const journal = await journalIn(directory);

    await writeFile(join(directory, 'runs', 'notes.txt'), 'hello');

    expect(await listed(journal)).toEqual({ runs: [], unreadable: [] });
  });
});

describe('prune', () => {
  it('deletes runs that are older than asked, but none that was cut off and not acknowledged', async () => {
    const directory = await tempFolder();
    const spring = new Date('2026-04-01T00:00:00.000Z');
    await recorded(await journalIn(directory, undefined, spring), 'old', createdRun('old'));
    await recorded(await journalIn(directory, dead, spring), 'cut', createdRun('cut').slice(0, 3));
    const journal = await journalIn(directory);
    await recorded(journal, 'new', createdRun('new'));

    const removed = await journal.prune({ olderThanDays: 90 });

    expect(removed).toEqual({ ok: true, value: 1 });
    expect((await listed(journal)).runs.map(({ runId }) => runId)).toEqual(['new', 'cut']);
  });
});

describe('a journal that cannot be opened', () => {
  it('is a problem with the path and what to do', async () => {
    const directory = await tempFolder();
    await writeFile(join(directory, 'runs'), 'a file where the folder should be');
    await chmod(join(directory, 'runs'), 0o600);

    const journal = await openRunJournal({ directory, now: () => october, process: dead });

    expect(journal).toMatchObject({ ok: false, error: { path: join(directory, 'runs') } });
  });
});
