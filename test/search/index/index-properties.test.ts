import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../../../src/domain/model/subject.ts';
import type { Hit } from '../../../src/search/answer.ts';
import { buildIndex } from '../../../src/search/index/people-index.ts';
import { fold, foldTraced } from '../../../src/search/text/fold.ts';
import { isSounded, latinWord } from '../../../src/search/text/latin.ts';
import { createRandom, listingOf, makePeople, pick } from '../../support/people/people.ts';
import { anyText } from '../text/any-text.ts';

const people = makePeople(11, 1_500);
const listings = people.map(listingOf);
const index = buildIndex(listings);
const everybody = { limit: people.length };

const ids = (hits: readonly Hit[]): readonly string[] => hits.map((hit) => hit.listing.id);

describe('everybody in a directory of 1,500, hostile names included', () => {
  it.each(['objectId', 'employeeId', 'upn'] as const)('is the first hit for their own %s', (field) => {
    const missed = people.filter(
      (person) => index.search(person[field], { limit: 1 }).hits[0]?.listing.id !== person.objectId,
    );

    expect(missed).toEqual([]);
  });

  it.each([
    ['first last', (given: string, surname: string) => `${given} ${surname}`],
    ['last first', (given: string, surname: string) => `${surname} ${given}`],
    ['last, first', (given: string, surname: string) => `${surname}, ${given}`],
    ['in capitals', (given: string, surname: string) => `${given} ${surname}`.toUpperCase()],
    ['without accents', (given: string, surname: string) => fold(`${given} ${surname}`)],
  ])('is found by the full name, %s', (_order, write) => {
    const missed = people.filter((person) => {
      const { hits } = index.search(write(person.given, person.surname), everybody);
      return !ids(hits).includes(person.objectId);
    });

    expect(missed).toEqual([]);
  });

  it('is among the first ten with one typo in the surname', () => {
    const random = createRandom(5);
    const named = people.filter((person) => /^\p{Script=Latin}{6,20}$/u.test(person.surname));

    const missed = named.filter((person) => {
      const surname = [...fold(person.surname)];
      const at = 1 + random.below(surname.length - 2);
      surname.splice(at, 2, surname[at + 1] ?? '', surname[at] ?? '');
      const { hits } = index.search(`${person.given} ${surname.join('')}`, { limit: 10 });
      return !hits.some((hit) => hit.listing.displayName === person.display);
    });

    expect(named.length).toBeGreaterThan(500);
    expect(missed.length / named.length).toBeLessThan(0.01);
  });
});

/** What a range may hold: a piece of a typed word, or the word; umlauts as they are or spelled out, or in Latin letters. */
function isExplained(marked: string, words: readonly string[]): boolean {
  const spellings = [fold(marked), foldTraced(marked, 'transcribed').text, latinWord(marked)].map((text) =>
    text.replaceAll(/[^\p{L}\p{N}\p{M}\p{S}]/gu, ''),
  );
  return spellings.some((text) => words.some((word) => word.includes(text) || text.includes(word)));
}

