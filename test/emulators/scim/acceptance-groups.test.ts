import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/protocols/scim/json.ts';
import { ENTERPRISE_USER_URN as E, ENTRA_GROUP_URN, ERROR_URN } from '../../../src/protocols/scim/urns.ts';
import { filtered, group, ids, patch, start, user } from './support.ts';

const idOf = (answer: { readonly body: JsonObject }) => String(answer.body['id']);

describe('a group over HTTP', () => {
  it('is created with both schemas that Entra names', async () => {
    const { send } = await start();

    const created = await send('POST', '/Groups', {
      schemas: [group('')['schemas'], ENTRA_GROUP_URN].flat() as string[],
      displayName: 'Team',
      externalId: 'g1',
      meta: { resourceType: 'Group' },
    });

    expect(created).toMatchObject({
      status: 201,
      body: { displayName: 'Team', externalId: 'g1', meta: { resourceType: 'Group' } },
    });
  });

  it('has a unique displayName', async () => {
    const { send } = await start();
    await send('POST', '/Groups', group('Team'));

    expect(await send('POST', '/Groups', group('TEAM'))).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    });
  });

  it('is found without its members when they are excluded', async () => {
    const { send } = await start();
    const member = idOf(await send('POST', '/Users', user('ada')));
    const id = idOf(await send('POST', '/Groups', group('Team', { members: [{ value: member }] })));

    const found = await send('GET', '/Groups?excludedAttributes=members&filter=displayName+eq+%22team%22');

    expect(ids(found)).toEqual([id]);
    expect(JSON.stringify(found.body)).not.toContain('members');
  });

  it.each(['members eq', 'members.value eq'])(
    'is found by the membership check with %s',
    async (comparison) => {
      const { send } = await start();
      const [inside, outside] = [
        await send('POST', '/Users', user('in')),
        await send('POST', '/Users', user('out')),
      ].map(idOf);
      const id = idOf(await send('POST', '/Groups', group('Team', { members: [{ value: inside ?? '' }] })));
      const check = (member = '') =>
        send('GET', `${filtered('Groups', `id eq "${id}" and ${comparison} "${member}"`)}&attributes=id`);

      expect(ids(await check(inside))).toEqual([id]);
      expect(ids(await check(outside))).toEqual([]);
    },
  );

  it('shows members with links, users show their groups, and deleting a user ends the membership', async () => {
    const { send, baseUrl } = await start();
    const ada = idOf(await send('POST', '/Users', user('ada', { displayName: 'Ada' })));
    const inner = idOf(await send('POST', '/Groups', group('Inner')));
    const outer = idOf(
      await send('POST', '/Groups', group('Outer', { members: [{ value: ada }, { value: inner }] })),
    );

    expect((await send('GET', `/Groups/${outer}`)).body['members']).toEqual([
      { value: ada, $ref: `${baseUrl}/Users/${ada}`, display: 'Ada', type: 'User' },
      { value: inner, $ref: `${baseUrl}/Groups/${inner}`, display: 'Inner', type: 'Group' },
    ]);
    expect((await send('GET', `/Users/${ada}`)).body['groups']).toEqual([
      { value: outer, $ref: `${baseUrl}/Groups/${outer}`, display: 'Outer', type: 'direct' },
    ]);

    await send('DELETE', `/Users/${ada}`);
    const left = await send('GET', `/Groups/${outer}`);

    expect(left.body['members']).toMatchObject([{ value: inner }]);
    expect(left.body['meta']).toMatchObject({ version: 'W/"2"' });
  });

  it('keeps every one of many members that are added at the same time', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Groups', group('Team')));
    const users = await Promise.all(
      Array.from({ length: 25 }, (_, at) => send('POST', '/Users', user(`user${at}`))),
    );

    const added = await Promise.all(
      users.map((one) =>
        send(
          'PATCH',
          `/Groups/${id}`,
          patch({ op: 'Add', path: 'members', value: [{ $ref: null, value: idOf(one) }] }),
        ),
      ),
    );

    expect(new Set(added.map(({ status }) => status))).toEqual(new Set([204]));
    const members = (await send('GET', `/Groups/${id}`)).body['members'] as readonly JsonObject[];
    expect(new Set(members.map(({ value }) => value))).toEqual(new Set(users.map(idOf)));
  });
});

