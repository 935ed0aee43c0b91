import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { buildIndex } from '../../../src/search/index/people-index.ts';
import { manyPeople } from '../../support/people/many-people.ts';
import { createRandom, listingOf, pick } from '../../support/people/people.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function heapUsed(): number {
  collect();
  const { heapUsed: heap, arrayBuffers } = process.memoryUsage();
  return heap + arrayBuffers;
}

const MEGABYTE = 1_000_000;

it('10,000 key presses leave nothing behind in memory', () => {
  const listings = [...manyPeople(12, 1_000)].map(listingOf);
  const index = buildIndex(listings);
  const random = createRandom(1);
  const press = (): void => {
    const { displayName } = pick(random, listings);
    index.search(displayName.slice(0, 1 + random.below(displayName.length)), { limit: 20 });
  };
  for (let presses = 0; presses < 2_000; presses++) press();
  const before = heapUsed();

  for (let presses = 0; presses < 10_000; presses++) press();

  expect(heapUsed() - before).toBeLessThan(2 * MEGABYTE);
});
