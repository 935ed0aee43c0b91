import type { Listing, SearchField } from '../domain/model/subject.ts';
import type { MatchKind, TextRange } from './answer.ts';
import { codeKey, codesOf, identity } from './codes.ts';
import { type FindableText, findableTexts } from './findable.ts';
import { type FoldedText, foldTraced } from './fold.ts';
import {
  EXACT,
  insideStrength,
  kindOf,
  matchWord,
  type Patience,
  prefixStrength,
  type Strength,
  type TypedWord,
  typedWord,
  type WordMatch,
} from './match-word.ts';
import type { Query } from './query.ts';
import type { Word } from './words.ts';

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
  readonly ranges: readonly TextRange[];
};

/** For the exact id: the code that was typed, whole. */
export function explainExact(listing: Listing, typed: readonly string[]): Explanation {
  const wanted = new Set(typed.map(identity));
  const code = codesOf(listing).find(({ value }) => wanted.has(identity(value)));
  const { field, value } = code ?? { field: 'objectId', value: listing.id };
  return { field, value, ranges: [[0, value.length]], kind: 'exact' };
}

/**
 * The display name when it explains the whole query, or as much of it as any other field; else the field that
 * explains most.
 */
export function explain(listing: Listing, query: Query, patience: Patience): Explanation {
  const typed = query.chunks.map((chunk) => chunk.words.map(typedWord));
  const readings = [
    ...readTexts(findableTexts(listing), typed, patience),
    ...codesOf(listing).map((code) => readCode(code, query)),
  ];
  const best = query.chunks.map((_, chunk) =>
    Math.max(...readings.map((each) => each.strengths[chunk] ?? 0)),
  );
  const kind = kindOf(Math.min(...best));
  const named = readings.find((each) => each.field === 'displayName' && isEnough(each, kind));
  const shown = named ?? readings.reduce((most, each) => (explains(each) > explains(most) ? each : most));
  return { field: shown.field, value: shown.value, ranges: shown.ranges, kind };
}

const explains = ({ strengths }: Reading): number => strengths.reduce((sum, each) => sum + each, 0);

function isEnough({ strengths }: Reading, kind: MatchKind): boolean {
  const worst = Math.min(...strengths);
  return worst > 0 && (kindOf(worst) !== 'typo' || kind === 'typo');
}

/** The spellings of one value are read together: one word may have matched in each. */
function readTexts(
  texts: readonly FindableText[],
  chunks: readonly (readonly TypedWord[])[],
  patience: Patience,
): readonly Reading[] {
  const values = Map.groupBy(texts, ({ field, value }) => `${field} ${value}`);
  return [...values.values()].flatMap((spellings): readonly Reading[] => {
    const [text] = spellings;
    if (text === undefined) return [];
    const found = chunks.map((words) => words.map((word) => findWord(spellings, word, patience)));
    return [
      {
        field: text.field,
        value: text.value,
        strengths: found.map(worstStrength),
        ranges: mergeRanges(found.flat().flatMap((word) => word?.ranges ?? [])),
      },
    ];
  });
}

const worstStrength = (words: readonly (Found | undefined)[]): Strength =>
  words.length === 0 ? 0 : Math.min(...words.map((word) => word?.strength ?? 0));

type Found = { readonly strength: Strength; readonly ranges: readonly TextRange[] };

function findWord(
  spellings: readonly FindableText[],
  typed: TypedWord,
  patience: Patience,
): Found | undefined {
  let best: { readonly text: FindableText; readonly word: Word; readonly match: WordMatch } | undefined;
  for (const text of spellings) {
    for (const word of text.words) {
      const match = matchWord(typed, word.text, patience);
      if (match !== undefined && match.strength > (best?.match.strength ?? 0)) best = { text, word, match };
    }
  }
  if (best === undefined) return undefined;
  const folded = foldTraced(best.text.value, best.text.spelling);
  return { strength: best.match.strength, ranges: rangesOf(folded, best.word, best.match) };
}

/** From units of a word, which may be in several pieces, to the text on the screen. */
function rangesOf(
  folded: FoldedText,
  word: Word,
  { from, to }: { readonly from: number; readonly to: number },
): readonly TextRange[] {
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

function readCode(code: { readonly field: SearchField; readonly value: string }, query: Query): Reading {
  const whole = query.code === undefined ? undefined : findCode(code.value, query.code);
  const chunks = query.chunks.map((chunk) =>
    chunk.code === undefined ? undefined : findCode(code.value, chunk.code),
  );
  const found = whole === undefined ? chunks : query.chunks.map(() => whole);
  return {
    ...code,
    strengths: found.map((each) => each?.strength ?? 0),
    ranges: mergeRanges(found.flatMap((each) => each?.ranges ?? [])),
  };
}

function findCode(value: string, code: string): Found | undefined {
  const key = codeKey(value);
  const at = key.indexOf(code);
  if (at < 0 || code === '') return undefined;
  const folded = foldTraced(value);
  const shown = folded.text.indexOf(code);
  // Spaces that do not count were between: then the whole value is what matched.
  const range: TextRange = shown < 0 ? [0, value.length] : original(folded, shown, shown + code.length - 1);
  const strength =
    at === 0 ? prefixStrength(code.length, key.length) : insideStrength(code.length, key.length);
  return { strength: Math.min(strength, EXACT), ranges: [range] };
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
