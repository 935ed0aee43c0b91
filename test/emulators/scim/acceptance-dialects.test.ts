import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/protocols/scim/json.ts';
import { ENTERPRISE_USER_URN as E } from '../../../src/protocols/scim/urns.ts';
import { group, patch, type Send, start, user } from './support.ts';

const ACME = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User';
const work = { type: 'work', value: 'ada@work.example', primary: true };

const ada = user('ada@contoso.com', {
  active: true,
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [work],
  [E]: { department: 'R&D', manager: { value: 'old' } },
  [ACME]: { tag: 'old' },
});

const idOf = (answer: { readonly body: JsonObject }) => String(answer.body['id']);

/** What is left of Ada after the operations, each sent in a request of its own, as Entra does it. */
async function patched(send: Send, operations: readonly JsonObject[]): Promise<JsonObject> {
  const path = `/Users/${idOf(await send('POST', '/Users', ada))}`;
  for (const operation of operations) {
    const answer = await send('PATCH', path, patch(operation));
    expect(answer.status).toBe(200);
  }
  return (await send('GET', path)).body;
}

type Row = {
  readonly what: string;
  readonly entra: readonly JsonObject[];
  readonly 'entra-2020': readonly JsonObject[];
  readonly leaves: Readonly<Record<string, Json | undefined>>;
};

