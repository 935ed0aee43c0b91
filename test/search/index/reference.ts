import type { Listing, SearchField } from '../../../src/domain/model/subject.ts';
import { fragmentWords } from '../../../src/search/query/fragments.ts';
import { isOneTypoAway, ONE_DIGIT_OFF } from '../../../src/search/query/id-typo.ts';
import {
  insideStrength,
  matchWord,
  type Patience,
  prefixStrength,
  type TypedWord,
} from '../../../src/search/query/match-word.ts';
import { type Chunk, parseQuery, type Query } from '../../../src/search/query/parse-query.ts';
import {
  type Code,
  codeIdentity,
  codeKey,
  codesOf,
  isPlainId,
  isRandomField,
} from '../../../src/search/text/codes.ts';
import { type FieldSet, fieldBit } from '../../../src/search/text/fields.ts';
import { findableTexts } from '../../../src/search/text/findable.ts';
import { fold } from '../../../src/search/text/fold.ts';
import { PLACE, plainWords } from '../../../src/search/text/words.ts';

/**
 * What the index must answer, the slow way: every rule asked of every listing, one after the other, without an index of
 * anything.
 */
export function slowSearch(directory: readonly Listing[], text: string): ReadonlyMap<string, number> {
  const query = parseQuery(text);
  const offered = directory.filter(({ hiddenBecause }) => hiddenBecause === undefined);
  if (query.chunks.length === 0) return new Map(offered.map(({ id }) => [id, 0]));
  const usual = scores(offered, query, 'usual');
  return usual.size > 0 ? usual : scores(offered, query, 'patient');
}

function scores(offered: readonly Listing[], query: Query, patience: Patience): ReadonlyMap<string, number> {
  const found = offered.map((listing) => [listing.id, scoreOf(listing, query, patience)] as const);
  return new Map(found.filter(([, score]) => score > 0));
}

function scoreOf(listing: Listing, query: Query, patience: Patience): number {
  if (isExactly(listing, query)) return 1_000;
  const weights = query.chunks.map(({ words }) => Math.max(1, words.length));
  const chunks = query.chunks.map((chunk) => chunkScore(listing, chunk, patience));
  const weight = sum(weights);
  const all = chunks.every((score) => score > 0)
    ? sum(chunks.map((score, at) => score * (weights[at] ?? 1))) / weight
    : 0;
  const whole =
    query.code === undefined ? 0 : codeScore(listing, { ...anywhere, code: query.code }, patience, 3);
  const best = Math.max(all, whole);
  if (best === 0) return 0;
  const name = plainWords(fold(listing.displayName)).map((word) => word.text);
  const typed = query.chunks.flatMap(({ words }) => words);
  const isInOrder = typed.length > 1 && typed.every(({ text }, at) => name[at]?.startsWith(text) === true);
  return Math.max(0.1, best - 0.5 * Math.min(4, Math.max(0, name.length - 1))) + (isInOrder ? 2 : 0);
}

/** What is said of a listing whatever is typed. */
type Known = {
  readonly words: ReadonlyMap<string, readonly SearchField[]>;
  readonly codes: readonly KnownCode[];
};
type KnownCode = Code & { readonly key: string; readonly isRandom: boolean };
const known = new WeakMap<Listing, Map<FieldSet, Known>>();

function knownOf(listing: Listing, fields: FieldSet): Known {
  const bySet = known.get(listing) ?? new Map<FieldSet, Known>();
  known.set(listing, bySet);
  const found = bySet.get(fields) ?? describeListing(listing, fields);
  bySet.set(fields, found);
  return found;
}

function describeListing(listing: Listing, fields: FieldSet): Known {
  const words = new Map<string, SearchField[]>();
  for (const text of findableTexts(listing)) {
    if (!isIn(text.field, fields)) continue;
    for (const word of text.words) words.set(word.text, [...(words.get(word.text) ?? []), text.field]);
  }
  const all = codesOf(listing).map((code) => ({ ...code, key: codeKey(code.value) }));
  const codes = all.map((code) => ({
    ...code,
    // An id that is in a field of another kind as well is not a random one.
    isRandom: all.every((other) => other.key !== code.key || isRandomField(other.field)),
  }));
  return { words, codes: codes.filter(({ field }) => isIn(field, fields)) };
}

const anywhere = { fields: 0xffff, demand: 'any' } as const;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const isExactly = (listing: Listing, { exact }: Query): boolean =>
  exact.some(({ text, fields }) =>
    codesOf(listing).some(
      ({ field, value }) => isIn(field, fields) && codeIdentity(value) === codeIdentity(text),
    ),
  );

const isIn = (field: SearchField, fields: FieldSet): boolean => (fieldBit(field) & fields) !== 0;

function chunkScore(listing: Listing, chunk: Chunk, patience: Patience): number {
  const words = chunk.words.map((word) => wordScore(listing, word, chunk.fields, patience));
  const byWords = words.length > 0 && words.every((score) => score > 0) ? sum(words) / words.length : 0;
  const byCode =
    chunk.code === undefined
      ? 0
      : codeScore(listing, { ...chunk, code: chunk.code }, patience, words.length > 1 ? 30 : 3);
  return Math.max(byWords, byCode);
}

const bonuses: readonly (readonly [SearchField, number])[] = [
  ['surname', 6],
  ['givenName', 5],
  ['displayName', 4],
  ['userPrincipalName', 3],
  ['samAccountName', 3],
  ['mail', 2],
  ['distinguishedName', 1],
  ['description', -32],
];

/** The strongest word, each with the bonus of the best field that has it. */
function wordScore(listing: Listing, typed: TypedWord, fields: FieldSet, patience: Patience): number {
  const all = [...knownOf(listing, fields).words].map(([word, owners]) => {
    const strength = matchWord(typed, word, patience)?.strength ?? 0;
    const bonus = word.startsWith(PLACE)
      ? -36
      : (bonuses.find(([field]) => owners.includes(field))?.[1] ?? 0);
    return strength === 0 ? 0 : Math.max(1, strength + bonus);
  });
  return Math.max(0, ...all);
}

function codeScore(
  listing: Listing,
  typed: Pick<Chunk, 'fields' | 'demand'> & { readonly code: string },
  patience: Patience,
  bonus: number,
): number {
  const strengths = knownOf(listing, typed.fields).codes.map((own) => codeStrength(own, typed, patience));
  const best = Math.max(0, ...strengths);
  return best === 0 ? 0 : best + bonus;
}

function codeStrength(
  { field, key, isRandom }: KnownCode,
  { code, demand }: { readonly code: string; readonly demand: Chunk['demand'] },
  patience: Patience,
): number {
  const length = Buffer.byteLength(code);
  const whole = Buffer.byteLength(key);
  if (demand === 'exact') return key === code ? 100 : 0;
  if (key.startsWith(code)) return isRandom && length < 3 ? 0 : prefixStrength(length, whole);
  if (demand !== 'any') return 0;
  if (key.includes(code) && isFoundInside(field, code)) return insideStrength(length, whole);
  return patience === 'patient' && isPlainId(field) && isOneTypoAway(code, key) ? ONE_DIGIT_OFF : 0;
}

const isFoundInside = (field: SearchField, code: string): boolean => {
  if (Buffer.byteLength(code) < 3 || isRandomField(field)) return false;
  return isPlainId(field) || fragmentWords(code).length > 0;
};
