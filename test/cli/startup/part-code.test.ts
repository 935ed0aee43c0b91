import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepCode, keptCode } from '../../../src/cli/startup/kept-code.ts';
import { runPart } from '../../../src/cli/startup/part-code.ts';

const code = Buffer.from('any bytes will do here');

/** A folder of this test alone with a part of a program in it. */
function aPart(text = "'use strict'; exports.answer = () => 6 * 7; exports.here = __filename;") {
  const folder = mkdtempSync(join(tmpdir(), 'provision-part-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'part.js');
  writeFileSync(file, text);
  return { folder, file, cache: join(folder, 'cache', 'code', 'part') };
}

type Part = { readonly answer: () => number; readonly here: string };

describe('a part of the program', () => {
  it('gives what it exports, and knows where it stands', async () => {
    const { file, cache } = aPart();

    const { exports } = await runPart<Part>({ file, hash: 'one', cache });

    expect([exports.answer(), exports.here]).toEqual([42, file]);
  });

  it('keeps its code in a file of this user alone, once, and runs from it', async () => {
    const { file, cache } = aPart();
    (await runPart<Part>({ file, hash: 'one', cache })).keep();
    const written = statSync(cache);

    const again = await runPart<Part>({ file, hash: 'one', cache });
    again.keep();

    expect(again.exports.answer()).toBe(42);
    expect(written.mode & 0o777).toBe(0o600);
    expect(statSync(cache).ino).toBe(written.ino);
  });

  it('runs without a cache where none can be written', async () => {
    const { file, folder } = aPart();

    const part = await runPart<Part>({ file, hash: 'one', cache: join(file, 'no', 'folder') });
    part.keep();

    expect(part.exports.answer()).toBe(42);
    expect(readdirSync(folder)).toEqual(['part.js']);
  });
});

describe('kept code', () => {
  it('is given back for the text it was compiled from, and for no other', () => {
    const { cache } = aPart();
    keepCode(cache, 'one', code);

    expect(keptCode(cache, 'one')).toEqual(code);
    expect(keptCode(cache, 'two')).toBeUndefined();
  });

  it('replaces what was kept before', () => {
    const { cache } = aPart();
    keepCode(cache, 'one', code);
    keepCode(cache, 'two', Buffer.from('other'));

    expect(keptCode(cache, 'one')).toBeUndefined();
    expect(keptCode(cache, 'two')?.toString()).toBe('other');
  });

  it.each([
    ['a byte of the code is another', (bytes: Buffer) => bytes.fill('x', 130, 131)],
    ['a byte of the header is another', (bytes: Buffer) => bytes.fill('x', 3, 4)],
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['nothing is left of it', () => Buffer.alloc(0)],
  ])('is none when %s', (_what, damage) => {
    const { cache } = aPart();
    keepCode(cache, 'one', code);
    writeFileSync(cache, damage(readFileSync(cache)));

    expect(keptCode(cache, 'one')).toBeUndefined();
  });

  it('is none where a named pipe stands in its place, which nobody writes into', () => {
    const { folder } = aPart();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);

    expect(keptCode(pipe, 'one')).toBeUndefined();
  });

  it('is none when others can write it', () => {
    const { cache } = aPart();
    keepCode(cache, 'one', code);
    chmodSync(cache, 0o620);

    expect(keptCode(cache, 'one')).toBeUndefined();
  });
});
