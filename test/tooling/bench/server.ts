import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Seed } from '../../../src/emulators/scim/resources/seed.ts';
import { startScimServer } from '../../../src/emulators/scim/start.ts';
import { makePeople, type Person } from '../../support/people/people.ts';
import { median, ms, rounded, times } from './numbers.ts';
import { printJson, printTable } from './table.ts';

const USERS = 5_000;
const ROUNDS = 10;
const BUDGET_MS = 100;
const run = promisify(execFile);

const userOf = ({ given, surname, display, upn, mail, employeeId, objectId }: Person) => ({
  userName: upn,
  externalId: objectId,
  displayName: display,
  name: { givenName: given, familyName: surname },
  active: true,
  emails: [{ type: 'work', value: mail, primary: true }],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: employeeId },
});

/** A directory whose state is a snapshot of the users. */
async function fill(directory: string): Promise<void> {
  const seed: Seed = { Users: makePeople(5, USERS).map(userOf) };
  const server = await startScimServer({ directory, port: 0, token: 'bench', seed, now: () => new Date() });
  if (!server.ok) throw new Error(server.error.message);
  await server.value.close();
}

async function cold(what: 'serve' | 'parse', directory: string): Promise<number> {
  const child = fileURLToPath(import.meta.resolve('./server-child.ts'));
  const { stdout } = await run(process.execPath, [child, what, directory]);
  return Number(stdout);
}

/** How soon the embedded SCIM server is ready, beside reading and parsing the same bytes; each in a new process. */
export async function bench(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  await fill(directory);
  const { size } = await stat(join(directory, 'resources.json'));
  const serving: number[] = [];
  const parsing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    parsing.push(await cold('parse', directory));
    serving.push(await cold('serve', directory));
  }
  await rm(directory, { recursive: true, force: true });
  const [ready, floor] = [median(serving), median(parsing)];
  const title = `SCIM server with ${USERS} users, ${(size / 1e6).toFixed(1)} MB, median of ${ROUNDS} new processes`;
  printTable(
    title,
    ['', 'time', 'ratio', 'budget'],
    [
      ['read and JSON.parse', ms(floor), '1', ''],
      ['ready to answer', ms(ready), times(ready / floor), `${BUDGET_MS} ms`],
    ],
  );
  printJson('server', {
    users: USERS,
    bytes: size,
    readyMs: rounded(ready),
    floorMs: rounded(floor),
    ratio: rounded(ready / floor),
  });
}