/** The same change in both dialects of Entra: the default one, and the one behind `aadOptscim062020`. */
const rows: readonly Row[] = [
  {
    what: 'several simple attributes',
    entra: [
      { op: 'Replace', path: 'displayName', value: 'Countess' },
      { op: 'Replace', path: 'name.givenName', value: 'A.' },
      { op: 'Add', path: `${E}:employeeNumber`, value: '42' },
    ],
    'entra-2020': [
      { op: 'replace', value: { displayName: 'Countess', 'name.givenName': 'A.' } },
      { op: 'add', value: { [`${E}:employeeNumber`]: '42' } },
    ],
    leaves: {
      displayName: 'Countess',
      name: { givenName: 'A.', familyName: 'Lovelace' },
      [E]: { department: 'R&D', manager: { value: 'old' }, employeeNumber: '42' },
    },
  },
  {
    what: 'disabling',
    entra: [{ op: 'Replace', path: 'active', value: 'False' }],
    'entra-2020': [{ op: 'replace', path: 'active', value: false }],
    leaves: { active: false },
  },
  {
    what: 'enabling again',
    entra: [
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Replace', path: 'active', value: 'True' },
    ],
    'entra-2020': [
      { op: 'replace', value: { active: false } },
      { op: 'replace', value: { active: true } },
    ],
    leaves: { active: true },
  },
  {
    what: 'a text that is not there yet',
    entra: [{ op: 'Add', path: 'title', value: 'Countess' }],
    'entra-2020': [{ op: 'add', path: 'title', value: 'Countess' }],
    leaves: { title: 'Countess' },
  },
  {
    what: 'the value of an entry that is there',
    entra: [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@work.example' }],
    'entra-2020': [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'new@work.example' }],
    leaves: { emails: [{ ...work, value: 'new@work.example' }] },
  },
  {
    what: 'the value of an entry that is not there',
    entra: [{ op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+44 1' }],
    'entra-2020': [{ op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '+44 1' }],
    leaves: { phoneNumbers: [{ type: 'mobile', value: '+44 1' }] },
  },
  {
    what: 'two parts of one address that is not there',
    entra: [
      { op: 'Add', path: 'addresses[type eq "work"].streetAddress', value: 'St James 1' },
      { op: 'Add', path: 'addresses[type eq "work"].postalCode', value: 'SW1' },
    ],
    'entra-2020': [
      { op: 'add', path: 'addresses[type eq "work"].streetAddress', value: 'St James 1' },
      { op: 'add', path: 'addresses[type eq "work"].postalCode', value: 'SW1' },
    ],
    leaves: { addresses: [{ type: 'work', streetAddress: 'St James 1', postalCode: 'SW1' }] },
  },
  {
    what: 'the primary role',
    entra: [{ op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' }],
    'entra-2020': [{ op: 'add', path: 'roles[primary eq "True"].value', value: 'Admin' }],
    leaves: { roles: [{ primary: true, value: 'Admin' }] },
  },
  {
    what: 'a primary role that is there',
    entra: [
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' },
      { op: 'Replace', path: 'roles[primary eq "True"].value', value: 'Reader' },
    ],
    'entra-2020': [
      { op: 'add', path: 'roles', value: [{ primary: true, value: 'Admin' }] },
      { op: 'replace', path: 'roles[primary eq "True"].value', value: 'Reader' },
    ],
    leaves: { roles: [{ primary: true, value: 'Reader' }] },
  },
  {
    what: 'roles of AppRoleAssignmentsComplex',
    entra: [{ op: 'Add', path: 'roles', value: [{ value: '{"id":"1","value":"Admin","displayName":"A"}' }] }],
    'entra-2020': [
      {
        op: 'add',
        path: 'roles',
        value: [{ primary: true, type: 'Application', display: 'A', value: 'Admin' }],
      },
    ],
    leaves: { roles: [expect.objectContaining({ value: expect.stringContaining('Admin') })] },
  },
  {
    what: 'roles of AssertiveAppRoleAssignmentsComplex',
    entra: [
      { op: 'Add', path: 'roles', value: [{ value: 'Admin' }, { value: 'Reader' }] },
      { op: 'replace', path: 'roles', value: [{ value: 'Reader' }] },
    ],
    'entra-2020': [
      { op: 'add', path: 'roles', value: [{ value: 'Admin' }, { value: 'Reader' }] },
      { op: 'replace', path: 'roles', value: [{ value: 'Reader' }] },
    ],
    leaves: { roles: [{ value: 'Reader' }] },
  },
  {
    what: 'the manager',
    entra: [{ op: 'Add', path: `${E}:manager`, value: 'new' }],
    'entra-2020': [{ op: 'add', value: { [`${E}:manager`]: 'new' } }],
    leaves: { [E]: { department: 'R&D', manager: { value: 'new' } } },
  },
  {
    what: 'the manager in the forms of older documentation and of the RFC',
    entra: [{ op: 'Add', path: 'manager', value: [{ $ref: '../Users/new', value: 'new' }] }],
    'entra-2020': [{ op: 'add', path: `${E}:manager`, value: { value: 'new' } }],
    leaves: { [E]: { department: 'R&D', manager: { value: 'new' } } },
  },
  {
    what: 'no manager any more',
    entra: [{ op: 'Remove', path: `${E}:manager` }],
    'entra-2020': [{ op: 'replace', path: `${E}:manager`, value: '' }],
    leaves: { [E]: { department: 'R&D' } },
  },
  {
    what: 'an attribute of a custom extension',
    entra: [{ op: 'Replace', path: `${ACME}:tag`, value: 'new' }],
    'entra-2020': [{ op: 'replace', value: { [`${ACME}:tag`]: 'new' } }],
    leaves: { [ACME]: { tag: 'new' } },
  },
  {
    what: 'an attribute that is taken away',
    entra: [{ op: 'Remove', path: 'displayName' }],
    'entra-2020': [{ op: 'remove', path: 'displayName' }],
    leaves: { displayName: undefined },
  },
];

describe.each(['entra', 'entra-2020'] as const)('the dialect %s', (dialect) => {
  it.each(rows)('$what', async (row) => {
    const { send } = await start();

    const resource = await patched(send, row[dialect]);

    for (const [key, value] of Object.entries(row.leaves)) expect(resource[key]).toEqual(value);
  });

  it('several operations in one PATCH, in order', async () => {
    const { send } = await start();
    const path = `/Users/${idOf(await send('POST', '/Users', ada))}`;
    const op = dialect === 'entra' ? 'Replace' : 'replace';

    const answer = await send(
      'PATCH',
      path,
      patch(
        { op, path: 'title', value: 'first' },
        { op, path: 'title', value: 'second' },
        { op: 'remove', path: 'displayName' },
      ),
    );

    expect(answer.body['title']).toBe('second');
    expect(answer.body).not.toHaveProperty('displayName');
  });

  it('members are added, added again without effect, and removed', async () => {
    const { send } = await start();
    const [one = '', two = ''] = [
      await send('POST', '/Users', user('one')),
      await send('POST', '/Users', user('two')),
    ].map(idOf);
    const path = `/Groups/${idOf(await send('POST', '/Groups', group('Team')))}`;
    const isLegacy = dialect === 'entra';
    const named = (value: string) => (isLegacy ? { $ref: null, value } : { value });
    const add = { op: isLegacy ? 'Add' : 'add', path: 'members', value: [named(one), named(two)] };
    const remove = isLegacy
      ? { op: 'Remove', path: 'members', value: [named(one)] }
      : { op: 'remove', path: `members[value eq "${one}"]` };
    const members = async () =>
      ((await send('GET', path)).body['members'] as readonly JsonObject[]).map(({ value }) => value);

    expect((await send('PATCH', path, patch(add))).status).toBe(204);
    expect((await send('PATCH', path, patch(add))).status).toBe(204);
    expect(await members()).toEqual([one, two]);
    expect((await send('PATCH', path, patch(remove))).status).toBe(204);
    expect(await members()).toEqual([two]);
  });
});
