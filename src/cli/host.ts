import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { identifyProcess, type ProcessIdentity } from '../disk/process-identity.ts';
import { findPlaces, type Places } from '../state/places.ts';
import { programFolder } from './startup/program-folder.ts';

/** Everything the program takes from the process it runs in. Only `cli` ever sees the real one. */
export type Host = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly uid: number | undefined;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly now: () => Date;
  readonly identity: ProcessIdentity;
  readonly places: Places;
  /** How a person calls this program: its name, or the form that works in a clone. */
  readonly calledAs: string;
  /** The sample workspace that comes with the program. */
  readonly sampleFolder: string;
};

export async function thisHost(): Promise<Host> {
  return {
    env: process.env,
    cwd: process.cwd(),
    uid: process.getuid?.(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => new Date(),
    identity: await identifyProcess(),
    places: findPlaces(process.env),
    calledAs: process.env['npm_lifecycle_event'] === 'start' ? 'npm -s start --' : 'provision',
    sampleFolder: join(programFolder(import.meta.dirname), 'sample-data'),
  };
}
