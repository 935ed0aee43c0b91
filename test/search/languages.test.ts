import { describe, expect, it } from 'vitest';
import type { Listing, SearchField } from '../../src/domain/model/subject.ts';
import type { SearchAnswer } from '../../src/search/answer.ts';
import { buildIndex } from '../../src/search/build-index.ts';

type Fields = Partial<Record<SearchField, string>>;

function person(id: string, displayName: string, fields: Fields = {}): Listing {
  return {
    kind: 'user',
    id,
    displayName,
    fields: Object.entries({ displayName, ...fields, objectId: id }).map(([field, value]) => ({
      field: field as SearchField,
      value,
    })),
  };
}

const guid = (digit: string): string => `${digit.repeat(8)}-1a2b-4c3d-8e4f-5a6b7c8d9e0f`;

const directory: readonly Listing[] = [
  person(guid('1'), 'Anna Berg', {
    givenName: 'Anna',
    surname: 'Berg',
    userPrincipalName: 'anna.berg@contoso.com',
    employeeId: '21451',
  }),
  person(guid('2'), 'Anna Berg Holm', {
    givenName: 'Anna',
    surname: 'Berg Holm',
    userPrincipalName: 'anna.bergholm@contoso.com',
    employeeId: '21452',
  }),
  person(guid('3'), 'Jürgen Müller', {
    givenName: 'Jürgen',
    surname: 'Müller',
    userPrincipalName: 'juergen.mueller@contoso.com',
  }),
  person(guid('4'), "Siobhán O'Brien", {
    givenName: 'Siobhán',
    surname: "O'Brien",
    userPrincipalName: 'siobhan.obrien@contoso.com',
  }),
  person(guid('5'), 'Lefèvre, Jean-Luc', {
    givenName: 'Jean-Luc',
    surname: 'Lefèvre',
    userPrincipalName: 'jl@fabrikam.com',
  }),
  person(guid('6'), 'Łukasz Wójcik', {
    givenName: 'Łukasz',
    surname: 'Wójcik',
    userPrincipalName: 'lw@contoso.com',
  }),
  person(guid('7'), '王小明', {
    givenName: '小明',
    surname: '王',
    userPrincipalName: 'xiaoming.wang@contoso.com',
  }),
  person(guid('8'), 'Mei Chen', { givenName: '美', surname: '陳', userPrincipalName: 'mei@contoso.com' }),
  person(guid('9'), '山田 太郎', {
    givenName: '太郎',
    surname: '山田',
    userPrincipalName: 'taro@contoso.com',
  }),
  person(guid('a'), '김민수', { givenName: '민수', surname: '김', userPrincipalName: 'minsu@contoso.com' }),
  person(guid('b'), 'فاطمة الحسين', {
    givenName: 'فاطمة',
    surname: 'الحسين',
    userPrincipalName: 'fatima@contoso.com',
  }),
  person(guid('c'), 'Алёна Фёдорова', {
    givenName: 'Алёна',
    surname: 'Фёдорова',
    userPrincipalName: 'alyona@contoso.com',
  }),
  person(guid('d'), 'James Martin', {
    givenName: 'James',
    surname: 'Martin',
    userPrincipalName: 'jmartin@contoso.com',
  }),
  person(guid('e'), 'Martin James', {
    givenName: 'Martin',
    surname: 'James',
    userPrincipalName: 'mjames@contoso.com',
  }),
  person('21477', 'Grace Hopper', {
    workerId: '21477',
    wid: 'db8d210564a84b5189c2e3c9b5c3c8f0',
    samAccountName: 'ghopper',
    mail: 'grace@navy.example',
  }),
  person('CN=Ada Byron,OU=Engines,DC=contoso,DC=com', 'Ada Byron', {
    distinguishedName: 'CN=Ada Byron,OU=Engines,DC=contoso,DC=com',
  }),
  person(guid('f'), 'Σίσυφος Παπαδόπουλος', {}),
  person('no-name', '', { employeeId: 'X-0007' }),
  {
    kind: 'group',
    id: 'g1',
    displayName: 'Sales EMEA',
    fields: [{ field: 'description', value: 'Everybody who sells, Anna included' }],
  },
  {
    ...person('left-1', 'Anna Former', {
      userPrincipalName: 'anna.former@contoso.com',
      mail: 'former@contoso.com',
      employeeId: '19999',
    }),
    hiddenBecause: 'disabled in the source',
  },
];

const index = buildIndex(directory);
const search = (query: string): SearchAnswer => index.search(query, { limit: 10 });

