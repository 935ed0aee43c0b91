import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { createListingWords } from '../../../src/search/index/listing-words.ts';
import { fieldBit, searchFields } from '../../../src/search/text/fields.ts';
import { findableTexts } from '../../../src/search/text/findable.ts';
import { listingOf, makePeople } from '../../support/people/people.ts';
import { directory } from '../small-directory.ts';
import { anyText } from '../text/any-text.ts';

/** The words by which `explain` highlights a hit: those that the index has must be the same. */
function explained(listing: Listing): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const { field, words: own } of findableTexts(listing)) {
    for (const { text } of own) words.set(text, (words.get(text) ?? 0) | fieldBit(field));
  }
  return words;
}

function indexed(list: readonly Listing[]): readonly ReadonlyMap<string, number>[] {
  const words = createListingWords();
  const found = list.map((listing) => {
    const own = new Map<number, number>();
    words.read(listing, (word, fields) => own.set(word, fields));
    return own;
  });
  const texts = words.all();
  return found.map((own) => new Map([...own].map(([word, fields]) => [texts[word] ?? '', fields])));
}

const odd: fc.Arbitrary<Listing> = fc
  .record({
    displayName: anyText,
    fields: fc.array(fc.record({ field: fc.constantFrom(...searchFields), value: anyText }), {
      maxLength: 8,
    }),
  })
  .map((listing) => ({ kind: 'user', id: 'x', ...listing }));

describe('the words of a listing', () => {
  it('are the same for the index as for the explanation of a hit', () => {
    const list = [...directory, ...makePeople(3, 2_000).map(listingOf)];

    expect(indexed(list)).toEqual(list.map(explained));
  });

  it('are so for hostile values as well', () => {
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 5 }), (list) => {
        expect(indexed(list)).toEqual(list.map(explained));
      }),
      { numRuns: 300 },
    );
  });
});
