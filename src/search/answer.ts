import type { Listing, SearchField, SubjectKind } from '../domain/model/subject.ts';

/** From best to worst. A hit is as good as its worst word: "anna ber" finds Anna Berg by prefix. */
export type MatchKind = 'exact' | 'prefix' | 'inside' | 'typo';

/** Start and end (exclusive) in UTF-16 units, as `String.prototype.slice` takes them. */
export type TextRange = readonly [start: number, end: number];

export type Hit = {
  readonly listing: Listing;
  /** The field that shows best why the object was found: the display name whenever it matched. */
  readonly field: SearchField;
  /** That field's value as the source has it. Not made safe for a terminal: the screen does that. */
  readonly value: string;
  /** What of `value` matched, ascending and without overlap. Never cuts a character and its marks apart. */
  readonly ranges: readonly TextRange[];
  readonly kind: MatchKind;
  /** Comparable within one answer only; 1000 is an exact id. */
  readonly score: number;
};

export type SearchAnswer = {
  /** Best first; equals in display order, then by id. */
  readonly hits: readonly Hit[];
  /** How many objects matched, `hits` being the first `limit` of them. */
  readonly total: number;
  /** Objects that are not offered (`hiddenBecause`) and whose exact id or user principal name was typed. */
  readonly hidden: readonly Hit[];
};

export type SearchOptions = { readonly limit: number; readonly kind?: SubjectKind };

/** Every query has an answer: nothing that is typed makes `search` throw. */
export type SearchIndex = {
  readonly search: (query: string, options: SearchOptions) => SearchAnswer;
};
