import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Host } from '../../../src/cli/host.ts';
import { identifyProcess } from '../../../src/disk/process-identity.ts';

export type SampleHost = { readonly host: Host; readonly remove: () => Promise<void> };

/** A user of the program whose folders are new and go away again; the workspace is the sample. */
export async function sampleHost(): Promise<SampleHost> {
  const home = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  const place = (name: string): string => join(home, name);
  const host: Host = {
    env: {},
    cwd: home,
    uid: process.getuid?.(),
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    now: () => new Date(),
    identity: await identifyProcess(),
    places: { state: place('state'), config: place('config'), cache: place('cache') },
    calledAs: 'provision',
    sampleFolder: join(import.meta.dirname, '..', '..', '..', 'sample-data'),
  };
  return { host, remove: () => rm(home, { recursive: true, force: true }) };
}
