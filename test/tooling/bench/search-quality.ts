import type { Listing } from '../../../src/domain/model/subject.ts';
import { buildIndex } from '../../../src/search/build-index.ts';
import { manyPeople } from '../../support/many-people.ts';
import { createRandom, listingOf, type Person } from '../../support/people.ts';
import { makeQueries } from './people-queries.ts';
import type { Quality } from './search-jobs.ts';

const OF_EACH_KIND = 25;
const LOOKED_AT = 10;

/** How often somebody who was meant is the first, and among the first ten. */
export function measureQuality(job: {
  readonly people: number;
  readonly seed: number;
  readonly turned: boolean;
}): Quality {
  const people = [...manyPeople(job.seed, job.people)];
  const queries = makeQueries(people, createRandom(job.seed + 2), OF_EACH_KIND);
  const byId = new Map<string, Person>(people.map((person) => [person.objectId, person]));
  const listings = people.map(listingOf);
  const index = buildIndex(job.turned ? listings.toReversed() : listings);
  const isMeant = (
    { listing }: { readonly listing: Listing },
    accepts: (person: Person) => boolean,
  ): boolean => {
    const person = byId.get(listing.id);
    return person !== undefined && accepts(person);
  };
  let [first, amongTen, hopelessWithHits, asked] = [0, 0, 0, 0];
  for (const { kind, text, accepts } of queries) {
    const { hits } = index.search(text, { limit: LOOKED_AT });
    if (kind === 'nobody') {
      hopelessWithHits += hits.length > 0 ? 1 : 0;
      continue;
    }
    asked += 1;
    const place = hits.findIndex((hit) => isMeant(hit, accepts));
    first += place === 0 ? 1 : 0;
    amongTen += place >= 0 ? 1 : 0;
  }
  return { queries: asked, first: first / asked, amongTen: amongTen / asked, hopelessWithHits };
}