describe('the ranges of a hit', () => {
  const queries = fc
    .tuple(fc.nat({ max: people.length - 1 }), fc.integer({ min: 1, max: 9 }), fc.boolean())
    .map(([number, length, both]) => {
      const person = people[number];
      const surname = [...(person?.surname ?? '')].slice(0, length).join('');
      return both ? `${surname} ${person?.given ?? ''}` : surname;
    });

  it('hold what was typed', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const typed = fold(query).match(/[\p{L}\p{N}\p{M}\p{S}]+/gu) ?? [];
        fc.pre(typed.length > 0);
        const words = typed.flatMap((word) => (isSounded(word) ? [word, latinWord(word)] : [word]));

        const { hits } = index.search(query, { limit: 20 });

        const marked = hits
          .filter(({ kind }) => kind !== 'typo')
          .flatMap(({ value, ranges }) => ranges.map(([start, end]) => value.slice(start, end)));
        expect(marked.filter((text) => !isExplained(text, words))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('are inside of the value, ascending, apart, and never empty; the value is one of the listing', () => {
    fc.assert(
      fc.property(fc.oneof(queries, anyText), (query) => {
        for (const { listing, field, value, ranges } of index.search(query, { limit: 20 }).hits) {
          const own = [{ field: 'displayName', value: listing.displayName }, ...listing.fields];
          expect(own).toContainEqual({ field, value });
          let before = -1;
          for (const [start, end] of ranges) {
            expect(start).toBeGreaterThan(before);
            expect(end).toBeGreaterThan(start);
            before = end;
          }
          expect(before).toBeLessThanOrEqual(value.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are never missing from a hit that answers a query with a letter in it', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { hits } = index.search(query, { limit: 20 });
        expect(hits.filter((hit) => hit.ranges.length === 0 && /\p{L}/u.test(query))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the order of the directory', () => {
  it('changes no answer', () => {
    const random = createRandom(3);
    const shuffled = listings
      .map((listing) => ({ listing, place: random.below(1e9) }))
      .sort((a, b) => a.place - b.place);
    const other = buildIndex(shuffled.map(({ listing }) => listing));
    const queries = [
      '',
      'a',
      'ma',
      'anna',
      'contoso',
      '王',
      '1',
      'berg',
      ...people.slice(0, 40).map((person) => person.surname),
    ];

    for (const query of queries) {
      expect(other.search(query, { limit: 50 })).toEqual(index.search(query, { limit: 50 }));
    }
  });
});

describe('any text', () => {
  it('has an answer, and never more hits than the limit or the total', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 12 }), (query, limit) => {
        const { hits, total } = index.search(query, { limit });

        expect(hits.length).toBe(Math.min(limit, total));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 words', 'ab '.repeat(3_333)],
    ['10,000 signs', '.@'.repeat(5_000)],
    ['10,000 emoji halves', '\ud83d'.repeat(10_000)],
    ['10,000 combining marks', 'e'.padEnd(10_000, '\u0301')],
    ['a pattern that makes regular expressions slow', `${'a '.repeat(400)}!`],
  ])('of %s has one too', (_what, query) => {
    expect(index.search(query, { limit: 5 }).hits.length).toBeLessThanOrEqual(5);
  });

  it.each([0, -1, Number.NaN])('with the limit %d has no hits but a total', (limit) => {
    expect(index.search('', { limit })).toEqual({ hits: [], total: people.length, hidden: [] });
  });

  it('may also be what people are called', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 8 }), anyText, (names, query) => {
        const odd = buildIndex(
          names.map(
            (name, number): Listing => ({
              kind: 'user',
              id: `id-${number}`,
              displayName: name,
              fields: [{ field: 'distinguishedName', value: name }],
            }),
          ),
        );

        expect(odd.search(query, { limit: 9 }).total).toBeLessThanOrEqual(names.length);
        expect(ids(odd.search('id-0', { limit: 1 }).hits)).toEqual(names.length > 0 ? ['id-0'] : []);
      }),
      { numRuns: 200 },
    );
  });
});

/** Obviously right and slow: every word of every name, compared one by one. */
function reference(directory: readonly Listing[], query: string): ReadonlyMap<string, 'exact' | 'prefix'> {
  const plain = (text: string): string => text.toLowerCase().replaceAll('é', 'e');
  const typed = plain(query)
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const found = new Map<string, 'exact' | 'prefix'>();
  for (const { id, fields } of directory) {
    const words = fields.flatMap(({ value }) => [
      ...plain(value).split(/[^a-z]+/),
      ...plain(value)
        .split(/[, ]+/)
        .map((word) => word.replaceAll(/[-']/g, '')),
    ]);
    if (typed.every((word) => words.includes(word))) found.set(id, 'exact');
    else if (typed.every((word) => words.some((own) => own.startsWith(word)))) found.set(id, 'prefix');
  }
  return found;
}

describe('exact and prefix hits', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'B'), minLength: 1, maxLength: 4 });
  const name = fc
    .array(fc.tuple(word, fc.constantFrom(' ', '-', "'", ', ')), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([text, sign], at) => (at === 0 ? text : sign + text)).join(''));
  const directories = fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 12 }).map((rows) =>
    rows.map(
      ([given, surname], number): Listing => ({
        kind: 'user',
        id: `#${number}#`,
        displayName: `${given} ${surname}`,
        fields: [
          { field: 'displayName', value: `${given} ${surname}` },
          { field: 'surname', value: surname },
          { field: 'givenName', value: given },
        ],
      }),
    ),
  );
  const queries = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));

  it('are those that a slow comparison of all names finds', () => {
    fc.assert(
      fc.property(directories, queries, (directory, query) => {
        const { hits } = buildIndex(directory).search(query, { limit: 99 });

        const found = hits.filter((hit) => hit.kind === 'exact' || hit.kind === 'prefix');
        expect(new Map(found.map((hit) => [hit.listing.id, hit.kind]))).toEqual(reference(directory, query));
      }),
      { numRuns: 400 },
    );
  });

  it('come in the order exact, prefix, inside, typo for one word', () => {
    const order = ['exact', 'prefix', 'inside', 'typo'];
    const random = createRandom(8);
    const surnames = Array.from(
      { length: 60 },
      () => fold(pick(random, people).surname).split(/[^a-z]/)[0] ?? '',
    );

    for (const surname of surnames.filter((each) => each !== '')) {
      for (const query of [surname, surname.slice(0, 3), surname.slice(2)]) {
        const kinds = index.search(query, { limit: 200 }).hits.map((hit) => order.indexOf(hit.kind));
        expect(kinds, query).toEqual(kinds.toSorted());
      }
    }
  });
});
