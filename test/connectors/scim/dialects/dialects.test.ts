import { describe, expect, it } from 'vitest';
import { createSeenMembers } from '../../../../src/connectors/scim/connection.ts';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import {
  dialectForFeatures,
  dialectNamed,
  dialectNames,
} from '../../../../src/connectors/scim/dialects/named.ts';
import { updateRequests } from '../../../../src/connectors/scim/preview.ts';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import { readTenantUrl } from '../../../../src/connectors/scim/tenant-url.ts';
import { createHttp } from '../../../../src/connectors/transport/http.ts';
import type { Delta } from '../../../../src/domain/model/entry.ts';
import type { JsonObject } from '../../../../src/protocols/scim/json.ts';
import { PATCH_OP_URN } from '../../../../src/protocols/scim/urns.ts';
import { userUpdate } from '../changes-of.ts';
import { DEPARTMENT, MANAGER, WORK_MAIL } from '../definitions.ts';

const roles = [
  { primary: false, type: 'WindowsAzureActiveDirectoryRole', displayName: 'Reader', value: 'r' },
];
const assertedRoles = [
  { primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'Reader', value: 'r' },
];

/** The bodies that a dialect spells for an update on a server of which nothing is known. */
function bodies(dialect: Dialect, ...deltas: readonly Delta[]): readonly JsonObject[] {
  const connection = {
    http: createHttp({ baseUrl: 'https://scim.example.com' }),
    dialect,
    profile: createProfileKeeper(),
    seenMembers: createSeenMembers(),
  };
  const requests = updateRequests(connection, userUpdate(...deltas));
  if (!requests.ok) throw new Error(requests.error.message);
  return requests.value.map(({ body }) => JSON.parse(body?.text ?? '{}'));
}

const operations = (dialect: Dialect, ...deltas: readonly Delta[]) =>
  bodies(dialect, ...deltas).flatMap(({ Operations }) => Operations);

const title: Delta = { change: 'add', attribute: 'title', value: 'Dr' };
const disabling: Delta = { change: 'replace', attribute: 'active', value: 'False', old: true };

describe('one change', () => {
  it.each([
    [
      'a text that is not yet set',
      title,
      { op: 'add', path: 'title', value: 'Dr' },
      { op: 'Add', path: 'title', value: 'Dr' },
      { op: 'add', path: 'title', value: 'Dr' },
    ],
    [
      'a user who is disabled',
      disabling,
      { op: 'replace', path: 'active', value: false },
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'replace', path: 'active', value: false },
    ],
    [
      'a text that goes',
      { change: 'remove', attribute: 'title', old: 'Dr' },
      { op: 'remove', path: 'title' },
      { op: 'Remove', path: 'title' },
      { op: 'remove', path: 'title' },
    ],
    [
      'a typed value',
      { change: 'replace', attribute: WORK_MAIL, value: 'a@b', old: 'a@c' },
      { op: 'replace', path: WORK_MAIL, value: 'a@b' },
      { op: 'Replace', path: WORK_MAIL, value: 'a@b' },
      { op: 'replace', path: WORK_MAIL, value: 'a@b' },
    ],
    [
      'an attribute of an extension',
      { change: 'add', attribute: DEPARTMENT, value: 'R' },
      { op: 'add', path: DEPARTMENT, value: 'R' },
      { op: 'Add', path: DEPARTMENT, value: 'R' },
      { op: 'add', path: DEPARTMENT, value: 'R' },
    ],
    [
      'a manager',
      { change: 'add', attribute: MANAGER, value: '42' },
      { op: 'add', path: MANAGER, value: { value: '42' } },
      { op: 'Add', path: MANAGER, value: '42' },
      { op: 'add', path: MANAGER, value: '42' },
    ],
    [
      'a manager who goes',
      { change: 'remove', attribute: MANAGER, old: '42' },
      { op: 'remove', path: MANAGER },
      { op: 'Remove', path: MANAGER },
      { op: 'remove', path: MANAGER },
    ],
    [
      'roles that are only ever added',
      { change: 'replace', attribute: 'roles', value: roles, old: [{ value: 'x' }] },
      { op: 'replace', path: 'roles', value: roles },
      { op: 'Add', path: 'roles', value: [{ value: '{"value":"r","displayName":"Reader"}' }] },
      {
        op: 'add',
        path: 'roles',
        value: assertedRoles.map(({ display, value, ...rest }) => ({ ...rest, value, display })),
      },
    ],
    [
      'roles that replace the others',
      { change: 'add', attribute: 'roles', value: assertedRoles },
      { op: 'add', path: 'roles', value: assertedRoles },
      { op: 'Replace', path: 'roles', value: assertedRoles },
      { op: 'replace', path: 'roles', value: assertedRoles },
    ],
  ] as const)('%s is spelled by each dialect in its own way', (_, delta, portable, entra, entra2020) => {
    expect(operations(dialectNamed('portable'), delta)).toEqual([portable]);
    expect(operations(dialectNamed('entra'), delta)).toEqual([entra]);
    expect(operations(dialectNamed('entra-2020'), delta)).toEqual([entra2020]);
  });
});

