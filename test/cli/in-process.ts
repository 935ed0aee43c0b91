import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { Host } from '../../src/cli/host.ts';
import { runProgram } from '../../src/cli/program.ts';
import { identifyProcess } from '../../src/disk/process-identity.ts';
import { findPlaces } from '../../src/state/places.ts';
import type { Home } from '../support/program.ts';

export type Said = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

export type Call = {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly now?: () => Date;
  /** What a person at a terminal types; without it nobody is there. */
  readonly typed?: string;
  /** Takes the output; without it everything is taken at once. */
  readonly stdout?: Writable;
};

const sampleFolder = join(import.meta.dirname, '..', '..', 'sample-data');

function paper(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

function keyboard(typed: string | undefined): Host['stdin'] {
  if (typed === undefined) return new PassThrough();
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  terminal.end(typed);
  return terminal;
}

/** The program in this very process, for everything that needs no process of its own. Same result, 50 times quicker. */
export async function cli(home: Home, args: readonly string[], call: Call = {}): Promise<Said> {
  const [stdout, stderr] = [paper(), paper()];
  const env = { ...home.env, ...call.env };
  const host: Host = {
    env,
    cwd: call.cwd ?? home.path,
    uid: process.getuid?.(),
    stdin: keyboard(call.typed),
    stdout: call.stdout ?? stdout.stream,
    stderr: stderr.stream,
    now: call.now ?? (() => new Date()),
    identity: await identifyProcess(),
    places: findPlaces(env),
    calledAs: 'provision',
    sampleFolder,
  };
  const exitCode = await runProgram(host, args);
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}

/** Every line of JSON Lines, parsed. */
export const jsonLines = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
