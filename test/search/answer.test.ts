import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/search/answer.ts';
import { buildIndex } from '../../src/search/index/people-index.ts';
import { directory, person } from './small-directory.ts';

const index = buildIndex(directory);
const search = (query: string): SearchAnswer => index.search(query, { limit: 10 });

describe('an object that is not offered', () => {
  it.each(['left-1', 'LEFT-1', 'anna.former@contoso.com', '19999'])(
    'is shown for its exact id %s',
    (query) => {
      const { hits, hidden } = search(query);

      expect(hidden.map((hit) => hit.listing.id)).toEqual(['left-1']);
      expect(hits.map((hit) => hit.listing.id)).not.toContain('left-1');
    },
  );

  it.each(['anna former', 'left', 'anna.former', '1999', 'former@contoso.com', ''])(
    'is not shown for %j',
    (query) => {
      const { hits, hidden } = search(query);

      expect([...hits, ...hidden].map((hit) => hit.listing.id)).not.toContain('left-1');
    },
  );
});

describe('an exact id', () => {
  it('comes before everything else that has the same text in it', () => {
    const twins = buildIndex([
      person('a', '4711', { surname: '4711' }),
      person('b', 'Bea', { employeeId: '4711' }),
      person('c', 'Cid', { employeeId: '47110' }),
    ]);

    const { hits } = twins.search('4711', { limit: 3 });

    expect(hits.map((hit) => hit.listing.id)).toEqual(['b', 'a', 'c']);
  });

  it('has its accents: another spelling is only similar', () => {
    const accents = buildIndex([
      person('a', 'A', { userPrincipalName: 'müller@contoso.com' }),
      person('b', 'B', { userPrincipalName: 'muller@contoso.com' }),
    ]);

    const { hits } = accents.search('muller@contoso.com', { limit: 2 });

    expect(hits.map((hit) => [hit.listing.id, hit.score === 1000])).toEqual([
      ['b', true],
      ['a', false],
    ]);
  });
});

describe('of two that match', () => {
  it.each([
    [
      'the surname comes before the given name',
      'adam',
      person('1', 'Bea Adam', { surname: 'Adam' }),
      person('2', 'Adam Zett', { givenName: 'Adam' }),
    ],
    ['the shorter name comes first', 'berg', person('1', 'Zoe Berg'), person('2', 'Adam Cox Berg')],
    [
      'a name comes before a description',
      'sales',
      person('1', 'Salesforce'),
      person('2', 'Admins', { description: 'sales' }),
    ],
    [
      'a name comes before a mail domain',
      'fabri',
      person('1', 'Zoe Fabrizio'),
      person('2', 'Abe', { mail: 'a@fabri.com' }),
    ],
    [
      'a piece as it stands comes before its words',
      'ary.thor',
      person('1', 'R. T.', { userPrincipalName: 'rosemary.thorn@contoso.com' }),
      person('2', 'Mary Thornby', {}),
    ],
    [
      'but not before words that are whole',
      'ana.thor',
      person('1', 'Thor, Ana', {}),
      person('2', 'J. T.', { userPrincipalName: 'jana.thorsen@contoso.com' }),
    ],
    [
      'a whole digit name comes before the beginning of an id',
      '2024',
      person('1', 'Trainees 2024'),
      person('2', 'Abe', { employeeId: '202499' }),
    ],
  ])('%s', (_rule, query, first, second) => {
    const { hits } = buildIndex([second, first]).search(query, { limit: 9 });

    expect(hits.map((hit) => hit.listing.displayName)).toEqual([first.displayName, second.displayName]);
  });
});

describe('the answer', () => {
  it('to an empty query is the beginning of the list, as readers sort names', () => {
    const names = ['Zoe', 'Émile', 'adam', 'Ärla', 'Bob'];
    const list = buildIndex(names.map((name, at) => person(String(at), name)));

    const { hits, total } = list.search('  ', { limit: 3 });

    expect(hits.map((hit) => hit.value)).toEqual(['adam', 'Ärla', 'Bob']);
    expect(total).toBe(5);
  });

  it('has only users or only groups when asked so', () => {
    const users = index.search('anna', { limit: 10, kind: 'user' });
    const groups = index.search('anna', { limit: 10, kind: 'group' });

    expect(users.hits.map((hit) => hit.listing.displayName)).toEqual(['Anna Berg', 'Anna Berg Holm']);
    expect(groups.hits.map((hit) => hit.listing.displayName)).toEqual(['Sales EMEA']);
    expect(index.search('', { limit: 10, kind: 'group' }).total).toBe(1);
  });

  it('counts everybody and gives no more than the limit', () => {
    const { hits, total } = index.search('contoso', { limit: 2 });

    expect(hits).toHaveLength(2);
    expect(total).toBeGreaterThan(8);
  });

  it('puts equals in display order, then by id', () => {
    const equals = buildIndex([person('2', 'Kim'), person('1', 'Kim'), person('0', 'Kim')]);

    expect(equals.search('kim', { limit: 9 }).hits.map((hit) => hit.listing.id)).toEqual(['0', '1', '2']);
  });
});
