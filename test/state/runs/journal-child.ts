/**
 * Appends the events of one run and says on stdout which are acknowledged. Stops before the event whose number is the
 * third argument and then waits to be killed; without it, it goes on to the end.
 */

import { identifyProcess } from '../../../src/disk/process-identity.ts';
import { openRunJournal } from '../../../src/state/runs/journal.ts';
import { createdRun } from './run-events.ts';

const [directory = '', runId = '', stopBefore = 'Infinity'] = process.argv.slice(2);
const journal = await openRunJournal({ directory, now: () => new Date(), process: await identifyProcess() });
if (!journal.ok) throw new Error(journal.error.message);
const log = journal.value.begin(runId);
for (const event of createdRun(runId)) {
  if (event.seq >= Number(stopBefore)) break;
  await log.append(event);
  process.stdout.write(`${event.seq}\n`);
}
process.stdout.write('waiting\n');
setInterval(() => undefined, 1_000);
