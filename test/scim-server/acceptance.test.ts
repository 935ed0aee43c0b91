import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/protocols/scim/json.ts';
import {
  ENTERPRISE_USER_URN as E,
  ENTRA_GROUP_URN,
  ERROR_URN,
  LIST_RESPONSE_URN,
} from '../../src/protocols/scim/urns.ts';
import { filtered, group, ids, patch, start, user } from './support.ts';

/** As Entra creates a user: both schemas, the resource type, an empty list of roles. */
const entraUser = (userName: string, more: JsonObject = {}) => ({
  ...user(userName, more),
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', E],
  active: true,
  meta: { resourceType: 'User' },
  roles: [],
});

const idOf = (answer: { readonly body: JsonObject }) => String(answer.body['id']);

describe('a user over HTTP', () => {
  it('is created with an id, a location, its times and a version', async () => {
    const { send, baseUrl } = await start();

    const created = await send(
      'POST',
      '/Users',
      entraUser('ada@contoso.com', { password: 'secret', nickName: null }),
    );

    expect(created.status).toBe(201);
    expect(created.headers['content-type']).toBe('application/scim+json');
    expect(created.headers['etag']).toBe('W/"1"');
    expect(created.headers['location']).toBe(`${baseUrl}/Users/${idOf(created)}`);
    expect(idOf(created)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/);
    const time = '2026-01-01T00:00:01.000Z';
    expect(created.body).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', E],
      id: idOf(created),
      userName: 'ada@contoso.com',
      active: true,
      meta: {
        resourceType: 'User',
        created: time,
        lastModified: time,
        location: created.headers['location'],
        version: 'W/"1"',
      },
    });
    expect((await send('GET', `/Users/${idOf(created)}`)).body).toEqual(created.body);
  });

  it('is refused with 409 uniqueness when its userName is taken in any case', async () => {
    const { send } = await start();
    await send('POST', '/Users', user('ada'));
    const other = await send('POST', '/Users', user('grace'));

    const created = await send('POST', '/Users', user('ADA'));
    const renamed = await send(
      'PATCH',
      `/Users/${idOf(other)}`,
      patch({ op: 'Replace', path: 'userName', value: 'Ada' }),
    );

    const expected = {
      schemas: [ERROR_URN],
      status: '409',
      scimType: 'uniqueness',
      detail: 'userName "ADA" is taken',
    };
    expect(created).toMatchObject({ status: 409, body: expected });
    expect(renamed).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect((await send('GET', `/Users/${idOf(other)}`)).body['userName']).toBe('grace');
  });

  it('stays findable while it is inactive, and comes back under the same id', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Users', entraUser('ada')));

    await send('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'False' }));
    const inactive = await send('GET', filtered('Users', 'userName eq "ADA"'));
    await send('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'True' }));

    expect(inactive.body).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] });
    expect((await send('GET', `/Users/${id}`)).body['active']).toBe(true);
  });

  it('frees its userName when it is renamed or deleted', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Users', user('ada')));
    await send('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'userName', value: 'countess' }));

    expect(ids(await send('GET', filtered('Users', 'userName eq "ada"')))).toEqual([]);
    expect((await send('POST', '/Users', user('ada'))).status).toBe(201);
    expect((await send('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await send('POST', '/Users', user('countess'))).status).toBe(201);
  });

  it('is replaced by PUT: what the body does not have is gone', async () => {
    const { send } = await start();
    const created = await send('POST', '/Users', user('ada', { title: 'Countess', externalId: 'x' }));

    const replaced = await send('PUT', `/Users/${idOf(created)}`, user('ada', { nickName: 'A' }));

    expect(replaced.status).toBe(200);
    expect(replaced.body).toMatchObject({ id: idOf(created), nickName: 'A', meta: { version: 'W/"2"' } });
    expect(replaced.body).not.toHaveProperty('title');
    expect(ids(await send('GET', filtered('Users', 'externalId eq "x"')))).toEqual([]);
  });

  it('shows its manager with a link, and keeps the reference to a manager that nobody knows', async () => {
    const { send, baseUrl } = await start();
    const boss = idOf(await send('POST', '/Users', user('boss', { displayName: 'The Boss' })));
    const id = idOf(await send('POST', '/Users', user('ada')));
    const manage = (manager: string) =>
      send('PATCH', `/Users/${id}`, patch({ op: 'Add', path: `${E}:manager`, value: manager }));

    expect((await manage(boss)).body[E]).toEqual({
      manager: { value: boss, $ref: `${baseUrl}/Users/${boss}`, displayName: 'The Boss' },
    });
    expect((await manage('unknown')).body[E]).toEqual({ manager: { value: 'unknown' } });
    expect(ids(await send('GET', filtered('Users', `${E}:manager eq "unknown"`)))).toEqual([id]);
  });
});

describe('filters of clients', () => {
  it.each([
    'userName eq "ADA@contoso.com"',
    'externalId eq "E-1"',
    'displayName eq "ada \\"the first\\" lovelace"',
    'emails[type eq "WORK"].value eq "ada@work.example"',
    'emails[type eq "work" and value eq "ADA@work.example"]',
    'emails.value eq "ada@work.example"',
    `${E}:employeeNumber eq "42"`,
    'active eq true and userName eq "ada@contoso.com"',
    'userName sw "ada" and not (title pr)',
    'userName eq "nobody" or externalId eq "E-1"',
  ])('%s finds exactly one', async (filter) => {
    const { send } = await start();
    await send(
      'POST',
      '/Users',
      user('other@contoso.com', {
        externalId: 'e-1',
        title: 'T',
      }),
    );
    const ada = {
      externalId: 'E-1',
      active: true,
      displayName: 'Ada "the first" Lovelace',
      emails: [{ type: 'work', value: 'ada@work.example' }],
      [E]: { employeeNumber: '42' },
    };
    const id = idOf(await send('POST', '/Users', user('ada@contoso.com', ada)));

    const found = await send('GET', filtered('Users', filter));

    expect(found).toMatchObject({ status: 200, body: { schemas: [LIST_RESPONSE_URN], totalResults: 1 } });
    expect(ids(found)).toEqual([id]);
  });

  it('come with + for blanks and %2B for a plus', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Users', user('ada+test@contoso.com')));

    expect(ids(await send('GET', '/Users?filter=userName+eq+%22ada%2Btest%40contoso.com%22'))).toEqual([id]);
  });

  it('that name an unknown attribute find nobody, and malformed ones are 400 invalidFilter', async () => {
    const { send } = await start();
    await send('POST', '/Users', user('ada'));

    expect(await send('GET', filtered('Users', 'unheardOf eq "x"'))).toMatchObject({
      status: 200,
      body: { totalResults: 0, Resources: [] },
    });
    expect(await send('GET', filtered('Users', 'userName eq'))).toMatchObject({
      status: 400,
      body: { scimType: 'invalidFilter' },
    });
  });

  it('may come in the body of a search', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Users', user('ada', { title: 'T' })));

    const found = await send('POST', '/Users/.search', {
      filter: 'userName eq "ada"',
      attributes: ['userName'],
      count: 5,
    });

    expect(found.body['Resources']).toEqual([{ schemas: user('')['schemas'], id, userName: 'ada' }]);
  });
});

