import type { Listing, SearchField } from '../../domain/model/subject.ts';
import type { MatchKind, TextRange } from '../answer.ts';
import { codeIdentity, codeKey, codesOf, isPlainId } from '../text/codes.ts';
import { ALL_FIELDS, type FieldSet, fieldBit } from '../text/fields.ts';
import { type FindableText, findableTexts } from '../text/findable.ts';
import { type FoldedText, foldTraced } from '../text/fold.ts';
import type { SearchWord } from '../text/words.ts';
import { isOneTypoAway, ONE_DIGIT_OFF } from './id-typo.ts';
import {
  type Demand,
  EXACT,
  insideStrength,
  kindOf,
  matchRight,
  matchWrong,
  type Patience,
  prefixStrength,
  type Strength,
  type TypedWord,
  type WordMatch,
} from './match-word.ts';
import type { Chunk, ExactCode, Query } from './parse-query.ts';

/** Why one listing is a hit: which field to show, and what of it to highlight. */
export type Explanation = {
  readonly field: SearchField;
  readonly value: string;
  readonly ranges: readonly TextRange[];
  readonly kind: MatchKind;
};

/** One value and what the query found in it, chunk by chunk (0 = nothing). */
type Reading = {
  readonly field: SearchField;
  readonly value: string;
  readonly strengths: readonly Strength[];
  /** Computed for the one value that is shown. */
  readonly ranges: () => readonly TextRange[];
};

/** For the exact id: the code that was typed, whole. */
export function explainExact(listing: Listing, typed: readonly ExactCode[]): Explanation {
  const isTyped = ({ field, value }: { readonly field: SearchField; readonly value: string }): boolean =>
    typed.some(
      ({ text, fields }) => (fieldBit(field) & fields) !== 0 && codeIdentity(text) === codeIdentity(value),
    );
  const { field, value } = codesOf(listing).find(isTyped) ?? { field: 'objectId', value: listing.id };
  return { field, value, ranges: [[0, value.length]], kind: 'exact' };
}

/**
 * The display name when it explains the whole query, or as much of it as any other field; else the field that
 * explains most.
 */
export function explainHit(listing: Listing, query: Query, patience: Patience): Explanation {
  const readings = [
    ...readTexts(findableTexts(listing), query.chunks, patience),
    ...codesOf(listing).map((code) => readCode(code, query, patience)),
  ];
  const best = query.chunks.map((_, chunk) =>
    Math.max(...readings.map((each) => each.strengths[chunk] ?? 0)),
  );
  const kind = kindOf(Math.min(...best));
  const named = readings.find((each) => each.field === 'displayName' && isEnough(each, kind));
  const shown = named ?? readings.reduce((most, each) => (explains(each) > explains(most) ? each : most));
  return { field: shown.field, value: shown.value, ranges: shown.ranges(), kind };
}

const explains = ({ strengths }: Reading): number => strengths.reduce((sum, each) => sum + each, 0);

function isEnough({ strengths }: Reading, kind: MatchKind): boolean {
  const worst = Math.min(...strengths);
  return worst > 0 && (kindOf(worst) !== 'typo' || kind === 'typo');
}

/** The spellings of one value are read together: one word may have matched in each. */
function readTexts(
  texts: readonly FindableText[],
  chunks: readonly Chunk[],
  patience: Patience,
): readonly Reading[] {
  const readings: Reading[] = [];
  for (const [at, text] of texts.entries()) {
    const isSame = ({ field, value }: FindableText): boolean => field === text.field && value === text.value;
    if (texts.findIndex(isSame) < at) continue;
    const spellings = texts.filter(isSame);
    const found = chunks.map(({ words, fields }) =>
      (fieldBit(text.field) & fields) === 0
        ? [undefined]
        : words.map((word) => findWord(spellings, word, patience)),
    );
    readings.push({
      field: text.field,
      value: text.value,
      strengths: found.map(worstStrength),
      ranges: () => mergeRanges(found.flat().flatMap((word) => word?.ranges() ?? [])),
    });
  }
  return readings;
}

const worstStrength = (words: readonly (Found | undefined)[]): Strength =>
  words.length === 0 ? 0 : Math.min(...words.map((word) => word?.strength ?? 0));