describe('entity tags', () => {
  it('keep a client from writing over a change it has not seen, and spare it an answer it has', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Users', user('ada')));
    const write = (tag: string) =>
      send('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'title', value: tag }), { 'if-match': tag });

    expect(await write('W/"1"')).toMatchObject({ status: 200, headers: { etag: 'W/"2"' } });
    expect(await write('W/"1"')).toMatchObject({ status: 412, body: { status: '412' } });
    expect(await write('W/"7", "2"')).toMatchObject({ status: 200, headers: { etag: 'W/"3"' } });
    expect((await write('*')).status).toBe(200);
    expect((await send('DELETE', `/Users/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await send('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"4"' })).status).toBe(304);
    expect((await send('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"3"' })).status).toBe(200);
  });
});

describe('what is wrong with a request', () => {
  it.each([
    ['GET', '/Users/unknown', undefined, 404],
    ['PATCH', '/Users/unknown', patch({ op: 'remove', path: 'title' }), 404],
    ['PUT', '/Groups/unknown', group('x'), 404],
    ['DELETE', '/Users/unknown', undefined, 404],
    ['GET', '/Devices', undefined, 404],
    ['GET', '/Users/a/b', undefined, 404],
    ['GET', '/Users/%E0%A4%A', undefined, 400],
    ['POST', '/Users', [], 400],
    ['POST', '/Users', undefined, 400],
    ['POST', '/Users', { userName: 'no-schemas' }, 400],
    ['POST', '/Users', { schemas: 'x', userName: 'ada' }, 400],
    ['POST', '/Users', user(''), 400],
    ['POST', '/Users', user(' '), 400],
    ['POST', '/Users', user('ada', { active: 'maybe' }), 400],
    [
      'POST',
      '/Users',
      user('ada', {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      }),
      400,
    ],
    ['POST', '/Groups', group('x', { members: [{ value: 'unknown' }] }), 400],
    ['POST', '/Groups', group('x', { members: [{ display: 'no value' }] }), 400],
    ['PUT', '/Users', undefined, 405],
    ['POST', '/Users/x', undefined, 405],
    ['POST', '/Schemas', undefined, 405],
    ['GET', '/Schemas?filter=id+pr', undefined, 403],
    ['POST', '/Bulk', {}, 501],
    ['GET', '/Me', undefined, 501],
  ] as const)('%s %s %j is answered in SCIM form', async (method, path, body, status) => {
    const { send } = await start();

    const answer = await send(method, path, body as JsonObject);

    expect(answer).toMatchObject({ status, body: { schemas: [ERROR_URN], status: String(status) } });
    expect(answer.body['detail']).toEqual(expect.any(String));
    expect(answer.headers['content-type']).toBe('application/scim+json');
  });

  it('405 names what is allowed', async () => {
    const { send } = await start();

    expect((await send('DELETE', '/Users')).headers['allow']).toBe('GET, POST');
  });
});

describe('discovery', () => {
  it('tells what the server can do', async () => {
    const { send } = await start();

    expect((await send('GET', '/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 1000 },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken' }],
    });
  });

  it('lists resource types and schemas, each also alone under its id', async () => {
    const { send } = await start();

    expect(ids(await send('GET', '/ResourceTypes'))).toEqual(['User', 'Group']);
    const schemas = await send('GET', '/Schemas');
    expect(ids(schemas)).toEqual([user('')['schemas'], group('')['schemas'], E].flat());
    const [first] = schemas.body['Resources'] as readonly JsonObject[];
    expect((await send('GET', `/Schemas/${String(first?.['id'])}`)).body).toEqual(first);
    expect(first?.['attributes']).toContainEqual({
      name: 'userName',
      type: 'string',
      multiValued: false,
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    });
    expect((await send('GET', '/ResourceTypes/User')).body).toMatchObject({
      endpoint: '/Users',
      schemaExtensions: [{ schema: E, required: false }],
    });
    expect((await send('GET', '/Schemas/urn:unknown')).status).toBe(404);
  });
});
