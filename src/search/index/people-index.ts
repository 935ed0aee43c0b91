import type { Listing, SubjectKind } from '../../domain/model/subject.ts';
import type { SearchAnswer, SearchIndex, SearchOptions } from '../answer.ts';
import { searchParts } from '../query/search-parts.ts';
import { createTables, type Tables } from '../query/tally-query.ts';
import { canMerge, mergeSegments } from './merge-segments.ts';
import { createPart, type IndexPart } from './part.ts';
import type { Segment } from './segment.ts';
import { createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';

/** The index over a list that is known as a whole. The answers do not depend on its order. Takes about 10 µs a person. */
export function buildIndex(listings: readonly Listing[]): SearchIndex {
  const index = createPeopleIndex();
  atOnce(index.add(listings));
  atOnce(index.settle());
  atOnce(index.unite());
  return index;
}

/** The people and groups of one source; answers while it grows. */
export type PeopleIndex = SearchIndex & {
  /** As `search`, but gives up and answers undefined when a newer question has come. */
  readonly searchUnless: (
    isOvertaken: () => boolean,
    query: string,
    options: SearchOptions,
  ) => SearchAnswer | undefined;
  /**
   * Adds listings, whose ids must be new. They are found once enough of them have come to make a part, or after
   * `settle`. Pauses, so that a search may come between.
   */
  readonly add: (listings: readonly Listing[]) => Generator<void, void, void>;
  /** Makes everything that was added findable. */
  readonly settle: () => Generator<void, void, void>;
  /** Makes all parts one, which is searched faster. For a directory that was read as a whole. */
  readonly unite: () => Generator<void, void, void>;
  /** Takes a listing away, if it is there. What was added is settled first. */
  readonly remove: (kind: SubjectKind, id: string) => void;
  /** How many can be found, not offered ones included. */
  readonly count: () => number;
  /** What has been settled, to be stored. */
  readonly segments: () => readonly Segment[];
};

/**
 * The sizes of the first parts, so that somebody who types at once is answered at once, and of all others: few parts are
 * searched faster, and their tables fit into the processor's cache.
 */
const PART_SIZES = [500, 4_000, 16_000] as const;
const PART_SIZE = 128_000;
/** So many small parts of later changes are made one. */
const MOST_SMALL_PARTS = 8;
const SMALL = 2_000;

/** `segments`: those of an index that was stored. */
export function createPeopleIndex(segments: readonly Segment[] = []): PeopleIndex {
  let parts: readonly IndexPart[] = segments.map(createPart);
  let open: SegmentBuilder | undefined;
  let tables: Tables | undefined;
  let largest = 0;

  const tablesFor = (): Tables => {
    const size = Math.max(0, ...parts.map(({ segment }) => segment.size));
    if (tables === undefined || size > largest) {
      tables = createTables(size);
      largest = size;
    }
    return tables;
  };

  function* settle(): Generator<void, void, void> {
    if (open === undefined) return;
    const builder = open;
    open = undefined;
    const segment = yield* builder.build();
    parts = [...parts, createPart(segment)];
    yield* joinSmall();
  }

  /** Puts one part into the place of several. */
  function* join(several: readonly IndexPart[]): Generator<void, void, void> {
    const segments = several.map((part) => part.segment);
    if (!canMerge(segments)) return;
    const merged = yield* mergeSegments(segments);
    // Listings that were removed while this was made.
    let at = 0;
    for (const { traits } of segments) {
      merged.traits.set(traits, at);
      at += traits.length;
    }
    parts = [...parts.filter((part) => !several.includes(part)), createPart(merged)];
  }

  function* joinSmall(): Generator<void, void, void> {
    const small = parts.filter(({ segment }) => segment.size <= SMALL);
    if (small.length > MOST_SMALL_PARTS) yield* join(small);
  }

  function* add(listings: readonly Listing[]): Generator<void, void, void> {
    for (const listing of listings) {
      open ??= createSegmentBuilder();
      open.add(listing);
      if (open.size() >= (PART_SIZES[parts.length] ?? PART_SIZE)) yield* settle();
    }
  }

  const searchUnless: PeopleIndex['searchUnless'] = (isOvertaken, query, options) =>
    searchParts({ parts, tables: tablesFor(), isOvertaken }, query, options);

  return {
    searchUnless,
    search: (query, options) => searchUnless(() => false, query, options) ?? noAnswer,
    add,
    settle,
    unite: () => join(parts),
    remove: (kind, id) => {
      atOnce(settle());
      for (const part of parts) part.remove(kind, id);
    },
    count: () => parts.reduce((sum, part) => sum + part.count(), 0),
    segments: () => parts.map(({ segment }) => segment),
  };
}

const noAnswer: SearchAnswer = { hits: [], total: 0, hidden: [] };

/** Runs something that would pause, without a pause. */
export function atOnce<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
