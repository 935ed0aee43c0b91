import { bonusOfFields, PLACE_BONUS } from '../index/postings.ts';
import type { Segment } from '../index/segment.ts';
import { ALL_FIELDS, type FieldSet } from '../text/fields.ts';
import { countBeginnings, type TypedCode, tallyCode } from './code-hits.ts';
import type { Expansion } from './expand.ts';
import type { Patience, Strength, TypedWord } from './match-word.ts';
import type { Chunk, Query } from './parse-query.ts';
import { clear, createTally, type HitTally, intersect, raise } from './tally.ts';

const CODE_BONUS = 3;
/** A piece of an address typed as it stands says more than the words it is made of: "rah.con". */
const LITERAL_BONUS = 30;

/** Tables for segments of a size or smaller. All segments of a directory share them, one after the other. */
export type Tables = {
  readonly query: HitTally;
  readonly chunk: HitTally;
  readonly scratch: { readonly candidates: HitTally; readonly next: HitTally };
};

export const createTables = (size: number): Tables => ({
  query: createTally(size),
  chunk: createTally(size),
  scratch: { candidates: createTally(size), next: createTally(size) },
});

type ExpandedChunk = { readonly chunk: Chunk; readonly words: readonly Expansion[]; readonly cost: number };
/** What a query is asked of. */
export type Stage = {
  readonly segment: Segment;
  readonly firstName: number;
  readonly patience: Patience;
  readonly tables: Tables;
};

const chunkWeight = ({ words }: Chunk): number => Math.max(1, words.length);
/** A score in the table of the query, divided by this, is the mean over the words. */
export const weightOf = ({ chunks }: Query): number =>
  chunks.reduce((sum, chunk) => sum + chunkWeight(chunk), 0);

function costOf(segment: Segment, { code }: Chunk, words: readonly Expansion[]): number {
  const fewest =
    words.length === 0 ? 0 : Math.min(...words.map((expansion) => countOwners(segment, expansion)));
  return fewest + (code === undefined ? 0 : countBeginnings(segment, code));
}

function countOwners({ postings: { starts } }: Segment, { words }: Expansion): number {
  let count = 0;
  for (const word of words) count += (starts[word + 1] ?? 0) - (starts[word] ?? 0);
  return count;
}

/** Into the table of the query: sums over all words of all chunks. False when it was overtaken. */
export function tallyQuery(
  stage: Stage,
  query: Query,
  expand: (word: TypedWord) => Expansion,
  isOvertaken: () => boolean,
): boolean {
  const { query: sums, chunk: next } = stage.tables;
  const chunks = query.chunks.map((chunk): ExpandedChunk => {
    const words = chunk.words.map(expand);
    return { chunk, words, cost: costOf(stage.segment, chunk, words) };
  });
  for (const [place, chunk] of chunks.toSorted((a, b) => a.cost - b.cost).entries()) {
    if (isOvertaken()) return false;
    if (place === 0) {
      tallyChunk(stage, chunk, sums);
    } else if (sums.count > 0) {
      tallyChunk(stage, chunk, next, sums.scores);
      intersect(sums, next);
      clear(next);
    }
  }
  if (query.code !== undefined) tallyWhole(stage, query.code, weightOf(query));
  return true;
}

/** `among`: the scores of those that are left of the chunks before; absent for the first. */
function tallyChunk(
  stage: Stage,
  { chunk, words }: ExpandedChunk,
  into: HitTally,
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
function tallyWord(stage: Stage, { words, strengths }: Expansion, within: Within, into: HitTally): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? 0;
    tallyOwners(stage, { word, strength: strengths[at] ?? 0 }, within, into);
  }
}

function tallyOwners(
  { segment, firstName }: Stage,
  { word, strength }: { readonly word: number; readonly strength: Strength },
  { fields, among }: Within,
  into: HitTally,
): void {
  const { starts, owners, fields: sets } = segment.postings;
  const isPlace = word < firstName;
  const to = starts[word + 1] ?? 0;
  for (let place = starts[word] ?? 0; place < to; place++) {
    const owner = owners[place] ?? 0;
    const set = (sets[place] ?? 0) & fields;
    if (set === 0 || (among !== undefined && among[owner] === 0)) continue;
    raise(into, owner, Math.max(1, strength + bonusOf(isPlace, set)));
  }
}

const bonusOf = (isPlace: boolean, set: FieldSet): number =>
  isPlace ? PLACE_BONUS : (bonusOfFields[set] ?? 0);

/** Whoever has the whole text as a piece of one code matches, whatever the chunks say. */
function tallyWhole({ segment, patience, tables }: Stage, code: string, weight: number): void {
  const worth = (strength: Strength): number => (strength + CODE_BONUS) * weight;
  const typed: TypedCode = { code, fields: ALL_FIELDS, demand: 'any', worth };
  tallyCode(segment, typed, patience, tables.query, tables.scratch);
}
