import Fuse from 'fuse.js';
import { fold } from '../../../src/search/fold.ts';
import { manyPeople } from '../../support/many-people.ts';
import { percentile } from './numbers.ts';
import { type FuseMeasured, SHOWN } from './search-jobs.ts';

const megabytes = (bytes: number): number => bytes / 1e6;

/** Memory in use after what is not needed was taken away; the process runs with `--expose-gc`. */
function used(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * The best set-up of fuse.js for people: one folded string a person, and all words of the query in it. A higher
 * threshold finds as many people and takes longer.
 */
export function measureFuse(
  { seed, people }: { readonly seed: number; readonly people: number },
  presses: readonly string[],
): FuseMeasured {
  const entries: { readonly id: string; readonly text: string }[] = [];
  for (const { objectId, display, given, surname, upn, mail, employeeId } of manyPeople(seed, people)) {
    const values = new Set([display, given, surname, upn, mail, employeeId, objectId]);
    entries.push({ id: objectId, text: fold([...values].join(' ')) });
  }
  const before = used();
  const started = performance.now();
  const fuse = new Fuse(entries, { keys: ['text'], useTokenSearch: true, tokenMatch: 'all', threshold: 0.3 });
  const buildMs = performance.now() - started;
  const indexMB = megabytes(used() - before);
  const times = presses.map((press) => {
    const pressed = performance.now();
    fuse.search(fold(press), { limit: SHOWN });
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
