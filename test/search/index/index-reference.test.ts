import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { buildIndex } from '../../../src/search/index/people-index.ts';
import { manyPeople } from '../../support/people/many-people.ts';
import { listingOf } from '../../support/people/people.ts';
import { directory } from '../small-directory.ts';
import { slowSearch } from './reference.ts';

const people = [...manyPeople(31, 60)].map((person, number): Listing => {
  const listing = listingOf(person);
  const account = person.upn.split('@')[0] ?? '';
  const dn = `CN=${person.display},OU=${number % 2 === 0 ? 'Sales' : 'Labor und Werk'},DC=contoso,DC=com`;
  return {
    ...listing,
    fields: [
      ...listing.fields,
      { field: 'samAccountName', value: account },
      { field: 'distinguishedName', value: dn },
    ],
  };
});
const all = [...people, ...directory];
const index = buildIndex(all);

const anyValueOf = (listing: Listing): fc.Arbitrary<string> =>
  fc.constantFrom(listing.displayName, ...listing.fields.map(({ value }) => value));

/** A piece of somebody's values, right or with one character changed, with a scope or in quotation marks. */
const piece = fc
  .constantFrom(...all)
  .chain((listing) =>
    fc.tuple(
      anyValueOf(listing),
      fc.nat({ max: 20 }),
      fc.integer({ min: 1, max: 24 }),
      fc.option(fc.tuple(fc.nat({ max: 23 }), fc.constantFrom('', 'x', '7', '.', '-')), {
        freq: 3,
        nil: undefined,
      }),
    ),
  )
  .map(([value, from, length, change]) => {
    const text = value.slice(Math.min(from, Math.max(0, value.length - 1)), from + length).trim();
    if (change === undefined) return text;
    return text.slice(0, change[0]) + change[1] + text.slice(change[0] + 1);
  });
const written = fc
  .tuple(
    fc.constantFrom('', '', '', '', 'name:', 'upn:', 'mail:', 'id:', 'ID: '),
    piece,
    fc.constantFrom('', '', '"', '"…'),
  )
  .map(([scope, text, quoted]) => {
    if (quoted === '') return scope + text;
    return quoted === '"' ? `${scope}"${text}"` : `${scope}"${text}`;
  });
const queries = fc.array(written, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

describe('the index', () => {
  it('answers what a slow look at everybody answers, for queries of every kind', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { hits, total } = index.search(query, { limit: all.length });

        const expected = slowSearch(all, query);
        const found = hits.map(({ listing, score }) => [listing.id, Number(score.toFixed(6))]);
        expect(new Map(found as [string, number][])).toEqual(
          new Map([...expected].map(([id, score]) => [id, Number(score.toFixed(6))])),
        );
        expect(total).toBe(expected.size);
      }),
      { numRuns: 600 },
    );
  });

  it('gives the better score first', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const scores = index.search(query, { limit: all.length }).hits.map(({ score }) => score);

        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
      { numRuns: 200 },
    );
  });
});
