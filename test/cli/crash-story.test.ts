import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storyOf } from '../../src/cli/crash-story.ts';

/** Line 1 of the file, column 1, is line 3, column 5 of its source. */
const map = { version: 3, sources: ['../src/engine/run.ts'], names: [], mappings: 'AAEI' };

async function aBundle(mapText?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'provision-story-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'program.js');
  if (mapText !== undefined) await writeFile(`${file}.map`, mapText);
  return file;
}

function errorAt(place: string): Error {
  const error = new Error('out of luck');
  error.stack = `Error: out of luck\n    at run (${place})\n    at node:internal/process:1:2`;
  return error;
}

describe('the story of a crash', () => {
  it('names the place in the sources instead of that in the bundle', async () => {
    const file = await aBundle(JSON.stringify(map));

    expect(storyOf(errorAt(`${file}:1:1`))).toBe(
      'Error: out of luck\n    at run (src/engine/run.ts:3:5)\n    at node:internal/process:1:2',
    );
  });

  it.each([
    ['no map', undefined],
    ['a map that cannot be read', '{'],
  ])('is told as it is with %s', async (_what, text) => {
    const error = errorAt(`${await aBundle(text)}:1:1`);

    expect(storyOf(error)).toBe(error.stack);
  });

  it('is told of whatever was thrown', () => {
    expect(storyOf('just words')).toBe('just words');
  });
});