describe('several changes', () => {
  const several: readonly Delta[] = [
    { change: 'add', attribute: MANAGER, value: '42' },
    title,
    { change: 'replace', attribute: 'name.givenName', value: 'Zoë', old: 'Zoe' },
    { change: 'replace', attribute: DEPARTMENT, value: 'R', old: 'S' },
    disabling,
    { change: 'add', attribute: WORK_MAIL, value: 'a@b' },
  ];

  it.each(['portable', 'entra'] as const)(
    'are one operation each in %s, references in a PATCH of their own',
    (name) => {
      const paths = bodies(dialectNamed(name), ...several).map(({ Operations }) =>
        (Operations as readonly JsonObject[]).map(({ path }) => path),
      );

      expect(paths).toEqual([['title', 'name.givenName', DEPARTMENT, 'active', WORK_MAIL], [MANAGER]]);
    },
  );

  it('are a flat map of paths in entra-2020, except what a filter names', () => {
    expect(bodies(dialectNamed('entra-2020'), ...several)).toEqual([
      {
        schemas: [PATCH_OP_URN],
        Operations: [
          { op: 'add', path: 'title', value: 'Dr' },
          { op: 'replace', value: { 'name.givenName': 'Zoë', [DEPARTMENT]: 'R', active: false } },
          { op: 'add', path: WORK_MAIL, value: 'a@b' },
        ],
      },
      { schemas: [PATCH_OP_URN], Operations: [{ op: 'add', path: MANAGER, value: '42' }] },
    ]);
  });
});

describe('members', () => {
  const members = { attribute: 'members' } as const;
  const hostile = '1"] or members[value pr';

  it.each([
    ['portable', { op: 'add', path: 'members', value: [{ value: '1' }, { value: '2' }] }],
    [
      'entra',
      {
        op: 'Add',
        path: 'members',
        value: [
          { $ref: null, value: '1' },
          { $ref: null, value: '2' },
        ],
      },
    ],
    ['entra-2020', { op: 'add', path: 'members', value: [{ value: '1' }, { value: '2' }] }],
  ] as const)('are added in %s', (name, operation) => {
    expect(dialectNamed(name).addMembers(members, ['1', '2'])).toEqual({
      schemas: [PATCH_OP_URN],
      Operations: [operation],
    });
  });

  it.each([
    ['portable', 'remove'],
    ['entra', 'Remove'],
    ['entra-2020', 'remove'],
  ] as const)('are removed by a filter that no id can leave in %s', (name, op) => {
    expect(dialectNamed(name).removeMembers(members, ['1', hostile], 'filter')['Operations']).toEqual([
      { op, path: 'members[value eq "1"]' },
      { op, path: 'members[value eq "1\\"] or members[value pr"]' },
    ]);
  });

  it('are removed by a list of values in entra alone, unless something else is known', () => {
    const firstForms = dialectNames.map((name) => [name, dialectNamed(name).memberRemoval[0]]);

    expect(firstForms).toEqual([
      ['portable', 'filter'],
      ['entra', 'value-list'],
      ['entra-2020', 'filter'],
    ]);
    expect(dialectNamed('entra').removeMembers(members, ['1'], 'value-list')['Operations']).toEqual([
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: '1' }] },
    ]);
  });
});

describe('the dialect of a Tenant URL', () => {
  it.each([
    ['https://h/scim?aadOptscim062020', 'entra-2020'],
    ['https://h/scim?AzureAdScimPatch2017', 'entra'],
    ['https://h/scim?x=1', undefined],
  ])('that is %s is %s', (url, name) => {
    expect(dialectForFeatures(readTenantUrl(url).features)?.name).toBe(name);
  });
});
