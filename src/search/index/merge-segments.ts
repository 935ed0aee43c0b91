import { plainIds } from '../text/codes.ts';
import { type Codes, sortCodes } from './code-order.ts';
import { orderByName } from './display-order.ts';
import { buildGrams } from './grams.ts';
import { joinPostings } from './postings.ts';
import { joinRecords, type PeopleRecords } from './records.ts';
import { MOST_LISTINGS, type Segment } from './segment.ts';
import { buildVocabulary, type Vocabulary, wordAt } from './vocabulary.ts';

/** Whether what the segments hold together fits into the numbers of one. */
export function canMerge(segments: readonly Segment[]): boolean {
  const size = segments.reduce((sum, segment) => sum + segment.size, 0);
  const bytes = segments.reduce((sum, { records }) => sum + records.bytes.length, 0);
  return segments.length > 1 && size <= MOST_LISTINGS && bytes <= MOST_BYTES;
}

const MOST_BYTES = 0xffff_ffff;

/**
 * Many segments as one: their listings are numbered on, and their words are looked up in one vocabulary. A directory
 * that was read in parts is searched in a third of the time when it is one, because each part has the common words anew.
 * Pauses between its stages, so that a search may come between.
 */
export function* mergeSegments(segments: readonly Segment[]): Generator<void, Segment, void> {
  const records = joinRecords(segments.map((segment) => segment.records));
  yield;
  const { vocabulary, ids } = yield* joinVocabularies(segments.map((segment) => segment.vocabulary));
  const postings = joinPostings(segments, ids, vocabulary.size);
  yield;
  const codes = yield* sortCodes(joinCodes(segments, records, (segment) => segment.codes));
  const randomCodes = yield* sortCodes(joinCodes(segments, records, (segment) => segment.randomCodes));
  const grams = buildGrams(codes, plainIds);
  yield;
  const byName = yield* orderByName(records);
  return {
    size: byName.length,
    records,
    traits: joinBytes(segments.map(({ traits }) => traits)),
    nameLengths: joinBytes(segments.map(({ nameLengths }) => nameLengths)),
    byName,
    vocabulary,
    postings,
    codes,
    randomCodes,
    grams,
  };
}

/** The words of all, and for each of the vocabularies the new ids of its words. */
function* joinVocabularies(
  vocabularies: readonly Vocabulary[],
): Generator<void, { readonly vocabulary: Vocabulary; readonly ids: readonly Uint32Array[] }, void> {
  const all = new Set<string>();
  for (const vocabulary of vocabularies) {
    for (let id = 0; id < vocabulary.size; id++) all.add(wordAt(vocabulary, id));
    yield;
  }
  const sorted = [...all].sort();
  yield;
  const places = new Map(sorted.map((word, id) => [word, id]));
  yield;
  const ids: Uint32Array[] = [];
  for (const vocabulary of vocabularies) {
    ids.push(
      Uint32Array.from({ length: vocabulary.size }, (_, id) => places.get(wordAt(vocabulary, id)) ?? 0),
    );
    yield;
  }
  return { vocabulary: buildVocabulary(sorted), ids };
}

function joinCodes(
  segments: readonly Segment[],
  { bytes }: PeopleRecords,
  codesOf: (segment: Segment) => Codes,
): Codes {
  const size = segments.reduce((sum, segment) => sum + codesOf(segment).at.length, 0);
  const joined = {
    bytes,
    at: new Uint32Array(size),
    lengths: new Uint16Array(size),
    owners: new Uint32Array(size),
    fields: new Uint16Array(size),
  };
  let [place, shift, firstOwner] = [0, 0, 0];
  for (const segment of segments) {
    const { at, lengths, owners, fields } = codesOf(segment);
    joined.at.set(
      at.map((start) => start + shift),
      place,
    );
    joined.owners.set(
      owners.map((owner) => owner + firstOwner),
      place,
    );
    joined.lengths.set(lengths, place);
    joined.fields.set(fields, place);
    place += at.length;
    shift += segment.records.bytes.length;
    firstOwner += segment.size;
  }
  return joined;
}

function joinBytes(lists: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    joined.set(list, at);
    at += list.length;
  }
  return joined;
}
