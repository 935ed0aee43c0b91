/**
 * One cold start, for `server.ts`: `node server-child.ts serve|parse DIRECTORY` prints the milliseconds it took, modules
 * already loaded, to have the SCIM server of the directory ready, or to read and parse the same bytes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startScimServer } from '../../../src/emulators/scim/start.ts';

const [what = '', directory = ''] = process.argv.slice(2);

async function serve(): Promise<number> {
  const started = performance.now();
  const server = await startScimServer({ directory, port: 0, token: 'bench', now: () => new Date() });
  const took = performance.now() - started;
  if (!server.ok) throw new Error(server.error.message);
  await server.value.close();
  return took;
}

async function parse(): Promise<number> {
  const started = performance.now();
  JSON.parse(await readFile(join(directory, 'resources.json'), 'utf8'));
  return performance.now() - started;
}

console.log(await (what === 'serve' ? serve() : parse()));
