import type { SubjectKind } from '../domain/model/subject.ts';
import { createBest, type Scored } from './best.ts';
import { countBeginnings, type TypedCode, tallyCode } from './code-hits.ts';
import type { Expander, Expansion } from './expand.ts';
import { ALL_FIELDS, type FieldSet } from './fields.ts';
import type { Patience, Strength } from './match-word.ts';
import { bonusOfFields, PLACE_BONUS } from './postings.ts';
import type { Chunk, Query } from './query.ts';
import { GONE, GROUP, HIDDEN, type Segment } from './segment.ts';
import { clear, createTally, intersect, raise, type Tally } from './tally.ts';
import { prefixRange } from './vocabulary.ts';
import { FIRST_UNMARKED } from './words.ts';

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
  /** `number` is the listing's place in display order, so that equals come in that order. */
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

const CODE_BONUS = 3;
/** A piece of an address typed as it stands says more than the words it is made of: "rah.con". */
const LITERAL_BONUS = 30;
const FURTHER_WORD = 0.5;
const MOST_FURTHER_WORDS = 4;
const LOWEST = 0.1;

/** Tables for segments of a size or smaller. All segments of a directory share them, one after the other. */
export type Tables = {
  readonly query: Tally;
  readonly chunk: Tally;
  readonly scratch: { readonly candidates: Tally; readonly next: Tally };
};

export const createTables = (size: number): Tables => ({
  query: createTally(size),
  chunk: createTally(size),
  scratch: { candidates: createTally(size), next: createTally(size) },
});

export type Ranked = { readonly segment: Segment; readonly expand: Expander; readonly ranks: Uint32Array };

export function createRanker({ segment, expand, ranks }: Ranked): Ranker {
  const firstName = prefixRange(segment.vocabulary, FIRST_UNMARKED)[0];

  return (query, { patience, isOvertaken, tables, ...options }) => {
    const expanded = query.chunks.map((chunk): ExpandedChunk => {
      const words = chunk.words.map((word) => expand(word, patience));
      return { chunk, words, cost: costOf(segment, chunk, words) };
    });
    const stage: Stage = { segment, firstName, patience, tables };
    const isTallied = tallyQuery(stage, expanded, isOvertaken);
    if (isTallied && query.code !== undefined) tallyWhole(stage, query.code, weightOf(query.chunks));
    const ranking = isTallied
      ? bestOf(stage, { weight: weightOf(query.chunks), ranks, ...options })
      : undefined;
    clear(tables.query);
    return ranking;
  };
}

type ExpandedChunk = { readonly chunk: Chunk; readonly words: readonly Expansion[]; readonly cost: number };
type Stage = {
  readonly segment: Segment;
  readonly firstName: number;
  readonly patience: Patience;
  readonly tables: Tables;
};

const chunkWeight = ({ words }: Chunk): number => Math.max(1, words.length);
const weightOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, chunk) => sum + chunkWeight(chunk), 0);

function costOf(segment: Segment, { code }: Chunk, words: readonly Expansion[]): number {
  const fewest = words.length === 0 ? 0 : Math.min(...words.map((expansion) => countOwners(segment, expansion)));
  return fewest + (code === undefined ? 0 : countBeginnings(segment, code));
}

function countOwners({ postings: { starts } }: Segment, { words }: Expansion): number {
  let count = 0;
  for (const word of words) count += (starts[word + 1] ?? 0) - (starts[word] ?? 0);
  return count;
}

/** Into the table of the query: sums over all words of all chunks. False when it was overtaken. */
function tallyQuery(stage: Stage, chunks: readonly ExpandedChunk[], isOvertaken: () => boolean): boolean {
  const { query, chunk: next } = stage.tables;
  const ordered = chunks.toSorted((a, b) => a.cost - b.cost);
  for (const [place, chunk] of ordered.entries()) {
    if (isOvertaken()) return false;
    if (place === 0) {
      tallyChunk(stage, chunk, query);
      continue;
    }
    if (query.count === 0) break;
    tallyChunk(stage, chunk, next, query.scores);
    intersect(query, next);
    clear(next);
  }
  return true;
}

/** `among`: the scores of those that are left of the chunks before; absent for the first. */
function tallyChunk(
  stage: Stage,
  { chunk, words }: ExpandedChunk,
  into: Tally,
  among: Uint16Array | undefined = undefined,
): void {
  const { segment, patience, tables } = stage;
  const { scratch } = tables;
  const rarestFirst = words.toSorted((a, b) => countOwners(segment, a) - countOwners(segment, b));
  for (const [place, expansion] of rarestFirst.entries()) {
    if (place === 0) {
      tallyWord(stage, expansion, { fields: chunk.fields, among }, into);
      continue;
    }
    tallyWord(stage, expansion, { fields: chunk.fields, among: into.scores }, scratch.next);
    intersect(into, scratch.next);
    clear(scratch.next);
  }
  if (chunk.code === undefined) return;
  const bonus = words.length > 1 ? LITERAL_BONUS : CODE_BONUS;
  const weight = chunkWeight(chunk);
  const worth = (strength: Strength): number => (strength + bonus) * weight;
  tallyCode(segment, { ...chunk, code: chunk.code, worth }, patience, into, scratch);
}

type Within = { readonly fields: FieldSet; readonly among: Uint16Array | undefined };

/** Raises everybody who has one of the words in one of the fields. */
function tallyWord(
  { segment, firstName }: Stage,
  { words, strengths }: Expansion,
  { fields, among }: Within,
  into: Tally,
): void {
  const { starts, owners, fields: sets } = segment.postings;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? 0;
    const strength = strengths[at] ?? 0;
    const to = starts[word + 1] ?? 0;
    for (let place = starts[word] ?? 0; place < to; place++) {
      const owner = owners[place] ?? 0;
      if (among !== undefined && among[owner] === 0) continue;
      const set = (sets[place] ?? 0) & fields;
      if (set === 0) continue;
      const bonus = word < firstName ? PLACE_BONUS : (bonusOfFields[set] ?? 0);
      raise(into, owner, Math.max(1, strength + bonus));
    }
  }
}

/** Whoever has the whole text as a piece of one code matches, whatever the chunks say. */
function tallyWhole({ segment, patience, tables }: Stage, code: string, weight: number): void {
  const worth = (strength: Strength): number => (strength + CODE_BONUS) * weight;
  const typed: TypedCode = { code, fields: ALL_FIELDS, demand: 'any', worth };
  tallyCode(segment, typed, patience, tables.query, tables.scratch);
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
  const best = createBest(options.keep);
  let lowest = best.lowest();
  let total = 0;
  for (let at = 0; at < count; at++) {
    const number = touched[at] ?? 0;
    const sum = scores[number] ?? 0;
    if (sum === 0 || !isRight(segment.traits[number] ?? 0) || except.has(number)) continue;
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