type Found = { readonly strength: Strength; readonly ranges: () => readonly TextRange[] };

type Matched = { readonly text: FindableText; readonly word: SearchWord; readonly match: WordMatch };

function findWord(
  spellings: readonly FindableText[],
  typed: TypedWord,
  patience: Patience,
): Found | undefined {
  const best =
    bestMatch(spellings, (word) => matchRight(typed, word)) ??
    bestMatch(spellings, (word) => matchWrong(typed, word, patience));
  if (best === undefined) return undefined;
  return { strength: best.match.strength, ranges: () => rangesOf(best) };
}

function bestMatch(
  spellings: readonly FindableText[],
  matchOf: (word: string) => WordMatch | undefined,
): Matched | undefined {
  let best: Matched | undefined;
  for (const text of spellings) {
    for (const word of text.words) {
      const match = matchOf(word.text);
      if (match !== undefined && match.strength > (best?.match.strength ?? 0)) best = { text, word, match };
    }
  }
  return best;
}

/** From units of a word, which may be in several pieces, to the text on the screen. */
function rangesOf({ text, word, match }: Matched): readonly TextRange[] {
  // Letters of two scripts do not stand for each other one by one.
  const { from, to } = text.spelling === 'latin' ? { from: 0, to: Number.POSITIVE_INFINITY } : match;
  const folded = foldTraced(text.value, text.spelling === 'latin' ? 'plain' : text.spelling);
  const ranges: TextRange[] = [];
  let passed = 0;
  for (const piece of word.pieces) {
    const first = piece.from + Math.max(0, from - passed);
    const last = Math.min(piece.to, piece.from + to - passed) - 1;
    if (first <= last) ranges.push(original(folded, first, last));
    passed += piece.to - piece.from;
  }
  return ranges;
}

const original = (folded: FoldedText, first: number, last: number): TextRange => [
  folded.starts[first] ?? 0,
  folded.ends[last] ?? 0,
];

type TypedCode = { readonly code: string; readonly fields: FieldSet; readonly demand: Demand };
type Code = { readonly field: SearchField; readonly value: string };

function readCode(code: Code, { code: whole, chunks }: Query, patience: Patience): Reading {
  const asWhole =
    whole === undefined
      ? undefined
      : findCode(code, { code: whole, fields: ALL_FIELDS, demand: 'any' }, patience);
  const found = chunks.map(
    (chunk) =>
      asWhole ??
      (chunk.code === undefined ? undefined : findCode(code, { ...chunk, code: chunk.code }, patience)),
  );
  return {
    ...code,
    strengths: found.map((each) => each?.strength ?? 0),
    ranges: () => mergeRanges(found.flatMap((each) => each?.ranges() ?? [])),
  };
}

/** The same rules as in `code-hits.ts`, for one value. */
function findCode({ field, value }: Code, typed: TypedCode, patience: Patience): Found | undefined {
  if ((fieldBit(field) & typed.fields) === 0) return undefined;
  const { code, demand } = typed;
  const key = codeKey(value);
  const at = key.indexOf(code);
  if (at < 0 || code === '') {
    const isTypo = demand === 'any' && patience === 'patient' && isPlainId(field) && isOneTypoAway(code, key);
    return isTypo ? { strength: ONE_DIGIT_OFF, ranges: () => [[0, value.length]] } : undefined;
  }
  if (at > 0 && demand !== 'any') return undefined;
  if (demand === 'exact' && key !== code) return undefined;
  const strength =
    at === 0 ? prefixStrength(code.length, key.length) : insideStrength(code.length, key.length);
  return { strength: Math.min(strength, EXACT), ranges: () => [codeRange(value, code)] };
}

function codeRange(value: string, code: string): TextRange {
  const folded = foldTraced(value);
  const shown = folded.text.indexOf(code);
  // Spaces that do not count were between: then the whole value is what matched.
  return shown < 0 ? [0, value.length] : original(folded, shown, shown + code.length - 1);
}

function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && range[0] <= last[1]) {
      merged[merged.length - 1] = [last[0], Math.max(last[1], range[1])];
    } else merged.push(range);
  }
  return merged;
}
