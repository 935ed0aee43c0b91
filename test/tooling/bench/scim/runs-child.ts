/**
 * Runs for many people against one SCIM server, as `provision run` makes them, in a process of its own so that its peak
 * of memory is known: `node scim-runs-child.ts BASE-URL CONCURRENCY PEOPLE [FILE]` creates everybody, then gives each
 * another title and a manager, and prints a line of JSON. With FILE the requests of every run are written into it; then
 * the concurrency has to be 1.
 */
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { type ConnectedApp, connect, runRequest } from '../../../../src/cli/connecting/connect.ts';
import { findApp } from '../../../../src/cli/connecting/open-workspace.ts';
import { journalled } from '../../../../src/cli/running/journalled.ts';
import { applyEvent } from '../../../../src/engine/run/fold.ts';
import type { RunRecord } from '../../../../src/engine/run/record.ts';
import { attributesOf, manyPeople } from '../../../support/people/many-people.ts';
import { type Elsewhere, meteredJournal } from '../metered-journal.ts';
import { inParallel, measured } from './load.ts';
import { APP, type Objects } from './scenarios.ts';
import type { RunRequests } from './send-again.ts';
import { watched } from './sent-requests.ts';
import { type ScimBench, scimBench } from './workspace.ts';

const SEED = 7;

const [baseUrl = '', concurrency = '', count = '', file] = process.argv.slice(2);
const people = [...manyPeople(SEED, Number(count))];
const ids = people.map(({ objectId }) => objectId);

/** Nobody has a manager at first: at a concurrency above one, whose manager is there in time would be left to chance. */
const newcomers: Objects = Object.fromEntries(
  people.map((person) => [
    person.objectId,
    { ...attributesOf(person), manager: '', accountEnabled: 'true', IsSoftDeleted: 'false', assigned: true },
  ]),
);
const promoted: Objects = Object.fromEntries(
  people.map((person) => [
    person.objectId,
    { ...newcomers[person.objectId], jobTitle: `Chief ${person.jobTitle}`, manager: person.managerId ?? '' },
  ]),
);

async function runOne(
  { workspace }: ScimBench,
  app: ConnectedApp,
  id: string,
  journal: Elsewhere,
): Promise<RunRecord> {
  const request = runRequest(workspace, app, {
    subject: { kind: 'user', id },
    mode: 'provision',
    signal: new AbortController().signal,
    approve: async () => true,
  });
  if (!request.ok) throw new Error(request.error);
  let record: RunRecord | undefined;
  const events = journalled(meteredJournal(workspace.journal, journal), request.value, () => {});
  for await (const event of events) record = applyEvent(record, event);
  if (record?.statusInfo.status !== 'Success') throw new Error(JSON.stringify(record?.statusInfo));
  return record;
}

async function pass(bench: ScimBench, app: ConnectedApp, objects: Objects) {
  await bench.fill({ people: objects, groups: {} });
  const journal: Elsewhere = { ms: 0 };
  const runs: RunRequests[] = [];
  const run = async (id: string): Promise<void> => {
    const work = () => runOne(bench, app, id, journal);
    // Runs at the same time would see each other's requests.
    const { value, sent } = file === undefined ? { value: await work(), sent: [] } : await watched(work);
    runs.push({ sent, targetId: value.targetIdentity.id ?? '' });
  };
  const took = await measured(() => inParallel(ids, Number(concurrency), run));
  return { runs, result: { ...took, journalMs: journal.ms } };
}

const bench = await scimBench(baseUrl);
const found = findApp(bench.workspace, APP);
if (!found.ok) throw new Error(JSON.stringify(found.error));
const app = await connect(bench.workspace, found.value);
if (!app.ok) throw new Error(app.error.join(' '));
const created = await pass(bench, app.value, newcomers);
const updated = await pass(bench, app.value, promoted);
await app.value.close();
await bench.remove();
if (file !== undefined) await writeFile(file, JSON.stringify([created.runs, updated.runs]));
const passes = [created.result, updated.result];
console.log(JSON.stringify({ passes, peakKilobytes: process.resourceUsage().maxRSS }));
