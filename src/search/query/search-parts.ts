import type { Listing } from '../../domain/model/subject.ts';
import type { Hit, SearchAnswer, SearchOptions } from '../answer.ts';
import { compareInDisplayOrder, type DisplayPlace, displayPlace } from '../index/display-order.ts';
import type { IndexPart } from '../index/part.ts';
import { fold } from '../text/fold.ts';
import { plainWords } from '../text/words.ts';
import { explainExact, explainHit } from './explain.ts';
import type { Patience } from './match-word.ts';
import { type ExactCode, parseQuery, type Query } from './parse-query.ts';
import type { Tables } from './tally-query.ts';

/**
 * The index over the people and groups of one source, which is in parts: those that were read one after the other, and
 * those that were changed later. Names repeat, so words are matched and not people:
 *
 *   query -> chunks -> words --expand--> words of the directory --postings--> listings --rank--> hits --explain-->
 *                      codes --code order, grams, fragments---------------->
 *
 * Each part gives its best, in order; the best of all are merged, and only those that are shown are decoded.
 * fuse.js is not used here: see the header of `filter-list.ts`.
 */
export type IndexSearch = {
  readonly parts: readonly IndexPart[];
  readonly tables: Tables;
  /** True when a newer question has come and nobody waits for this answer. */
  readonly isOvertaken: () => boolean;
};

const EXACT_ID_SCORE = 1_000;
/** Of so many best the order is looked at once more, for words in the order of the display name. */
const LOOKED_AT = 100;
const IN_ORDER = 2;

/** The answer is undefined when it was overtaken. */
export function searchParts(
  search: IndexSearch,
  text: string,
  options: SearchOptions,
): SearchAnswer | undefined {
  const limit = Math.max(0, Math.floor(options.limit) || 0);
  const query = parseQuery(text);
  if (query.chunks.length === 0) return browse(search.parts, { ...options, limit });
  const hidden = hiddenHits(search.parts, query.exact, options);
  for (const patience of ['usual', 'patient'] as const) {
    const found = find(search, query, { ...options, limit, patience });
    if (found === undefined) return undefined;
    if (found.total > 0 || patience === 'patient') return { ...found, hidden };
  }
  return undefined;
}

/** A listing that may be shown. What it says is read when it is needed. */
type Candidate = {
  readonly part: IndexPart;
  readonly number: number;
  readonly score: number;
  readonly listing: () => Listing;
  readonly place: () => DisplayPlace;
};

function candidate(part: IndexPart, number: number, score: number): Candidate {
  let listing: Listing | undefined;
  let place: DisplayPlace | undefined;
  const read = (): Listing => {
    listing ??= part.listing(number);
    return listing;
  };
  const placed = (): DisplayPlace => {
    place ??= displayPlace(read());
    return place;
  };
  return { part, number, score, listing: read, place: placed };
}

const byScore = (a: Candidate, b: Candidate): number =>
  b.score - a.score || compareInDisplayOrder(a.place(), b.place());

/** The first `count` of lists that are in order already. */
function merged(lists: readonly (readonly Candidate[])[], count: number): readonly Candidate[] {
  const [only, second] = lists;
  if (only !== undefined && second === undefined) return only.slice(0, count);
  const heads = lists.map((list) => list.values());
  const next = heads.map((head) => head.next().value);
  const taken: Candidate[] = [];
  for (let best = bestOf(next); best >= 0 && taken.length < count; best = bestOf(next)) {
    const head = next[best];
    if (head !== undefined) taken.push(head);
    next[best] = heads[best]?.next().value;
  }
  return taken;
}

/** The place of the best candidate; -1 when none is left. */
function bestOf(candidates: readonly (Candidate | undefined)[]): number {
  let best = -1;
  for (const [place, each] of candidates.entries()) {
    const known = candidates[best];
    if (each !== undefined && (known === undefined || byScore(each, known) < 0)) best = place;
  }
  return best;
}

function browse(parts: readonly IndexPart[], { limit, kind }: SearchOptions): SearchAnswer {
  let total = 0;
  const lists = parts.map((part) => {
    const first: Candidate[] = [];
    for (const number of part.segment.byName) {
      if (!part.isOffered(number, kind)) continue;
      total++;
      if (first.length < limit) first.push(candidate(part, number, 0));
    }
    return first;
  });
  const hits = merged(lists, limit).map(({ listing }): Hit => {
    const shown = listing();
    return {
      listing: shown,
      field: 'displayName',
      value: shown.displayName,
      ranges: [],
      kind: 'prefix',
      score: 0,
    };
  });
  return { hits, total, hidden: [] };
}

function hiddenHits(
  parts: readonly IndexPart[],
  exact: readonly ExactCode[],
  { kind }: SearchOptions,
): readonly Hit[] {
  return parts
    .flatMap((part) =>
      part
        .exactly(exact)
        .filter((number) => part.isHidden(number))
        .map((number) => candidate(part, number, EXACT_ID_SCORE)),
    )
    .toSorted(byScore)
    .map(({ listing }) => exactHit(listing(), exact))
    .filter((hit) => hit.field !== 'mail' && (kind === undefined || hit.listing.kind === kind));
}

const exactHit = (listing: Listing, typed: readonly ExactCode[]): Hit => ({
  listing,
  ...explainExact(listing, typed),
  score: EXACT_ID_SCORE,
});

function find(
  { parts, tables, isOvertaken }: IndexSearch,
  query: Query,
  { limit, kind, patience }: SearchOptions & { readonly patience: Patience },
): Omit<SearchAnswer, 'hidden'> | undefined {
  const keep = Math.max(limit, LOOKED_AT);
  const lists: (readonly Candidate[])[] = [];
  const exact: Candidate[] = [];
  let total = 0;
  for (const part of parts) {
    const own = new Set(part.exactly(query.exact).filter((number) => part.isOffered(number, kind)));
    const ranking = part.rank(query, { patience, keep, kind, except: own, isOvertaken, tables });
    if (ranking === undefined) return undefined;
    total += ranking.total + own.size;
    exact.push(...[...own].map((number) => candidate(part, number, EXACT_ID_SCORE)));
    lists.push(
      ranking.best.map(({ number: rank, score }) => candidate(part, part.segment.byName[rank] ?? 0, score)),
    );
  }
  const best = withOrderBonus(merged(lists, keep), query);
  const hits = [...exact.toSorted(byScore), ...best].slice(0, limit).map((each): Hit => {
    if (each.score === EXACT_ID_SCORE) return exactHit(each.listing(), query.exact);
    return { listing: each.listing(), ...explainHit(each.listing(), query, patience), score: each.score };
  });
  return { hits, total };
}

/** "martin james" is rather Martin James than James Martin. */
function withOrderBonus(best: readonly Candidate[], query: Query): readonly Candidate[] {
  const typed = query.chunks.flatMap((chunk) => chunk.words);
  if (typed.length < 2) return best;
  return best
    .map((each) => {
      const name = plainWords(fold(each.listing().displayName));
      const inOrder = typed.every(({ text }, place) => name[place]?.text.startsWith(text) === true);
      return inOrder ? { ...each, score: each.score + IN_ORDER } : each;
    })
    .toSorted(byScore);
}
