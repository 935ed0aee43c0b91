import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterList } from '../../src/search/filter-list.ts';
import { anyText } from './text/any-text.ts';

const apps = [
  'Salesforce production',
  'Salesforce sandbox',
  'Workday to Active Directory',
  'SuccessFactors to Active Directory',
  'Zürich SCIM',
  'Contoso tenant',
  'Adminforce',
];
const filter = (query: string): readonly string[] => filterList(apps, query, (app) => app);

describe('a small list', () => {
  it('is whole and in its order while nothing is typed', () => {
    expect(filter('  ')).toEqual(apps);
  });

  it.each([
    ['a beginning', 'work', ['Workday to Active Directory']],
    ['other case, no diacritics', 'ZURICH', ['Zürich SCIM']],
    ['diacritics that the list does not have', 'Sálesforce', ['Salesforce production', 'Salesforce sandbox']],
    ['words in any order', 'sandbox sales', ['Salesforce sandbox']],
    [
      'beginnings of words before their middles',
      'force',
      ['Salesforce production', 'Salesforce sandbox', 'Adminforce'],
    ],
    [
      'beginnings first, whatever the order of the list',
      'a',
      [
        'Workday to Active Directory',
        'SuccessFactors to Active Directory',
        'Adminforce',
        'Salesforce production',
        'Salesforce sandbox',
        'Contoso tenant',
      ],
    ],
    ['a typo', 'salesfroce', ['Salesforce production', 'Salesforce sandbox']],
    ['a typo in one of two words', 'wrokday active', ['Workday to Active Directory']],
    ['a word of which nothing is there', 'salesforce xyz', []],
    ['nothing like it', 'zzqxwv', []],
    ['a typo in too few letters', 'wrk', []],
    ['only signs', '!!', []],
  ])('by %s: %s', (_what, query, expected) => {
    expect(filter(query)).toEqual(expected);
  });

  it('gives what contains the text before what is only similar', () => {
    expect(filterList(['Martina', 'Marten', 'Maretn'], 'marten', (name) => name)[0]).toBe('Marten');
  });

  it('has an answer to any text, with each item at most once', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 10 }), anyText, (names, query) => {
        const items = names.map((name) => ({ name }));

        const shown = filterList(items, query, ({ name }) => name);

        expect(new Set(shown).size).toBe(shown.length);
        expect(items).toEqual(expect.arrayContaining([...shown]));
      }),
      { numRuns: 300 },
    );
  });

  it('finds every item by its own text, however long', () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(300);

    expect(filterList([long, 'other'], long, (name) => name)).toEqual([long]);
  });
});
