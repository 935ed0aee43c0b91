import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  equalityFilter,
  escapeScimFilterValue,
  matchesFilter,
  parseScimFilter,
  printFilter,
} from '../../../src/protocols/scim/filter.ts';
import type { Filter } from '../../../src/protocols/scim/syntax.ts';
import { ENTERPRISE_USER_URN as E } from '../../../src/protocols/scim/urns.ts';
import { anyFilter, anyText } from './arbitraries.ts';

function filter(text: string): Filter {
  const parsed = parseScimFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.value;
}

const ada = {
  id: 'Id-1',
  externalId: 'Ext-1',
  userName: 'Ada@Contoso.com',
  active: true,
  title: '',
  logins: 7,
  emails: [
    { type: 'work', value: 'Ada@Contoso.com', primary: true },
    { type: 'home', value: 'ada@home.example' },
  ],
  members: [{ value: 'Id-2' }],
  tags: ['red', 'blue'],
  meta: { lastModified: '2026-03-01T10:00:00.000Z' },
  [E]: { department: 'R&D', manager: { value: 'Id-9' } },
};

describe('matching a filter', () => {
  it.each([
    ['userName eq "ada@contoso.com"', true],
    ['USERNAME Eq "ADA@CONTOSO.COM"', true],
    ['userName ne "ada@contoso.com"', false],
    ['userName sw "ada"', true],
    ['userName ew "CONTOSO.com"', true],
    ['userName co "@"', true],
    ['userName co "x"', false],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "ADA"', true],
    ['id eq "Id-1"', true],
    ['id eq "id-1"', false],
    ['externalId eq "ext-1"', false],
    ['active eq true', true],
    ['active eq "True"', true],
    ['active eq false', false],
    ['title pr', false],
    ['emails pr', true],
    ['nickName pr', false],
    ['nickName eq null', true],
    ['userName eq null', false],
    ['userName ne null', true],
    ['nickName ne "x"', true],
    ['logins gt 6.5', true],
    ['logins ge 7', true],
    ['logins lt 7', false],
    ['logins le 7', true],
    ['logins gt "6"', false],
    ['userName gt "aaa"', true],
    ['meta.lastModified gt "2026-03-01T10:59:59+01:00"', true],
    ['meta.lastModified eq "2026-03-01T11:00:00+01:00"', true],
    ['meta.lastModified lt "2026-03-01T10:00:00Z"', false],
    ['emails eq "ada@home.example"', true],
    ['emails.value eq "ADA@HOME.example"', true],
    ['emails[type eq "WORK"].value eq "ada@contoso.com"', true],
    ['emails[type eq "home"].value eq "ada@contoso.com"', false],
    ['emails[type eq "work" and value co "@contoso.com"]', true],
    ['emails[type eq "home" and value co "@contoso.com"]', false],
    ['emails[type eq "work" and primary eq "True"]', true],
    ['emails[type eq "home"].value pr', true],
    ['emails[not (type eq "work")]', true],
    ['members eq "Id-2"', true],
    ['members.value eq "Id-2"', true],
    ['members[value eq "Id-2"]', true],
    ['members[value eq "id-2"]', false],
    ['tags eq "BLUE"', true],
    ['tags[value eq "red"]', true],
    [`${E}:department eq "r&d"`, true],
    [`${E}:manager eq "Id-9"`, true],
    [`${E}:manager.value eq "id-9"`, false],
    ['unheardOf eq "x"', false],
    ['constructor pr', false],
    ['__proto__ pr', false],
    ['userName pr and title pr or id pr', true],
    ['userName pr and (title pr or nickName pr)', false],
    ['id pr or title pr and nickName pr', true],
    ['not (title pr)', true],
    ['not(title pr) AND not (nickName pr)', true],
    ['id eq "Id-1" and emails[type eq "work" and (value sw "a" or primary eq false)]', true],
  ])('%s is %s', (text, expected) => {
    expect(matchesFilter(filter(text), ada)).toBe(expected);
  });

  it('is true or false for any filter, and "not" turns it round', () => {
    fc.assert(
      fc.property(anyFilter, (any) => {
        expect(matchesFilter({ kind: 'not', term: any }, ada)).toBe(!matchesFilter(any, ada));
      }),
    );
  });
});

describe('reading a filter', () => {
  it.each([
    ['', 0],
    ['userName', 8],
    ['userName eq', 11],
    ['userName eq ada', 12],
    ['userName eq "ada', 12],
    ['userName eq "ada" or', 20],
    ['userName eq "ada" title pr', 18],
    ['userName is "ada"', 9],
    ['(userName pr', 12],
    ['userName pr)', 11],
    ['not userName pr', 4],
    ['active gt true', 10],
    ['title co null', 9],
    ['emails[type eq "work"', 21],
    ['userName eq "tab\there"', 12],
    ['userName eq 01', 13],
    ['userName eq "a"and title pr or', 30],
  ])('%j is refused at its position', (text, position) => {
    expect(parseScimFilter(text)).toMatchObject({ ok: false, error: { position } });
  });

  it('gives every printed filter back', () => {
    fc.assert(
      fc.property(anyFilter, (any) => {
        expect(parseScimFilter(printFilter(any))).toEqual({ ok: true, value: any });
      }),
    );
  });

  it('answers every text without an exception', () => {
    const part = fc.constantFrom(
      'a',
      ' eq ',
      '"x"',
      ' and ',
      ' or ',
      'not ',
      '(',
      ')',
      '[',
      ']',
      '1e5',
      ' pr',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, anyText)), (parts) => void parseScimFilter(parts.join(''))),
    );
  });
});

describe('building an equality', () => {
  it.each([
    ['userName', 'ada', 'userName eq "ada"'],
    ['userName', 'O"Hara\\', 'userName eq "O\\"Hara\\\\"'],
    ['title', 'line\nbreak\u0000', 'title eq "line\\nbreak\\u0000"'],
    ['active', true, 'active eq true'],
    ['logins', 3, 'logins eq 3'],
    [{ attribute: 'emails', sub: 'value' }, 'a+b@c', 'emails.value eq "a+b@c"'],
  ])('%j and %j', (path, value, expected) => {
    expect(equalityFilter(path, value)).toBe(expected);
  });

  it('brings every text through escaping and percent-encoding unharmed', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const query = new URLSearchParams(
          `filter=${encodeURIComponent(equalityFilter('externalId', value))}`,
        );
        const parsed = filter(query.get('filter') ?? '');

        expect(parsed).toEqual({ kind: 'compare', path: { attribute: 'externalId' }, operator: 'eq', value });
        expect(matchesFilter(parsed, { externalId: value })).toBe(true);
      }),
    );
  });

  it('leaves no quotation mark or control character bare', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(escapeScimFilterValue(value).replaceAll(/\\./g, '')).not.toMatch(/["\\\u0000-\u001f]/);
      }),
    );
  });
});
