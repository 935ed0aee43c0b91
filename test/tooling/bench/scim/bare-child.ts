/**
 * The requests of `scim-runs-child.ts` and nothing else: `node scim-bare-child.ts BASE-URL TOKEN CONCURRENCY FILE` sends
 * them through undici, those of one run one after another, and prints a line of JSON.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { Agent } from 'undici';
import { inParallel, measured, type PassMeasured } from './load.ts';
import { type RunRequests, sendAgain } from './send-again.ts';

const [baseUrl = '', token = '', concurrency = '', file = ''] = process.argv.slice(2);
const recorded: readonly (readonly RunRequests[])[] = JSON.parse(await readFile(file, 'utf8'));
const bare = { url: new URL(baseUrl).origin, token, dispatcher: new Agent() };
const ids = new Map<string, string>();

const passes: PassMeasured[] = [];
for (const runs of recorded) {
  const send = (run: RunRequests) => sendAgain(bare, run, ids);
  passes.push(await measured(() => inParallel(runs, Number(concurrency), send)));
}
await bare.dispatcher.close();
console.log(JSON.stringify({ passes, peakKilobytes: process.resourceUsage().maxRSS }));
