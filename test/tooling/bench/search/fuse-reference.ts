import Fuse from 'fuse.js';
import { fold } from '../../../../src/search/text/fold.ts';
import { manyPeople } from '../../../support/people/many-people.ts';
import type { Person } from '../../../support/people/people.ts';
import { percentile } from '../numbers.ts';
import { type FuseMeasured, SHOWN } from './jobs.ts';

const megabytes = (bytes: number): number => bytes / 1e6;

/** Memory in use after what is not needed was taken away; the process runs with `--expose-gc`. */
function used(): number {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

type Entry = { readonly id: string; readonly text: string };

export function entryOf({ objectId, display, given, surname, upn, mail, employeeId }: Person): Entry {
  const values = new Set([display, given, surname, upn, mail, employeeId, objectId]);
  return { id: objectId, text: fold([...values].join(' ')) };
}

/**
 * The best set-up of fuse.js for people: one folded string a person, and all words of the query in it. A higher
 * threshold finds as many people and takes longer.
 */
export function fuseOver(entries: readonly Entry[]): (query: string, limit: number) => readonly string[] {
  const fuse = new Fuse(entries, { keys: ['text'], useTokenSearch: true, tokenMatch: 'all', threshold: 0.3 });
  return (query, limit) => fuse.search(fold(query), { limit }).map(({ item }) => item.id);
}

export function measureFuse(
  { seed, people }: { readonly seed: number; readonly people: number },
  presses: readonly string[],
): FuseMeasured {
  const entries: Entry[] = [];
  for (const person of manyPeople(seed, people)) entries.push(entryOf(person));
  const before = used();
  const started = performance.now();
  const search = fuseOver(entries);
  const buildMs = performance.now() - started;
  const indexMB = megabytes(used() - before);
  const times = presses.map((press) => {
    const pressed = performance.now();
    search(press, SHOWN);
    return performance.now() - pressed;
  });
  return {
    buildMs,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    presses: presses.length,
    indexMB,
    rssMB: megabytes(process.memoryUsage().rss),
  };
}
