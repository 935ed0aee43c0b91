import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makePeople, type Person } from '../../../support/people/people.ts';
import { ines } from '../ines.ts';
import { manyMappingsSchema } from './many-mappings.ts';

const SEED = 33;
export const SIZES = [10_000, 100_000] as const;

const departments = ['Marketing', 'Operations', 'Support', 'Finance', 'Research'];
/** One mapping is another: everybody in Operations gets another value. */
const changed = new Map([
  [
    'userType',
    'Switch([department], "Employee", "Marketing", "Office", "Operations", "Works", "Support", "Field")',
  ],
]);

const run = promisify(execFile);
const child = fileURLToPath(import.meta.resolve('./people-child.ts'));

/** Bytes of the file; milliseconds and the peak of memory (RSS) of a process that compared everybody in it. */
export type PeopleDiff = {
  readonly people: number;
  readonly bytes: number;
  readonly compareMs: number;
  readonly peakMb: number;
  /** Milliseconds to read and parse the same lines. */
  readonly floorMs: number;
};

const lineOf = (
  { given, surname, display, upn, mail, employeeId, objectId }: Person,
  index: number,
): string =>
  JSON.stringify({
    ...ines,
    objectId,
    userPrincipalName: upn,
    displayName: display,
    givenName: given,
    surname,
    mail,
    mailNickname: upn.split('@')[0],
    employeeId,
    department: departments[index % departments.length],
  });

type Ran = { readonly ms: number; readonly peakKilobytes: number; readonly answer: unknown };

async function ran(...args: readonly string[]): Promise<Ran> {
  const { stdout } = await run(process.execPath, [child, ...args]);
  return JSON.parse(stdout) as Ran;
}

/** Every fifth person is in Operations. */
function verify({ answer }: Ran, people: number): void {
  const wanted = { compared: people, otherValues: people / departments.length };
  const { summary } = answer as { readonly summary: { readonly people: typeof wanted } };
  const { compared, otherValues } = summary.people;
  if (compared !== wanted.compared || otherValues !== wanted.otherValues)
    throw new Error(JSON.stringify(answer));
}

async function measure(folder: string, lines: readonly string[]): Promise<PeopleDiff> {
  const file = join(folder, `people-${lines.length}.jsonl`);
  await writeFile(file, `${lines.join('\n')}\n`);
  const floor = await ran('read', file);
  const compared = await ran('compare', join(folder, 'old.json'), join(folder, 'new.json'), file);
  verify(compared, lines.length);
  return {
    people: lines.length,
    bytes: (await stat(file)).size,
    compareMs: compared.ms,
    peakMb: compared.peakKilobytes / 1024,
    floorMs: floor.ms,
  };
}

/** `schema diff --users` for files of people that differ in length only: the time grows with them, the memory must not. */
export async function measurePeopleDiff(): Promise<readonly PeopleDiff[]> {
  const folder = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  await writeFile(join(folder, 'old.json'), manyMappingsSchema());
  await writeFile(join(folder, 'new.json'), manyMappingsSchema(changed));
  const lines = makePeople(SEED, Math.max(...SIZES)).map(lineOf);
  const measured: PeopleDiff[] = [];
  for (const size of SIZES) measured.push(await measure(folder, lines.slice(0, size)));
  await rm(folder, { recursive: true, force: true });
  return measured;
}
