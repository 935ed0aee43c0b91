import type { Listing, SubjectKind } from '../domain/model/subject.ts';
import type { Hit, SearchAnswer, SearchIndex, SearchOptions } from './answer.ts';
import { byScore, type Scored } from './best.ts';
import { codeKey, codesOf, identity } from './codes.ts';
import { inDisplayOrder } from './display-order.ts';
import { createExpander, type Expander } from './expand.ts';
import { explain, explainExact } from './explain.ts';
import { fold } from './fold.ts';
import { buildFragments, type CodeHits, findFragment, noCodeHits, SHORTEST_PIECE } from './fragments.ts';
import { buildIds, findBeginning, type Ids, ownersOf } from './ids.ts';
import type { Patience } from './match-word.ts';
import { buildPostings } from './postings.ts';
import { parseQuery, type Query } from './query.ts';
import { createRanker, type Ranker } from './rank.ts';
import { plainWords } from './words.ts';

/**
 * The index over the people and groups of one source. Names repeat, so words are matched and not people:
 *
 *   query -> chunks -> words --expand--> words of the directory --postings--> listings --rank--> hits --explain-->
 *                      codes --fragments, ids------------------------------->
 *
 * fuse.js is not used here: see the header of `filter-list.ts`.
 */
type Parts = {
  /** Offered listings in display order; their place is their number. */
  readonly listings: readonly Listing[];
  /** 1 for a group. */
  readonly groups: Uint8Array;
  readonly ids: Ids;
  readonly hidden: readonly Listing[];
  readonly hiddenIds: Ids;
  readonly expand: Expander;
  readonly rank: Ranker;
};

const EXACT_ID_SCORE = 1_000;
/** Of so many best the order is looked at once more, for words in the order of the display name. */
const LOOKED_AT = 100;
const IN_ORDER = 2;

/** The answers do not depend on the order of `listings`. Synchronous: about 0.3 s for 5,000 people, 4 s for 100,000. */
export function buildIndex(listings: readonly Listing[]): SearchIndex {
  const offered = inDisplayOrder(listings.filter((listing) => listing.hiddenBecause === undefined));
  const hidden = inDisplayOrder(listings.filter((listing) => listing.hiddenBecause !== undefined));
  const postings = buildPostings(offered);
  const nameLengths = Uint8Array.from(offered, ({ displayName }) =>
    Math.min(255, plainWords(fold(displayName)).length),
  );
  const parts: Parts = {
    listings: offered,
    groups: Uint8Array.from(offered, ({ kind }) => (kind === 'group' ? 1 : 0)),
    ids: buildIds(buildFragments(offered)),
    hidden,
    hiddenIds: buildIds(buildFragments(hidden)),
    expand: createExpander(postings.vocabulary),
    rank: createRanker(postings, nameLengths),
  };
  return { search: (text, options) => search(parts, text, options) };
}

function search(parts: Parts, text: string, options: SearchOptions): SearchAnswer {
  const limit = Math.max(0, Math.floor(options.limit) || 0);
  const query = parseQuery(text);
  if (query.chunks.length === 0) return browse(parts.listings, limit, options.kind);
  const hidden = exactNumbers(parts.hiddenIds, parts.hidden, query.exact)
    .flatMap((number) => parts.hidden[number] ?? [])
    .filter((listing) => isOfKind(listing, options.kind))
    .map((listing) => exactHit(listing, query.exact))
    .filter((hit) => hit.field !== 'mail');
  const usual = find(parts, query, { ...options, limit, patience: 'usual' });
  const found = usual.total > 0 ? usual : find(parts, query, { ...options, limit, patience: 'patient' });
  return { ...found, hidden };
}

function browse(listings: readonly Listing[], limit: number, kind: SubjectKind | undefined): SearchAnswer {
  const offered = kind === undefined ? listings : listings.filter((listing) => listing.kind === kind);
  const hits = offered.slice(0, limit).map(
    (listing): Hit => ({
      listing,
      field: 'displayName',
      value: listing.displayName,
      ranges: [],
      kind: 'prefix',
      score: 0,
    }),
  );
  return { hits, total: offered.length, hidden: [] };
}

function find(
  parts: Parts,
  query: Query,
  options: SearchOptions & { readonly patience: Patience },
): Omit<SearchAnswer, 'hidden'> {
  const isWanted = (number: number): boolean =>
    options.kind === undefined || (parts.groups[number] === 1) === (options.kind === 'group');
  const exact = new Set(exactNumbers(parts.ids, parts.listings, query.exact).filter(isWanted));
  const { best, total } = parts.rank({
    chunks: query.chunks.map((chunk) => ({
      words: chunk.words.map((word) => parts.expand(word, options.patience)),
      codes: chunk.code === undefined ? noCodeHits : findCode(parts.ids, chunk.code),
    })),
    whole: query.code === undefined ? noCodeHits : findCode(parts.ids, query.code),
    keep: Math.max(options.limit, LOOKED_AT),
    isWanted: (number) => !exact.has(number) && isWanted(number),
  });
  const ordered = [
    ...[...exact].map((number): Scored => ({ number, score: EXACT_ID_SCORE })),
    ...best.map((scored) => withOrderBonus(parts.listings, query, scored)),
  ].sort(byScore);
  const hits = ordered.slice(0, options.limit).flatMap(({ number, score }): readonly Hit[] => {
    const listing = parts.listings[number];
    if (listing === undefined) return [];
    if (exact.has(number)) return [exactHit(listing, query.exact)];
    return [{ listing, ...explain(listing, query, options.patience), score }];
  });
  return { hits, total: total + exact.size };
}

const findCode = (ids: Ids, code: string): CodeHits =>
  code.length < SHORTEST_PIECE ? findBeginning(ids, code) : findFragment(ids.fragments, code);

/** Case and spaces aside the id must be the typed one; accents are part of it, though they are folded in the index. */
function exactNumbers(ids: Ids, listings: readonly Listing[], typed: readonly string[]): readonly number[] {
  const wanted = new Set(typed.map(identity));
  const owners = new Set(typed.flatMap((spelling) => ownersOf(ids, codeKey(spelling))));
  return [...owners].filter((number) => {
    const listing = listings[number];
    return listing !== undefined && codesOf(listing).some(({ value }) => wanted.has(identity(value)));
  });
}

const exactHit = (listing: Listing, typed: readonly string[]): Hit => ({
  listing,
  ...explainExact(listing, typed),
  score: EXACT_ID_SCORE,
});

const isOfKind = (listing: Listing, kind: SubjectKind | undefined): boolean =>
  kind === undefined || listing.kind === kind;

/** "martin james" is rather Martin James than James Martin. */
function withOrderBonus(listings: readonly Listing[], query: Query, scored: Scored): Scored {
  const typed = query.chunks.flatMap((chunk) => chunk.words);
  if (typed.length < 2) return scored;
  const name = plainWords(fold(listings[scored.number]?.displayName ?? ''));
  const inOrder = typed.every((word, place) => name[place]?.text.startsWith(word) === true);
  return inOrder ? { ...scored, score: scored.score + IN_ORDER } : scored;
}
