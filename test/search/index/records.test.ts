import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { atOnce } from '../../../src/search/index/people-index.ts';
import { readListing } from '../../../src/search/index/records.ts';
import { createSegmentBuilder } from '../../../src/search/index/segment-builder.ts';
import { searchFields } from '../../../src/search/text/fields.ts';
import { anyText } from '../text/any-text.ts';

const text = fc.oneof(anyText, fc.constantFrom('Anna', 'anna@contoso.com', 'é'.repeat(70), 'x'.repeat(300)));

const listings: fc.Arbitrary<Listing> = fc
  .record({
    kind: fc.constantFrom('user' as const, 'group' as const),
    id: text,
    displayName: text,
    fields: fc.array(fc.record({ field: fc.constantFrom(...searchFields), value: text }), { maxLength: 15 }),
    hiddenBecause: fc.option(text, { nil: undefined }),
    note: fc.option(text, { nil: undefined }),
  })
  .map(({ hiddenBecause, note, ...listing }) => ({
    ...listing,
    ...(hiddenBecause === undefined ? {} : { hiddenBecause }),
    ...(note === undefined ? {} : { note }),
  }));

describe('a listing that is kept as bytes', () => {
  it('comes back to the last character, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(listings, { maxLength: 6 }), (list) => {
        const builder = createSegmentBuilder();
        for (const listing of list) builder.add(listing);

        const { records } = atOnce(builder.build());

        expect(list.map((_, number) => readListing(records, number))).toEqual(list);
      }),
      { numRuns: 300 },
    );
  });
});
