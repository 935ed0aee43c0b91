import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createSearchService, type SearchService } from '../../../../src/cli/people/search-service.ts';
import type { FileListing } from '../../../../src/connectors/file/settings.ts';
import { decodeIndex } from '../../../../src/search/index/stored-index.ts';
import { manyPeople } from '../../../support/people/many-people.ts';
import { percentile } from '../numbers.ts';
import { type Delay, type Ours, SHOWN, TEXTS_FROM } from './jobs.ts';

type Job = { readonly people: number; readonly seed: number; readonly folder: string };

const INDEX = 'people';
const megabytes = (bytes: number): number => bytes / 1e6;
const nanosecondsToMs = (value: number): number => value / 1e6;

const listingIn = (folder: string): FileListing => ({
  path: join(folder, 'people.jsonl'),
  format: 'json-lines',
  kind: 'user',
  app: 'entra-to-saas',
  anchors: ['objectId'],
  attributes: [],
  members: 'members',
  delimiter: ',',
  valueSeparator: ';',
});

/** How long the main loop was late while something was done. A timer's own delay of a millisecond is in it. */
async function delayDuring(work: () => Promise<void>): Promise<Delay> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return { p99: nanosecondsToMs(delay.percentile(99)), max: nanosecondsToMs(delay.max) };
}

async function press(service: SearchService, query: string): Promise<number> {
  const pressed = performance.now();
  const options = { limit: SHOWN, kind: 'user' } as const;
  await service.search(INDEX, { query, options, mayBeSkipped: false });
  return performance.now() - pressed;
}

/** Asks a question every 50 ms until something is done, as somebody types who does not wait. */
async function typeUntil(done: Promise<unknown>, service: SearchService, presses: readonly string[]) {
  let isDone = false;
  void done.finally(() => {
    isDone = true;
  });
  for (let at = 0; !isDone; at = (at + 1) % presses.length) {
    await press(service, presses[at] ?? '');
    await wait(50);
  }
}

async function untilStored(cacheFolder: string): Promise<string> {
  for (;;) {
    const names = await readdir(cacheFolder).catch(() => []);
    const stored = names.find((name) => name.endsWith('.index'));
    if (stored !== undefined) return join(cacheFolder, stored);
    await wait(50);
  }
}

/** What the floor is measured on: the names, addresses and employee ids of a directory of this size. */
function directoryBytes({ people, seed }: Job): Buffer {
  const known = Math.min(people, TEXTS_FROM);
  const lines: string[] = [];
  for (const { given, surname, display, upn, mail, employeeId } of manyPeople(seed, known)) {
    lines.push([given, surname, display, upn, mail, employeeId].join('\t'));
  }
  const part = Buffer.from(lines.join('\n'));
  return Buffer.concat(Array.from({ length: Math.ceil(people / known) }, () => part));
}

function floor(bytes: Buffer): number {
  const needle = Buffer.from('\u0000\u0001nobody');
  const passes = Array.from({ length: 15 }, () => {
    const started = performance.now();
    if (bytes.indexOf(needle) >= 0) throw new Error('the needle must not be there');
    return performance.now() - started;
  });
  return percentile(passes, 0.5);
}

async function firstReading(job: Job, presses: readonly string[]) {
  const cacheFolder = join(job.folder, 'indexes');
  const service = createSearchService();
  let firstAnswerMs = 0;
  const opened = performance.now();
  const reading = service.open(INDEX, { files: [listingIn(job.folder)], cacheFolder }, ({ searchable }) => {
    if (searchable > 0 && firstAnswerMs === 0) firstAnswerMs = performance.now() - opened;
  });
  const delayWhileReading = await delayDuring(() => typeUntil(reading, service, presses));
  await reading;
  const readMs = performance.now() - opened;
  const indexFile = await untilStored(cacheFolder);
  return {
    service,
    readMs,
    firstAnswerMs: firstAnswerMs === 0 ? readMs : firstAnswerMs,
    delayWhileReading,
    indexFile,
  };
}

async function secondStart({ folder }: Job, query: string) {
  const service = createSearchService();
  const started = performance.now();
  await service.open(INDEX, { files: [listingIn(folder)], cacheFolder: join(folder, 'indexes') }, () => {});
  const cachedOpenMs = performance.now() - started;
  await press(service, query);
  const cachedAnswerMs = performance.now() - started;
  await service.close();
  return { cachedOpenMs, cachedAnswerMs };
}

async function sizes(indexFile: string) {
  const bytes = await readFile(indexFile);
  const texts = (decodeIndex(bytes)?.segments ?? []).reduce(
    (sum, { records }) => sum + records.bytes.length,
    0,
  );
  return { indexMB: megabytes(bytes.length - texts), textMB: megabytes(texts) };
}

/** The program's own index, in its own thread, as the wizard uses it: from a key press to the rows. */
export async function measureOurs(
  job: Job,
  presses: readonly string[],
  sample: readonly string[],
): Promise<Ours> {
  const { service, readMs, firstAnswerMs, delayWhileReading, indexFile } = await firstReading(job, presses);
  const times: number[] = [];
  const delayWhileTyping = await delayDuring(async () => {
    for (const query of presses) times.push(await press(service, query));
  });
  const sampled: number[] = [];
  for (const query of sample) sampled.push(await press(service, query));
  const rssMB = megabytes(process.memoryUsage().rss);
  await service.close();
  const bytes = directoryBytes(job);
  return {
    readMs,
    firstAnswerMs,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    sampleP50: percentile(sampled, 0.5),
    sampleP95: percentile(sampled, 0.95),
    presses: times.length,
    floorMs: floor(bytes),
    floorMB: megabytes(bytes.length),
    delayWhileReading,
    delayWhileTyping,
    rssMB,
    ...(await secondStart(job, presses[0] ?? '')),
    ...(await sizes(indexFile)),
  };
}