describe('the first hit', () => {
  it.each([
    ['full name', 'Anna Berg', 'Anna Berg'],
    ['last, first', 'Berg, Anna', 'Anna Berg'],
    ['half-typed second name', 'anna ber', 'Anna Berg'],
    ['order of the display name decides', 'martin james', 'Martin James'],
    ['order of the display name decides, turned around', 'james martin', 'James Martin'],
    ['no diacritics', 'jurgen muller', 'Jürgen Müller'],
    ['umlauts spelled out', 'Mueller', 'Jürgen Müller'],
    ['no apostrophe', 'obrien', "Siobhán O'Brien"],
    ['another apostrophe', 'O’Brien', "Siobhán O'Brien"],
    ['a space for the apostrophe', 'o brien', "Siobhán O'Brien"],
    ['no hyphen', 'jeanluc', 'Lefèvre, Jean-Luc'],
    ['a space for the hyphen', 'jean luc lefevre', 'Lefèvre, Jean-Luc'],
    ['letters without decomposition', 'lukasz wojcik', 'Łukasz Wójcik'],
    ['insertion', 'wojjcik', 'Łukasz Wójcik'],
    ['deletion', 'wocik', 'Łukasz Wójcik'],
    ['substitution', 'wojpik', 'Łukasz Wójcik'],
    ['transposition', 'woicjk', 'Łukasz Wójcik'],
    ['a wrong first letter', 'bojcik', 'Łukasz Wójcik'],
    ['a typo while half typed', 'lefver', 'Lefèvre, Jean-Luc'],
    ['a typo in four letters', 'adda', 'Ada Byron'],
    ['a typo in each word', 'siobahn obrein', "Siobhán O'Brien"],
    ['a Chinese name', '王小明', '王小明'],
    ['a Chinese surname', '王', '王小明'],
    ['a Chinese given name', '小明', '王小明'],
    ['a Chinese name, surname and given name apart', '王 小明', '王小明'],
    ['a Chinese name that only the fields hold', '陳美', 'Mei Chen'],
    ['a Japanese name without its space', '山田太郎', '山田 太郎'],
    ['a Japanese given name', '太郎', '山田 太郎'],
    ['a Korean surname', '김', '김민수'],
    ['a Korean syllable while it is composed', '기', '김민수'],
    ['a Korean given name', '민수', '김민수'],
    ['an Arabic beginning', 'فاط', 'فاطمة الحسين'],
    ['an Arabic name with another last letter', 'فاطمه', 'فاطمة الحسين'],
    ['a Cyrillic name without its dots', 'алена федорова', 'Алёна Фёдорова'],
    ['a Cyrillic beginning', 'фёд', 'Алёна Фёдорова'],
    ['a Greek name in capitals', 'ΣΊΣΥΦΟΣ', 'Σίσυφος Παπαδόπουλος'],
    ['an employee id', '21451', 'Anna Berg'],
    ['the beginning of an id', '2147', 'Grace Hopper'],
    ['a WorkerID', '21477', 'Grace Hopper'],
    ['a WID', 'DB8D210564A84B5189C2E3C9B5C3C8F0', 'Grace Hopper'],
    ['an account name', 'ghopper', 'Grace Hopper'],
    ['a typo in an account name', 'ghoper', 'Grace Hopper'],
    ['an object id in braces', `{${guid('3').toUpperCase()}}`, 'Jürgen Müller'],
    ['a user principal name', 'Anna.Berg@Contoso.com', 'Anna Berg'],
    ['a typo in a user principal name', 'siobhan.obrein@contoso.com', "Siobhán O'Brien"],
    ['a piece of a user principal name', 'na.bergh', 'Anna Berg Holm'],
    ['a mail address as mail programs copy it', '<grace@navy.example>', 'Grace Hopper'],
    ['a mail domain', 'fabrikam', 'Lefèvre, Jean-Luc'],
    ['a name and a mail domain', 'jean fabrikam', 'Lefèvre, Jean-Luc'],
    ['a name and the beginning of an id', 'anna 2145', 'Anna Berg'],
    [
      'a distinguished name with other spaces and case',
      'cn=ada byron, ou=engines, dc=contoso, dc=com',
      'Ada Byron',
    ],
    ['the end of a distinguished name', 'Byron,OU=Eng', 'Ada Byron'],
    ['an organizational unit', 'engines', 'Ada Byron'],
    ['a group', 'emea sales', 'Sales EMEA'],
    ['a word of a description', 'sells', 'Sales EMEA'],
    ['an id where there is no name', 'x-0007', ''],
  ])('by %s: %s finds %s', (_class, query, expected) => {
    const { hits } = search(query);

    expect(hits[0]?.listing.displayName).toBe(expected);
  });
});

describe('nobody is found', () => {
  it.each([
    'zzqxwv',
    'qwrtpsdf',
    'xkcd vbnmq',
    '9999999999',
    '00000000000',
    'vvvvwwww',
    'hjklqw',
    'asdf',
    'qqq',
    'xy',
    'nobody@nowhere.invalid',
    'anna wojcik',
    '王小华',
    'Petrov',
    '😀',
    '!!!',
  ])('by %s', (query) => {
    expect(search(query)).toEqual({ hits: [], total: 0, hidden: [] });
  });
});

describe('what a hit shows', () => {
  it.each([
    ['anna ber', 'displayName', 'Anna Berg', ['Anna', 'Ber'], 'prefix'],
    ['muller', 'displayName', 'Jürgen Müller', ['Müller'], 'exact'],
    ['mueller', 'displayName', 'Jürgen Müller', ['Müller'], 'exact'],
    ['obrien', 'displayName', "Siobhán O'Brien", ['O', 'Brien'], 'exact'],
    ['ójci', 'displayName', 'Łukasz Wójcik', ['ójci'], 'inside'],
    ['小明', 'displayName', '王小明', ['小明'], 'exact'],
    ['woicjk', 'displayName', 'Łukasz Wójcik', ['Wójcik'], 'typo'],
    ['21451', 'employeeId', '21451', ['21451'], 'exact'],
    ['2147', 'workerId', '21477', ['2147'], 'prefix'],
    ['fatim', 'userPrincipalName', 'fatima@contoso.com', ['fatim'], 'prefix'],
    ['taro@con', 'userPrincipalName', 'taro@contoso.com', ['taro@con'], 'prefix'],
    ['fabrik', 'userPrincipalName', 'jl@fabrikam.com', ['fabrik'], 'prefix'],
    ['sells', 'description', 'Everybody who sells, Anna included', ['sells'], 'exact'],
  ])('%s: the field %s', (query, field, value, marked, kind) => {
    const [hit] = search(query).hits;

    expect(hit).toMatchObject({ field, value, kind });
    expect(hit?.ranges.map(([start, end]) => hit.value.slice(start, end))).toEqual(marked);
  });
});

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
