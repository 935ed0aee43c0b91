import Fuse from 'fuse.js';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { buildIndex } from '../../../src/search/build-index.ts';
import { fold } from '../../../src/search/fold.ts';
import { createRandom, listingOf, makePeople } from '../../support/people.ts';
import { keyPresses, makeTyped, type Typed } from './key-presses.ts';
import { ms, percentile, rounded, times } from './numbers.ts';
import { printJson, printTable } from './table.ts';

const SEED = 20_261;
const SIZES = [1_100, 20_000] as const;
/** Texts typed letter by letter; fuse.js gets an even share of the same key presses, because it needs minutes for all. */
const TYPED = 70;
const FUSE_PRESSES = 120;
const SHOWN = 10;

/** The best ids for what stands in the search field. */
type Finder = (query: string) => readonly string[];
type Measured = {
  readonly buildMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly found: number;
};

function ours(listings: readonly Listing[]): Finder {
  const index = buildIndex(listings);
  return (query) => index.search(query, { limit: SHOWN }).hits.map(({ listing }) => listing.id);
}

/**
 * The best set-up of fuse.js for people: one folded string a person, and all words of the query in it. A higher
 * threshold finds as many people and takes longer.
 */
function fuse(listings: readonly Listing[]): Finder {
  const entries = listings.map(({ id, fields }) => ({
    id,
    text: fold([...new Set(fields.map(({ value }) => value))].join(' ')),
  }));
  const index = new Fuse(entries, {
    keys: ['text'],
    useTokenSearch: true,
    tokenMatch: 'all',
    threshold: 0.3,
  });
  return (query) => index.search(fold(query), { limit: SHOWN }).map(({ item }) => item.id);
}

function timed(find: Finder, query: string): number {
  const started = performance.now();
  find(query);
  return performance.now() - started;
}

function measure(
  make: (listings: readonly Listing[]) => Finder,
  listings: readonly Listing[],
  presses: readonly string[],
  typed: readonly Typed[],
): Measured {
  const started = performance.now();
  const find = make(listings);
  const buildMs = performance.now() - started;
  const all = presses.map((query) => timed(find, query));
  const found = typed.filter(({ text, id }) => find(text).includes(id)).length;
  return { buildMs, p50: percentile(all, 0.5), p95: percentile(all, 0.95), found: found / typed.length };
}

const evenShare = <T>(list: readonly T[], count: number): readonly T[] =>
  list.filter((_, index) => index % Math.ceil(list.length / count) === 0);

type Compared = { readonly people: number; readonly mine: Measured; readonly theirs: Measured };

function compare(size: number): Compared {
  const people = makePeople(SEED, size);
  const typed = makeTyped(people, TYPED, createRandom(SEED + 1));
  const listings = people.map(listingOf);
  const presses = typed.flatMap(keyPresses);
  const mine = measure(ours, listings, presses, typed);
  const theirs = measure(fuse, listings, evenShare(presses, FUSE_PRESSES), typed);
  return { people: size, mine, theirs };
}

const rowsOf = ({ people, mine, theirs }: Compared): readonly (readonly string[])[] => [
  ...(
    [
      [`${people} people, this program`, mine],
      [`${people} people, fuse.js`, theirs],
    ] as const
  ).map(([name, { buildMs, p50, p95, found }]) => [
    name,
    ms(p50),
    ms(p95),
    ms(buildMs),
    `${(found * 100).toFixed(0)} %`,
  ]),
  ['   faster by', times(theirs.p50 / mine.p50), times(theirs.p95 / mine.p95), '', ''],
];

const jsonOf = ({ people, mine, theirs }: Compared) => ({
  people,
  p50Ms: rounded(mine.p50),
  p95Ms: rounded(mine.p95),
  fuseP50Ms: rounded(theirs.p50),
  fuseP95Ms: rounded(theirs.p95),
  p50Ratio: rounded(theirs.p50 / mine.p50),
  p95Ratio: rounded(theirs.p95 / mine.p95),
  buildMs: rounded(mine.buildMs),
  foundAmongTen: rounded(mine.found),
  fuseFoundAmongTen: rounded(theirs.found),
});

/** From a key press to the ranked rows, beside fuse.js on the same people and the same key presses. */
export async function bench(): Promise<void> {
  const compared = SIZES.map(compare);
  printTable(
    'Search per key press (names typed letter by letter, in order)',
    ['', 'p50', 'p95', 'build', `among ${SHOWN}`],
    compared.flatMap(rowsOf),
  );
  printJson('search', { sizes: compared.map(jsonOf) });
}
