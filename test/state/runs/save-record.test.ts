import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../../src/engine/run/fold.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { saveRecord } from '../../../src/state/runs/save-record.ts';
import { tempFolder } from '../temp-folder.ts';
import { createdRun } from './run-events.ts';

function recordOf(runId: string): RunRecord {
  const record = createdRun(runId).reduce<RunRecord | undefined>(applyEvent, undefined);
  if (record === undefined) throw new Error('no events');
  return record;
}

const record = recordOf('a1b2c3d4-e5f6');

describe('saving a run record', () => {
  it('names the file after app, time and run, for this user alone, and gives its path', async () => {
    const directory = await tempFolder();

    const saved = await saveRecord({ record, directory });

    const path = join(directory, 'provision-entra-to-saas-20261001T120000Z-a1b2c3d4.json');
    expect(saved).toEqual({ ok: true, value: path });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(record)));
  });

  it('never overwrites a file: it adds -2, -3', async () => {
    const directory = await tempFolder();
    await writeFile(join(directory, 'run.json'), 'mine');

    await saveRecord({ record, directory, file: 'run.json' });
    await saveRecord({ record, directory, file: 'run.json' });

    expect((await readdir(directory)).toSorted()).toEqual(['run-2.json', 'run-3.json', 'run.json']);
    expect(await readFile(join(directory, 'run.json'), 'utf8')).toBe('mine');
  });

  it('makes a harmless name of a hostile id', async () => {
    const directory = await tempFolder();

    const saved = await saveRecord({ record: recordOf('../x\u001b[31m'), directory });

    expect(saved).toMatchObject({ ok: true });
    expect(await readdir(directory)).toEqual([expect.stringMatching(/^[\w-]+\.json$/u)]);
  });

  it.each([
    ['a folder that does not exist', 'nowhere/run.json', 'notFound'],
    ['a place below a file', 'file/run.json', 'unusable'],
  ])('is a problem with the path for %s', async (_what, file, code) => {
    const directory = await tempFolder();
    await writeFile(join(directory, 'file'), '');

    const saved = await saveRecord({ record, directory, file });

    expect(saved).toMatchObject({ ok: false, error: { code, path: join(directory, file) } });
  });

  it('does not write through a name that is a folder', async () => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'runs'));

    const saved = await saveRecord({ record, directory, file: 'runs' });

    expect(saved).toEqual({ ok: true, value: join(directory, 'runs-2') });
  });
});
