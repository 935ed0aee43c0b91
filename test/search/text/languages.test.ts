import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../src/search/answer.ts';
import { buildIndex } from '../../../src/search/index/people-index.ts';
import { directory, guid } from '../small-directory.ts';

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
    'anna-wojcik',
    '1a2b',
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
