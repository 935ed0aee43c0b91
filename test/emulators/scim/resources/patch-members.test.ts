import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/protocols/scim/json.ts';
import { group, inMemory, patch, user } from '../support.ts';

describe('a PATCH of members', () => {
  function team() {
    const server = inMemory();
    for (const name of ['a', 'b', 'c']) server.send('POST', '/Users', user(name));
    server.send('POST', '/Groups', group('Team', { members: [{ value: 'id-1' }, { value: 'id-2' }] }));
    const members = () => {
      const held = server.send('GET', '/Groups/id-4').body?.['members'] as readonly JsonObject[] | undefined;
      return held?.map((member) => member['value']);
    };
    return { server, members };
  }

  it.each<[string, JsonObject, readonly string[] | undefined]>([
    [
      'Add with $ref null',
      { op: 'Add', path: 'members', value: [{ $ref: null, value: 'id-3' }] },
      ['id-1', 'id-2', 'id-3'],
    ],
    ['add', { op: 'add', path: 'members', value: [{ value: 'id-3' }] }, ['id-1', 'id-2', 'id-3']],
    ['add without a path', { op: 'add', value: { members: [{ value: 'id-3' }] } }, ['id-1', 'id-2', 'id-3']],
    ['add of one object', { op: 'add', path: 'members', value: { value: 'id-3' } }, ['id-1', 'id-2', 'id-3']],
    [
      'add of a member again',
      { op: 'Add', path: 'members', value: [{ value: 'id-2', display: 'x' }] },
      ['id-1', 'id-2'],
    ],
    [
      'Remove with a value list',
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'id-1' }] },
      ['id-2'],
    ],
    ['remove with a filter', { op: 'remove', path: 'members[value eq "id-1"]' }, ['id-2']],
    [
      'Remove of several',
      { op: 'Remove', path: 'members', value: [{ value: 'id-1' }, { value: 'id-2' }] },
      undefined,
    ],
    ['Remove of nobody named', { op: 'Remove', path: 'members', value: [] }, ['id-1', 'id-2']],
    [
      'Remove of somebody else',
      { op: 'Remove', path: 'members', value: [{ value: 'id-3' }] },
      ['id-1', 'id-2'],
    ],
    ['remove of all', { op: 'remove', path: 'members' }, undefined],
    ['replace', { op: 'replace', path: 'members', value: [{ value: 'id-3' }] }, ['id-3']],
  ])('%s', (_name, operation, expected) => {
    const { server, members } = team();

    const answer = server.send('PATCH', '/Groups/id-4', patch(operation));

    expect(answer).toMatchObject({ status: 204 });
    expect(answer.body).toBeUndefined();
    expect(members()).toEqual(expected);
  });

  it('refuses a member that does not exist, and keeps the others out as well', () => {
    const { server, members } = team();

    const answer = server.send(
      'PATCH',
      '/Groups/id-4',
      patch({ op: 'add', path: 'members', value: [{ value: 'id-3' }, { value: 'nobody' }] }),
    );

    expect(answer).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue', detail: 'member "nobody" does not exist' },
    });
    expect(members()).toEqual(['id-1', 'id-2']);
  });

  it('answers with the group only when attributes are asked for', () => {
    const { server } = team();

    const answer = server.send(
      'PATCH',
      '/Groups/id-4?attributes=displayName',
      patch({ op: 'replace', path: 'displayName', value: 'T2' }),
    );

    expect(answer).toMatchObject({ status: 200, body: { id: 'id-4', displayName: 'T2' } });
    expect(answer.body).not.toHaveProperty('members');
  });
});

describe('keys from outside', () => {
  it('are data, whatever they are called', () => {
    const server = inMemory();
    const body = JSON.parse(
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x","__proto__":{"polluted":"yes"},"constructor":"c"}',
    );

    const created = server.send('POST', '/Users', body);
    server.send('PATCH', '/Users/id-1', patch({ op: 'add', path: 'name.__proto__', value: 'p' }));
    server.send('PATCH', '/Users/id-1', patch({ op: 'add', value: { toString: 't' } }));

    expect(created.status).toBe(201);
    expect(({} as JsonObject)['polluted']).toBeUndefined();
    const text = JSON.stringify(server.send('GET', '/Users/id-1').body);
    expect(text).toContain('"__proto__":{"polluted":"yes"}');
    expect(text).toContain('"constructor":"c"');
    expect(text).toContain('"name":{"__proto__":"p"}');
    expect(text).toContain('"toString":"t"');
  });
});
