import { describe, expect, it } from 'vitest';
import { handle } from '../../../../src/emulators/scim/protocol/handle.ts';
import { filtered, group, ids, inMemory, user } from '../support.ts';

/** A server whose store refuses to hand out all resources, so that only its indexes can answer. */
function withoutScan() {
  const server = inMemory();
  server.send('POST', '/Users', user('ada', { externalId: 'E-1', displayName: 'Ada' }));
  server.send('POST', '/Users', user('grace'));
  server.send('POST', '/Groups', group('Team', { members: [{ value: 'id-1' }] }));
  const all = () => {
    throw new Error('all resources were looked at');
  };
  const target = { ...server.target, store: { ...server.target.store, all } };
  return (path: string) => {
    const [endpoint = '', query] = path.slice(1).split('?');
    return handle({ method: 'GET', path: [endpoint], query: new URLSearchParams(query) }, target);
  };
}

describe('an equality on an indexed attribute', () => {
  it.each([
    ['Users', 'userName eq "ADA"', ['id-1']],
    ['Users', 'userName eq "nobody"', []],
    ['Users', 'externalId eq "E-1"', ['id-1']],
    ['Users', 'externalId eq "e-1"', []],
    ['Users', 'displayName eq "ada"', ['id-1']],
    ['Users', 'id eq "id-2"', ['id-2']],
    ['Users', 'active eq true and userName eq "ada"', []],
    ['Users', 'userName eq "ada" and externalId pr', ['id-1']],
    ['Groups', 'displayName eq "team"', ['id-3']],
    ['Groups', 'members eq "id-1"', ['id-3']],
    ['Groups', 'members.value eq "id-2"', []],
    ['Groups', 'members[value eq "id-1"]', ['id-3']],
    ['Groups', 'id eq "id-3" and members eq "id-1"', ['id-3']],
  ])('%s?filter=%s is answered without a look at all resources', (endpoint, filter, expected) => {
    expect(ids(withoutScan()(filtered(endpoint, filter)))).toEqual(expected);
  });

  it('is the exception: other filters look at all', () => {
    expect(() => withoutScan()(filtered('Users', 'title eq "x"'))).toThrow('all resources were looked at');
  });
});
