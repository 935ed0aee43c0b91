import { buildIndex } from '../../../../src/search/index/people-index.ts';
import { manyPeople } from '../../../support/people/many-people.ts';
import { createRandom, listingOf, type Person } from '../../../support/people/people.ts';
import { entryOf, fuseOver } from './fuse-reference.ts';
import type { Quality, SearchJob } from './jobs.ts';
import { makeQueries } from './people-queries.ts';

const LOOKED_AT = 10;

/** How often somebody who was meant is the first, and among the first ten. */
export function measureQuality(job: Extract<SearchJob, { readonly do: 'quality' }>): Quality {
  const people = [...manyPeople(job.seed, job.people)];
  const queries = makeQueries(people, createRandom(job.seed + 2), job.ofEachKind);
  const byId = new Map<string, Person>(people.map((person) => [person.objectId, person]));
  const ordered = job.turned ? people.toReversed() : people;
  const search = job.by === 'ours' ? ourSearch(ordered) : fuseOver(ordered.map(entryOf));
  let [first, amongTen, hopelessWithHits, asked] = [0, 0, 0, 0];
  for (const { kind, text, accepts } of queries) {
    const found = search(text, LOOKED_AT);
    if (kind === 'nobody') {
      hopelessWithHits += found.length > 0 ? 1 : 0;
      continue;
    }
    asked += 1;
    const place = found.findIndex((id) => {
      const person = byId.get(id);
      return person !== undefined && accepts(person);
    });
    first += place === 0 ? 1 : 0;
    amongTen += place >= 0 ? 1 : 0;
  }
  return { queries: asked, first: first / asked, amongTen: amongTen / asked, hopelessWithHits };
}

function ourSearch(people: readonly Person[]): (query: string, limit: number) => readonly string[] {
  const index = buildIndex(people.map(listingOf));
  return (query, limit) => index.search(query, { limit }).hits.map(({ listing }) => listing.id);
}