describe('lists', () => {
  it('are cut into pages by startIndex and count, in the order of creation', async () => {
    const { send } = await start();
    const all: string[] = [];
    for (let at = 0; at < 11; at += 1) all.push(idOf(await send('POST', '/Users', user(`user${at}`))));

    const pages = [];
    for (const first of [1, 6, 11]) pages.push(await send('GET', `/Users?startIndex=${first}&count=5`));

    expect(pages.flatMap(ids)).toEqual(all);
    expect(pages.map(({ body }) => [body['totalResults'], body['startIndex'], body['itemsPerPage']])).toEqual(
      [
        [11, 1, 5],
        [11, 6, 5],
        [11, 11, 1],
      ],
    );
  });

  it.each([
    ['startIndex=0&count=1', { totalResults: 2, startIndex: 1, itemsPerPage: 1 }],
    ['startIndex=-3', { totalResults: 2, startIndex: 1, itemsPerPage: 2 }],
    ['startIndex=3', { totalResults: 2, startIndex: 3, itemsPerPage: 0, Resources: [] }],
    ['count=0', { totalResults: 2, itemsPerPage: 0, Resources: [] }],
    ['count=-1', { totalResults: 2, itemsPerPage: 0, Resources: [] }],
  ])('%s', async (query, expected) => {
    const { send } = await start();
    await send('POST', '/Users', user('a'));
    await send('POST', '/Users', user('b'));

    expect(await send('GET', `/Users?${query}`)).toMatchObject({ status: 200, body: expected });
  });

  it.each(['count=x', 'startIndex=1.5', 'attributes=userName&excludedAttributes=title', 'attributes=a..b'])(
    '%s is refused',
    async (query) => {
      const { send } = await start();

      expect((await send('GET', `/Users?${query}`)).status).toBe(400);
    },
  );

  it('and single resources show only the attributes asked for, and id and schemas always', async () => {
    const { send } = await start();
    const emails = [{ type: 'work', value: 'w' }];
    const created = await send(
      'POST',
      '/Users',
      user('ada', {
        name: { givenName: 'A', familyName: 'L' },
        emails,
        [E]: { department: 'D', division: 'V' },
      }),
    );
    const { schemas, id } = created.body;
    const get = async (query: string) => (await send('GET', `/Users/${id}?${query}`)).body;

    expect(await get('attributes=USERNAME')).toEqual({ schemas, id, userName: 'ada' });
    expect(await get(`attributes=name.givenName,emails.value,${E}:department`)).toEqual({
      schemas,
      id,
      name: { givenName: 'A' },
      emails: [{ value: 'w' }],
      [E]: { department: 'D' },
    });
    expect(await get('attributes=emails.value,emails.type,title')).toEqual({ schemas, id, emails });
    expect(
      await get(`excludedAttributes=id,meta,name.familyName,emails.type,${E}:division,userName`),
    ).toEqual({ schemas, id, name: { givenName: 'A' }, emails: [{ value: 'w' }], [E]: { department: 'D' } });
  });
});

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
