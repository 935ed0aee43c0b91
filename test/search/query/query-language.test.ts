import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/search/index/people-index.ts';
import { directory, person } from '../small-directory.ts';

const index = buildIndex([
  ...directory,
  person('mail-only', 'Postbox', { mail: 'ada.byron@contoso.com', userPrincipalName: 'post@contoso.com' }),
  person('tagged', 'Tag Owner', { mail: 'tagged+lists@contoso.com' }),
  person('plain', 'Plain Owner', { mail: 'plain@contoso.com' }),
  person('ivanov', 'Sergey Ivanov', { surname: 'Ivanov' }),
]);
const names = (query: string): readonly string[] =>
  index.search(query, { limit: 20 }).hits.map(({ listing }) => listing.displayName);

describe('a query for one field', () => {
  it.each([
    ['id:2145', ['Anna Berg', 'Anna Berg Holm']],
    ['id:anna', []],
    ['id:ghop', ['Grace Hopper']],
    ['ID: 21477', ['Grace Hopper']],
    ['upn:ada', []],
    ['mail:ada', ['Postbox']],
    ['mail:grace@navy', ['Grace Hopper']],
    ['upn:anna.berg', ['Anna Berg', 'Anna Berg Holm']],
    ['upn:berg', ['Anna Berg', 'Anna Berg Holm']],
    ['name:contoso', []],
    ['name:berg', ['Anna Berg', 'Anna Berg Holm']],
    ['name:ber upn:holm', ['Anna Berg Holm']],
    ['name:"Anna Berg" id:21452', ['Anna Berg Holm']],
  ])('%s', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('that is still to be typed asks for nothing', () => {
    expect(names('anna upn:')).toEqual(names('anna'));
    expect(index.search('upn:', { limit: 3 }).total).toBe(index.search('', { limit: 3 }).total);
  });

  it('is explained by that field', () => {
    const [hit] = index.search('upn:berg', { limit: 1 }).hits;

    expect(hit).toMatchObject({ field: 'userPrincipalName', value: 'anna.berg@contoso.com' });
    expect(hit?.ranges.map(([start, end]) => hit.value.slice(start, end))).toEqual(['berg']);
  });

  it('takes a whole id of that field and no other', () => {
    expect(index.search('id:21451', { limit: 1 }).hits[0]).toMatchObject({
      kind: 'exact',
      field: 'employeeId',
    });
    expect(names('mail:21451')).toEqual([]);
  });
});

describe('quotation marks', () => {
  it.each([
    ['"berg"', ['Anna Berg', 'Anna Berg Holm']],
    ['"anna berg"', ['Anna Berg', 'Anna Berg Holm']],
    ['"ber"', []],
    ['"wojjcik"', []],
    ['“wójcik”', ['Łukasz Wójcik']],
    ['"21451"', ['Anna Berg']],
    ['"2145"', []],
    ['"anna" ho', ['Anna Berg Holm']],
  ])('%s ask for whole words', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('that are not closed yet let the last word be finished', () => {
    expect(names('"anna be')).toEqual(['Anna Berg', 'Anna Berg Holm']);
    expect(names('"ann be')).toEqual([]);
  });
});

describe('an address with a tag', () => {
  it.each([
    ['plain+newsletter@contoso.com', 'Plain Owner'],
    ['tagged+lists@contoso.com', 'Tag Owner'],
    ['tagged@contoso.com', 'Tag Owner'],
  ])('%s finds %s', (query, expected) => {
    expect(names(query)[0]).toBe(expected);
  });
});

describe('another script', () => {
  it.each([
    ['fedorov', 'Алёна Фёдорова'],
    ['alena fedorova', 'Алёна Фёдорова'],
    ['fyodorova', 'Алёна Фёдорова'],
    ['sisyfos', 'Σίσυφος Παπαδόπουλος'],
    ['wangxiaoming', '王小明'],
    ['иванов', 'Sergey Ivanov'],
    ['Сергей Иванов', 'Sergey Ivanov'],
  ])('%s finds %s', (query, expected) => {
    expect(names(query)).toContain(expected);
  });

  it('is highlighted as the whole word that it stands for', () => {
    const [hit] = index.search('fedorova', { limit: 1 }).hits;

    expect(hit?.ranges.map(([start, end]) => hit.value.slice(start, end))).toEqual(['Фёдорова']);
  });

  it('comes after the same word in its own', () => {
    const both = buildIndex([person('1', 'Ivanov'), person('2', 'Иванов')]);

    expect(both.search('иванов', { limit: 2 }).hits.map(({ listing }) => listing.id)).toEqual(['2', '1']);
  });
});

describe('an id with a typo', () => {
  it.each(['21551', '214551', '24151'])('%s finds 21451 when nobody has that id', (query) => {
    const [hit] = index.search(query, { limit: 5 }).hits;

    expect(hit).toMatchObject({ kind: 'typo', field: 'employeeId', ranges: [[0, 5]] });
  });

  it.each(['2155', '31551', 'x1'])('is not guessed from %s', (query) => {
    expect(names(query)).toEqual([]);
  });
});
