import type { SubjectKind } from '../../domain/model/subject.ts';
import { GONE, GROUP, HIDDEN, type Segment } from '../index/segment.ts';
import { prefixRange } from '../index/vocabulary.ts';
import { FIRST_UNMARKED } from '../text/words.ts';
import { createBest, type Scored } from './best.ts';
import type { Expander } from './expand.ts';
import type { Patience } from './match-word.ts';
import type { Query } from './parse-query.ts';
import { clear } from './tally.ts';
import { type Stage, type Tables, tallyQuery, weightOf } from './tally-query.ts';

/**
 * From a query to the listings of one segment that match all of it, best first.
 *
 *   anna 1-ber          1. the chunk with the fewest listings first           ber -> 120 listings
 *                       2. each word raises whoever has one that it may mean  a table of scores by listing
 *                       3. who is in the tables of all chunks is kept         sums
 *                       4. the best few are kept                              heap
 *
 * A score is the mean strength of the typed words (see `match-word.ts`) plus a bonus for the field, minus a little for
 * every further word of the display name: "Anna Berg" before "Anna Berg Holm".
 */
export type Ranking = {
  /** `number` is the listing's place in display order, so equals come in that order. */
  readonly best: readonly Scored[];
  readonly total: number;
};

export type Ranker = (
  query: Query,
  options: {
    readonly patience: Patience;
    readonly keep: number;
    readonly kind: SubjectKind | undefined;
    /** Numbers that are known to match better already. */
    readonly except: ReadonlySet<number>;
    /** Asked between the stages; the ranking of a query that nobody waits for any more is undefined. */
    readonly isOvertaken: () => boolean;
    readonly tables: Tables;
  },
) => Ranking | undefined;

const FURTHER_WORD = 0.5;
const MOST_FURTHER_WORDS = 4;
const LOWEST = 0.1;

export type Ranked = { readonly segment: Segment; readonly expand: Expander; readonly ranks: Uint32Array };

export function createRanker({ segment, expand, ranks }: Ranked): Ranker {
  const firstName = prefixRange(segment.vocabulary, FIRST_UNMARKED)[0];

  return (query, { patience, isOvertaken, tables, ...options }) => {
    const stage = { segment, firstName, patience, tables };
    const isTallied = tallyQuery(stage, query, (word) => expand(word, patience), isOvertaken);
    const best = isTallied ? bestOf(stage, { weight: weightOf(query), ranks, ...options }) : undefined;
    clear(tables.query);
    return best;
  };
}

function bestOf(
  { segment, tables }: Stage,
  options: {
    readonly weight: number;
    readonly keep: number;
    readonly ranks: Uint32Array;
    readonly kind: SubjectKind | undefined;
    readonly except: ReadonlySet<number>;
  },
): Ranking {
  const { scores, touched, count } = tables.query;
  const { weight, ranks, except } = options;
  const isRight = traitTest(options.kind);
  const hasExceptions = except.size > 0;
  const isWanted = (number: number): boolean =>
    isRight(segment.traits[number] ?? 0) && !(hasExceptions && except.has(number));
  const best = createBest(options.keep);
  let lowest = best.lowest();
  let total = 0;
  for (let at = 0; at < count; at++) {
    const number = touched[at] ?? 0;
    const sum = scores[number] ?? 0;
    if (sum === 0 || !isWanted(number)) continue;
    total++;
    if (sum / weight < lowest) continue;
    const further = Math.min(Math.max(0, (segment.nameLengths[number] ?? 0) - 1), MOST_FURTHER_WORDS);
    best.offer(ranks[number] ?? 0, Math.max(sum / weight - FURTHER_WORD * further, LOWEST));
    lowest = best.lowest();
  }
  return { best: best.sorted(), total };
}

/** Offered, and of the kind that is asked for. */
function traitTest(kind: SubjectKind | undefined): (traits: number) => boolean {
  const compared = GONE | HIDDEN | (kind === undefined ? 0 : GROUP);
  const expected = kind === 'group' ? GROUP : 0;
  return (traits) => (traits & compared) === expected;
}
