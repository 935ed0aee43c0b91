import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/protocols/scim/json.ts';
import { ENTERPRISE_USER_URN as E } from '../../../../src/protocols/scim/urns.ts';
import { inMemory, patch, user } from '../support.ts';

const ACME = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User';

const ada = user('ada', {
  displayName: 'Ada',
  active: true,
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ type: 'work', value: 'ada@work', primary: true }],
  [E]: { department: 'R&D' },
  [ACME]: { tag: 'old' },
});

/** What a PATCH makes of Ada, without the parts that every resource has. */
function patched(...operations: readonly JsonObject[]) {
  const server = inMemory();
  server.send('POST', '/Users', ada);
  const answer = server.send('PATCH', '/Users/id-1', patch(...operations));
  return { answer, resource: server.send('GET', '/Users/id-1').body ?? {} };
}

describe('a PATCH of a user in the dialects of Entra', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['Add of a text', { op: 'Add', path: 'title', value: 'Countess' }, { title: 'Countess' }],
    ['Replace of a text', { op: 'Replace', path: 'displayName', value: 'A' }, { displayName: 'A' }],
    ['a capitalised attribute', { op: 'Replace', path: 'DisplayName', value: 'A' }, { displayName: 'A' }],
    ['active as the text "False"', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['active as the text "true"', { op: 'replace', path: 'active', value: 'true' }, { active: true }],
    ['active as a boolean', { op: 'replace', path: 'active', value: false }, { active: false }],
    ['active without a path', { op: 'replace', value: { active: false } }, { active: false }],
    [
      'a sub-attribute keeps its siblings',
      { op: 'Replace', path: 'name.givenName', value: 'A' },
      { name: { givenName: 'A', familyName: 'Lovelace' } },
    ],
    [
      'a complex value merges',
      { op: 'replace', path: 'name', value: { givenName: 'A' } },
      { name: { givenName: 'A', familyName: 'Lovelace' } },
    ],
    [
      'a nested value without a path merges',
      { op: 'add', value: { name: { givenName: 'A' } } },
      { name: { givenName: 'A', familyName: 'Lovelace' } },
    ],
    [
      'a flat map of dotted and qualified paths',
      { op: 'add', value: { 'name.givenName': 'A', [`${E}:employeeNumber`]: '7', nickName: 'N' } },
      {
        name: { givenName: 'A', familyName: 'Lovelace' },
        nickName: 'N',
        [E]: { department: 'R&D', employeeNumber: '7' },
      },
    ],
    [
      'an extension attribute',
      { op: 'Replace', path: `${E}:department`, value: 'Sales' },
      { [E]: { department: 'Sales' } },
    ],
    [
      'a nested extension object',
      { op: 'replace', value: { [E]: { costCenter: '1' } } },
      { [E]: { department: 'R&D', costCenter: '1' } },
    ],
    [
      'an extension as path',
      { op: 'add', path: E, value: { costCenter: '1' } },
      { [E]: { department: 'R&D', costCenter: '1' } },
    ],
    [
      'a custom extension that is there',
      { op: 'add', value: { [ACME]: { level: 2 } } },
      { [ACME]: { tag: 'old', level: 2 } },
    ],
    [
      'a custom extension attribute',
      { op: 'Add', path: `${ACME}:tag`, value: 'new' },
      { [ACME]: { tag: 'new' } },
    ],
    [
      'a new custom extension',
      { op: 'add', value: { 'urn:x:New:2.0:User': { a: 'b' } } },
      { 'urn:x:New:2.0:User': { a: 'b' } },
    ],
    [
      'an element that is there',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@work' },
      { emails: [{ type: 'work', value: 'new@work', primary: true }] },
    ],
    [
      'Add of an element that is not there',
      { op: 'Add', path: 'emails[type eq "other"].value', value: 'o' },
      {
        emails: [
          { type: 'work', value: 'ada@work', primary: true },
          { type: 'other', value: 'o' },
        ],
      },
    ],
    [
      'Replace of an element that is not there',
      { op: 'Replace', path: 'phoneNumbers[type eq "fax"].value', value: '1' },
      { phoneNumbers: [{ type: 'fax', value: '1' }] },
    ],
    [
      'a role found by a boolean as text',
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' },
      { roles: [{ primary: true, value: 'Admin' }] },
    ],
    [
      'roles as a list',
      { op: 'Add', path: 'roles', value: [{ value: '{"id":"1"}' }] },
      { roles: [{ value: '{"id":"1"}' }] },
    ],
    [
      'a primary element takes the mark from the other',
      { op: 'add', path: 'emails', value: [{ type: 'home', value: 'h', primary: 'True' }] },
      {
        emails: [
          { type: 'work', value: 'ada@work', primary: false },
          { type: 'home', value: 'h', primary: true },
        ],
      },
    ],
    [
      'add of a value that is there',
      { op: 'add', path: 'emails', value: [{ type: 'work', value: 'ada@work', primary: true }] },
      { emails: [{ type: 'work', value: 'ada@work', primary: true }] },
    ],
    [
      'replace of a whole list',
      { op: 'replace', path: 'emails', value: [{ type: 'home', value: 'h' }] },
      { emails: [{ type: 'home', value: 'h' }] },
    ],
    [
      'a manager as a text',
      { op: 'Add', path: `${E}:manager`, value: 'm1' },
      { [E]: { department: 'R&D', manager: { value: 'm1' } } },
    ],
    [
      'a manager as an object',
      { op: 'add', path: `${E}:manager`, value: { value: 'm1' } },
      { [E]: { department: 'R&D', manager: { value: 'm1' } } },
    ],
    [
      'a manager by its sub-attribute',
      { op: 'add', path: `${E}:manager.value`, value: 'm1' },
      { [E]: { department: 'R&D', manager: { value: 'm1' } } },
    ],
    [
      'a manager in the oldest form',
      { op: 'Add', path: 'manager', value: [{ $ref: '../Users/m1', value: 'm1' }] },
      { [E]: { department: 'R&D', manager: { value: 'm1' } } },
    ],
    [
      'a nested manager without a path',
      { op: 'add', value: { [E]: { manager: { value: 'm1' } } } },
      { [E]: { department: 'R&D', manager: { value: 'm1' } } },
    ],
    [
      'an empty manager is none',
      { op: 'Replace', path: `${E}:manager`, value: '' },
      { [E]: { department: 'R&D' } },
    ],
    [
      'an unknown attribute is kept',
      { op: 'Add', path: 'favouriteColour', value: 'red' },
      { favouriteColour: 'red' },
    ],
    [
      'read-only keys of a whole resource are passed over',
      { op: 'replace', value: { id: 'x', meta: {}, title: 'T' } },
      { id: 'id-1', title: 'T' },
    ],
  ])('%s', (_name, operation, expected) => {
    const { answer, resource } = patched(operation);

    expect(answer.status).toBe(200);
    expect(resource).toMatchObject(expected);
    for (const [key, value] of Object.entries(expected)) expect(resource[key]).toEqual(value);
    expect(answer.body).toEqual(resource);
  });

  it.each<[string, JsonObject, string]>([
    ['Remove of an attribute', { op: 'Remove', path: 'displayName' }, 'displayName'],
    ['null clears', { op: 'Replace', path: 'displayName', value: null }, 'displayName'],
    ['the last element by its type', { op: 'remove', path: 'emails[type eq "work"]' }, 'emails'],
    ['the value of the last element', { op: 'remove', path: 'emails[type eq "work"].value' }, 'emails'],
    ['an element by its value', { op: 'Remove', path: 'emails', value: [{ value: 'ada@work' }] }, 'emails'],
    ['an empty list', { op: 'replace', path: 'emails', value: [] }, 'emails'],
    ['the last attribute of an extension', { op: 'remove', path: `${E}:department` }, E],
    ['a whole extension', { op: 'remove', path: ACME }, ACME],
  ])('%s takes it away', (_name, operation, gone) => {
    const { answer, resource } = patched(operation);

    expect(answer.status).toBe(200);
    expect(resource).not.toHaveProperty([gone]);
  });

  it.each<[string, JsonObject]>([
    ['an attribute that is not there', { op: 'remove', path: 'title' }],
    ['an element that is not there', { op: 'remove', path: 'emails[type eq "home"]' }],
    ['a value that is not there', { op: 'Remove', path: 'emails', value: [{ value: 'x' }] }],
    ['nothing, named by an empty list', { op: 'Remove', path: 'emails', value: [] }],
  ])('removing %s changes nothing, not even the version', (_name, operation) => {
    const { answer, resource } = patched(operation);

    expect(answer.status).toBe(200);
    expect(resource).toMatchObject({ emails: ada['emails'], meta: { version: 'W/"1"' } });
  });

  it.each<[string, Json, number, string | undefined]>([
    ['no Operations', { schemas: patch()['schemas'] ?? [] }, 400, 'invalidSyntax'],
    ['empty Operations', patch(), 400, 'invalidSyntax'],
    ['no PatchOp schema', { Operations: [{ op: 'remove', path: 'title' }] }, 400, 'invalidSyntax'],
    ['no object', [], 400, 'invalidSyntax'],
    ['an unknown op', patch({ op: 'move', path: 'title', value: 'x' }), 400, 'invalidSyntax'],
    ['an operation that is none', patch('x' as unknown as JsonObject), 400, 'invalidSyntax'],
    ['a remove without a path', patch({ op: 'remove' }), 400, 'noTarget'],
    ['an add without a value', patch({ op: 'add', path: 'title' }), 400, 'invalidValue'],
    ['a text without a path', patch({ op: 'add', value: 'x' }), 400, 'invalidValue'],
    ['a malformed path', patch({ op: 'add', path: 'emails[type eq', value: 'x' }), 400, 'invalidPath'],
    ['a malformed key', patch({ op: 'add', value: { 'a b': 'x' } }), 400, 'invalidPath'],
    [
      'a filter that describes no element',
      patch({ op: 'replace', path: 'emails[type co "x"].value', value: 'x' }),
      400,
      'noTarget',
    ],
    ['a read-only attribute', patch({ op: 'replace', path: 'id', value: 'x' }), 400, 'mutability'],
    ['a boolean that is none', patch({ op: 'replace', path: 'active', value: 'no' }), 400, 'invalidValue'],
    ['a text that is a number', patch({ op: 'replace', path: 'title', value: 7 }), 400, 'invalidValue'],
    ['an object for a text', patch({ op: 'replace', path: 'title', value: {} }), 400, 'invalidValue'],
    ['the required userName removed', patch({ op: 'remove', path: 'userName' }), 400, 'invalidValue'],
  ])('%s is refused in SCIM form', (_name, body, status, scimType) => {
    const server = inMemory();
    server.send('POST', '/Users', ada);

    const answer = server.send('PATCH', '/Users/id-1', body);

    expect(answer).toMatchObject({ status, body: { status: String(status), scimType } });
    expect(answer.body?.['detail']).toEqual(expect.any(String));
  });

  it('changes nothing when one of its operations fails', () => {
    const server = inMemory();
    server.send('POST', '/Users', ada);
    const before = server.send('GET', '/Users/id-1').body;

    const answer = server.send(
      'PATCH',
      '/Users/id-1',
      patch({ op: 'replace', path: 'title', value: 'T' }, { op: 'replace', path: 'active', value: 'maybe' }),
    );

    expect(answer.status).toBe(400);
    expect(server.send('GET', '/Users/id-1').body).toEqual(before);
  });
});
