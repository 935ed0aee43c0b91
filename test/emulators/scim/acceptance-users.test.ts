import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalityFilter } from '../../../src/protocols/scim/filter.ts';
import type { JsonObject } from '../../../src/protocols/scim/json.ts';
import { ENTERPRISE_USER_URN as E, ERROR_URN, LIST_RESPONSE_URN } from '../../../src/protocols/scim/urns.ts';
import { filtered, ids, inMemory, patch, start, user } from './support.ts';

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
    'id eq "ada" and manager eq "boss"',
    `${E}:manager eq "boss"`,
    `${E}:manager.value eq "boss"`,
    'roles[primary eq "True"].value eq "Admin"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@contoso.com"',
    'EMAILS[Type EQ "work" AND Value EQ "ada@work.example"]',
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
      roles: [{ primary: true, value: 'Admin' }],
      [E]: { employeeNumber: '42', manager: { value: 'boss' } },
    };
    const id = idOf(await send('POST', '/Users', user('ada@contoso.com', ada)));

    const found = await send('GET', filtered('Users', filter.replace('id eq "ada"', `id eq "${id}"`)));

    expect(found).toMatchObject({ status: 200, body: { schemas: [LIST_RESPONSE_URN], totalResults: 1 } });
    expect(ids(found)).toEqual([id]);
  });

  it('come with + for blanks and %2B for a plus', async () => {
    const { send } = await start();
    const id = idOf(await send('POST', '/Users', user('ada+test@contoso.com')));

    expect(ids(await send('GET', '/Users?filter=userName+eq+%22ada%2Btest%40contoso.com%22'))).toEqual([id]);
  });

  it('find every text that was stored, whatever its characters', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => one.isWellFormed());
    fc.assert(
      fc.property(text, (displayName) => {
        const server = inMemory();
        server.send('POST', '/Users', user('ada', { displayName }));
        server.send('POST', '/Users', user('other', { displayName: `${displayName}.` }));

        const found = server.send('GET', filtered('Users', equalityFilter('displayName', displayName)));

        expect(ids(found)).toEqual(['id-1']);
      }),
    );
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
