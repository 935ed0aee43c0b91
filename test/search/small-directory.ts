import type { Listing, SearchField } from '../../src/domain/model/subject.ts';

type Fields = Partial<Record<SearchField, string>>;

/** A user with these fields and an object id. */
export function person(id: string, displayName: string, fields: Fields = {}): Listing {
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

export const guid = (digit: string): string => `${digit.repeat(8)}-1a2b-4c3d-8e4f-5a6b7c8d9e0f`;

/** Few people of many languages, a group, and one who is not offered. */
export const directory: readonly Listing[] = [
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
