import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Command, CommanderError } from 'commander';
import { onTestFinished } from 'vitest';
import type { CommandDependencies } from '../../../src/cli/commands/dependencies.ts';
import * as expression from '../../../src/cli/commands/expression/expression.ts';
import * as scope from '../../../src/cli/commands/scope.ts';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import type { Host } from '../../../src/cli/host.ts';
import { createPrinter } from '../../../src/cli/printer.ts';
import { findPlaces } from '../../../src/state/places.ts';

export type Said = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

function paper(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

const NOW = new Date('2026-01-02T03:04:05Z');

/** The families of commands that need no workspace, alone; `input` is standard input. */
export async function family(args: readonly string[], input = ''): Promise<Said> {
  const [stdout, stderr] = [paper(), paper()];
  const env = { LANG: 'C.UTF-8', HOME: tmpdir() };
  const host: Host = {
    env,
    cwd: tmpdir(),
    uid: undefined,
    stdin: Readable.from([Buffer.from(input)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    now: () => NOW,
    identity: { host: '', pid: 1, startedAt: '' },
    places: findPlaces(env),
    calledAs: 'provision',
    sampleFolder: '',
  };
  let exitCode: number = exitCodes.success;
  const program = new Command('provision').option('--ascii').exitOverride();
  program.configureOutput({
    writeOut: (text) => void host.stdout.write(text),
    writeErr: (text) => void host.stderr.write(text),
  });
  const printer = () => createPrinter(host, { ascii: program.opts()['ascii'] === true });
  const end: CommandDependencies['end'] = (ended) => {
    if (typeof ended === 'number') exitCode = ended;
    else if (ended.ok) exitCode = ended.value;
    else {
      for (const line of ended.error.lines) printer().say(`provision: ${line}`);
      exitCode = ended.error.exitCode;
    }
  };
  for (const { register } of [expression, scope]) register(program, { host, printer, end });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = exitCodes.usage;
  }
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}

/** A file of this test alone, removed when it is over. */
export async function fileOf(content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'provision-cases-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'file.json');
  await writeFile(file, content);
  return file;
}

export const jsonFile = (value: unknown): Promise<string> => fileOf(JSON.stringify(value));

export const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
