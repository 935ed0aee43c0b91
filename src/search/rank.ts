import { type Best, createBest, type Scored } from './best.ts';
import type { Expansion } from './expand.ts';
import { type CodeHits, strengthFor } from './fragments.ts';
import { bonusOfFields, type Postings } from './postings.ts';

/**
 * From the expanded words of a query to the listings that have them all, best first.
 *
 *   anna 1-ber          1. the chunk with the fewest listings is walked       ber -> 120 listings
 *                       2. each of them is scored against all chunks          their words, one look-up each
 *                       3. the best few are kept                              heap
 *
 * A score is the mean strength of the typed words (see `match-word.ts`) plus a bonus for the field, minus a little for
 * every further word of the display name: "Anna Berg" before "Anna Berg Holm".
 */
export type ExpandedChunk = { readonly words: readonly Expansion[]; readonly codes: CodeHits };

export type Ranking = { readonly best: readonly Scored[]; readonly total: number };

export type Ranker = (query: {
  readonly chunks: readonly ExpandedChunk[];
  /** Listings that matched the query as one code, whatever its chunks say. */
  readonly whole: CodeHits;
  readonly keep: number;
  readonly isWanted: (number: number) => boolean;
}) => Ranking;

const CODE_BONUS = 3;
/** A piece of an address typed as it stands says more than the words it is made of: "rah.con". */
const LITERAL_BONUS = 30;
const FURTHER_WORD = 0.5;
const MOST_FURTHER_WORDS = 4;

/** `nameLengths`: how many words the display name of each listing has. */
export function createRanker(postings: Postings, nameLengths: Uint8Array): Ranker {
  const seen = new Uint8Array(nameLengths.length);
  const tables: Uint8Array[] = [];

  return ({ chunks, whole, keep, isWanted }) => {
    const loaded = loadChunks(chunks, tables, postings.vocabulary.size);
    const touched: number[] = [];
    const best = createBest(keep);
    const total = visit(postings, { chunks, whole }, (owner) => {
      if (seen[owner] === 1) return false;
      seen[owner] = 1;
      touched.push(owner);
      return isWanted(owner) && offer(best, owner, scoreOf(postings, loaded, whole, owner), nameLengths);
    });
    for (const owner of touched) seen[owner] = 0;
    unloadChunks(loaded);
    return { best: best.sorted(), total };
  };

  function offer(best: Best, owner: number, score: number, lengths: Uint8Array): boolean {
    if (score <= 0) return false;
    const further = Math.max(0, (lengths[owner] ?? 0) - 1);
    best.offer(owner, Math.max(score - FURTHER_WORD * Math.min(further, MOST_FURTHER_WORDS), 0.1));
    return true;
  }
}

/** A chunk with, per word, a table from the vocabulary's ids to strengths. The tables are reused: zero outside a call. */
type LoadedChunk = ExpandedChunk & { readonly tables: readonly Uint8Array[] };

function loadChunks(
  chunks: readonly ExpandedChunk[],
  pool: Uint8Array[],
  size: number,
): readonly LoadedChunk[] {
  let used = 0;
  return chunks.map((chunk) => {
    const tables = chunk.words.map((expansion) => {
      const table = pool[used] ?? new Uint8Array(size);
      pool[used++] = table;
      for (let at = 0; at < expansion.words.length; at++) {
        table[expansion.words[at] ?? 0] = expansion.strengths[at] ?? 0;
      }
      return table;
    });
    return { ...chunk, tables };
  });
}

function unloadChunks(loaded: readonly LoadedChunk[]): void {
  for (const { words, tables } of loaded) {
    for (const [place, expansion] of words.entries()) {
      const table = tables[place];
      if (table !== undefined) for (const word of expansion.words) table[word] = 0;
    }
  }
}

/** Calls `accept` for everybody who may match; the answer is how many it accepted. */
function visit(
  postings: Postings,
  { chunks, whole }: { readonly chunks: readonly ExpandedChunk[]; readonly whole: CodeHits },
  accept: (owner: number) => boolean,
): number {
  let accepted = 0;
  const take = (owner: number): void => {
    if (accept(owner)) accepted++;
  };
  whole.owners.forEach(take);
  const rarest = rarestOf(postings, chunks);
  if (rarest === undefined) return accepted;
  rarest.codes.owners.forEach(take);
  for (const word of rarest.expansion?.words ?? []) {
    const to = postings.ownerStarts[word + 1] ?? 0;
    for (let at = postings.ownerStarts[word] ?? 0; at < to; at++) take(postings.owners[at] ?? 0);
  }
  return accepted;
}

type Walk = { readonly codes: CodeHits; readonly expansion: Expansion | undefined; readonly cost: number };

/** Whoever matches a chunk is among its code hits or has its rarest word. */
function rarestOf(postings: Postings, chunks: readonly ExpandedChunk[]): Walk | undefined {
  const walks = chunks.map(({ codes, words }): Walk => {
    const costs = words.map((expansion) => countOwners(postings, expansion));
    const least = costs.length === 0 ? 0 : Math.min(...costs);
    return { codes, expansion: words[costs.indexOf(least)], cost: least + codes.owners.length };
  });
  return walks.toSorted((a, b) => a.cost - b.cost)[0];
}

function countOwners({ ownerStarts }: Postings, expansion: Expansion): number {
  let count = 0;
  for (const word of expansion.words) count += (ownerStarts[word + 1] ?? 0) - (ownerStarts[word] ?? 0);
  return count;
}

/** 0 = does not match. */
function scoreOf(postings: Postings, chunks: readonly LoadedChunk[], whole: CodeHits, owner: number): number {
  const asCode = strengthFor(whole, owner);
  let sum = 0;
  let weights = 0;
  for (const chunk of chunks) {
    const score = scoreChunk(postings, chunk, owner);
    if (score === 0) return asCode === 0 ? 0 : asCode + CODE_BONUS;
    const weight = Math.max(1, chunk.tables.length);
    sum += score * weight;
    weights += weight;
  }
  return Math.max(sum / Math.max(1, weights), asCode === 0 ? 0 : asCode + CODE_BONUS);
}

function scoreChunk(postings: Postings, { codes, tables }: LoadedChunk, owner: number): number {
  const code = codes.owners.length === 0 ? 0 : strengthFor(codes, owner);
  const bonus = tables.length > 1 ? LITERAL_BONUS : CODE_BONUS;
  const asCode = code === 0 ? 0 : code + bonus;
  let sum = 0;
  for (const table of tables) {
    const score = scoreWord(postings, table, owner);
    if (score === 0) return asCode;
    sum += score;
  }
  return tables.length === 0 ? asCode : Math.max(sum / tables.length, asCode);
}

function scoreWord({ wordStarts, words, fields }: Postings, table: Uint8Array, owner: number): number {
  let best = 0;
  const to = wordStarts[owner + 1] ?? 0;
  for (let at = wordStarts[owner] ?? 0; at < to; at++) {
    const strength = table[words[at] ?? 0] ?? 0;
    if (strength === 0) continue;
    const score = Math.max(1, strength + (bonusOfFields[fields[at] ?? 0] ?? 0));
    if (score > best) best = score;
  }
  return best;
}
