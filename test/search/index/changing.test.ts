import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../../../src/domain/model/subject.ts';
import type { SearchAnswer } from '../../../src/search/answer.ts';
import {
  atOnce,
  buildIndex,
  createPeopleIndex,
  type PeopleIndex,
} from '../../../src/search/index/people-index.ts';
import { manyPeople } from '../../support/people/many-people.ts';
import { listingOf } from '../../support/people/people.ts';
import { directory } from '../small-directory.ts';

const people: readonly Listing[] = [...manyPeople(5, 40)].map(listingOf);
const all = [...people, ...directory];

/** Everything that a person sees of an answer. */
const asked = (index: Pick<PeopleIndex, 'search'>, queries: readonly string[]): readonly SearchAnswer[] =>
  queries.map((query) => index.search(query, { limit: 100 }));

const queries = [
  '',
  'a',
  'ma',
  'berg',
  'contoso',
  '1',
  '王',
  'left-1',
  ...people.slice(0, 5).map((each) => each.displayName),
];

type Change =
  | { readonly do: 'add' | 'remove'; readonly listing: Listing }
  | { readonly do: 'change'; readonly listing: Listing; readonly to: Listing };

const changes = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom('add' as const, 'remove' as const), listing: fc.constantFrom(...all) }),
    fc.record({
      do: fc.constant('change' as const),
      listing: fc.constantFrom(...all),
      to: fc.constantFrom(...all),
    }),
  ),
  { maxLength: 60 },
);

const keyOf = ({ kind, id }: Listing): string => `${kind} ${id}`;
const without = (index: PeopleIndex, { kind, id }: Listing): void => index.remove(kind, id);
const withOne = (index: PeopleIndex, listing: Listing): void => {
  without(index, listing);
  atOnce(index.add([listing]));
  atOnce(index.settle());
};

/** The same change to the index and to what it must be equal to. */
function apply(change: Change, index: PeopleIndex, model: Map<string, Listing>): void {
  const { listing } = change;
  switch (change.do) {
    case 'add':
      withOne(index, listing);
      model.set(keyOf(listing), listing);
      break;
    case 'remove':
      without(index, listing);
      model.delete(keyOf(listing));
      break;
    default: {
      const changed: Listing = { ...change.to, kind: listing.kind, id: listing.id };
      withOne(index, changed);
      model.set(keyOf(listing), changed);
    }
  }
}

describe('an index that people are added to, changed in and removed from', () => {
  it('answers like one that was made of what is left', () => {
    fc.assert(
      fc.property(changes, fc.boolean(), (list, united) => {
        const index = createPeopleIndex();
        const model = new Map<string, Listing>();

        for (const change of list) apply(change, index, model);
        if (united) atOnce(index.unite());

        expect(asked(index, queries)).toEqual(asked(buildIndex([...model.values()]), queries));
        expect(index.count()).toBe(model.size);
      }),
      { numRuns: 60 },
    );
  });

  it('loses nobody who is removed while its parts are made one', () => {
    const index = createPeopleIndex();
    for (const listing of all) withOne(index, listing);

    const uniting = index.unite();
    uniting.next();
    for (const listing of all.slice(0, 20)) without(index, listing);
    atOnce(uniting);

    expect(asked(index, queries)).toEqual(asked(buildIndex(all.slice(20)), queries));
  });
});

describe('an index that is still being filled', () => {
  it('answers from what it has, and in the end like one that was made at once', () => {
    const many: readonly Listing[] = [...manyPeople(8, 6_000)].map(listingOf);
    const index = createPeopleIndex();
    const counts: number[] = [];

    for (let at = 0; at < many.length; at += 400) {
      atOnce(index.add(many.slice(at, at + 400)));
      counts.push(index.search('', { limit: 1 }).total);
    }
    atOnce(index.settle());

    expect(counts.filter((count) => count > 0 && count < many.length).length).toBeGreaterThan(1);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(index.segments().length).toBeGreaterThan(1);
    const names = many.slice(0, 30).map((each) => each.displayName);
    expect(asked(index, [...queries, ...names])).toEqual(asked(buildIndex(many), [...queries, ...names]));
  });

  it('gives up a question that was overtaken, and answers the next one rightly', () => {
    const index = createPeopleIndex();
    atOnce(index.add(all));
    atOnce(index.settle());
    let asks = 0;

    for (let patience = 0; patience < 4; patience++) {
      const isOvertaken = (): boolean => asks++ >= patience;
      asks = 0;
      index.searchUnless(isOvertaken, 'anna berg contoso', { limit: 5 });
    }

    expect(index.searchUnless(() => true, 'anna berg', { limit: 5 })).toBeUndefined();
    expect(asked(index, queries)).toEqual(asked(buildIndex(all), queries));
  });
});
