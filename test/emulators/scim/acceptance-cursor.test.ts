import { describe, expect, it } from 'vitest';
import { filtered, ids, type Send, start, temporaryDirectory, user } from './support.ts';

/** A server with eleven users, and their ids in the order of creation. */
async function eleven(send: Send): Promise<readonly string[]> {
  const made: string[] = [];
  for (let at = 0; at < 11; at += 1) {
    const created = await send('POST', '/Users', user(`user${at}`, { title: at % 2 === 0 ? 'even' : 'odd' }));
    made.push(String(created.body['id']));
  }
  return made;
}

const next = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) => body['nextCursor'];
const page = (cursor: unknown, count = 5) =>
  `/Users?cursor=${encodeURIComponent(String(cursor))}&count=${count}`;

/** Every id that following `nextCursor` shows. */
async function followed(send: Send, first: string): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  let path: string | undefined = first;
  while (path !== undefined) {
    const answer = await send('GET', path);
    expect(answer.status).toBe(200);
    seen.push(...ids(answer));
    path = next(answer) === undefined ? undefined : page(next(answer));
  }
  return seen;
}

describe('paging by cursor (RFC 9865)', () => {
  it('is declared, beside paging by index, which is the default', async () => {
    const { send } = await start();

    expect((await send('GET', '/ServiceProviderConfig')).body['pagination']).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 1000,
      cursorTimeout: 3600,
    });
  });

  it('begins with an empty cursor and ends with a page without nextCursor', async () => {
    const { send } = await start();
    const all = await eleven(send);

    const first = await send('GET', '/Users?cursor&count=5');
    const second = await send('GET', page(next(first)));
    const third = await send('GET', page(next(second)));

    expect([first, second, third].flatMap(ids)).toEqual(all);
    expect([first, second, third].map(({ body }) => [body['totalResults'], body['itemsPerPage']])).toEqual([
      [11, 5],
      [11, 5],
      [11, 1],
    ]);
    expect([next(first), next(second), next(third)]).toEqual([
      expect.any(String),
      expect.any(String),
      undefined,
    ]);
    expect(first.body).not.toHaveProperty('startIndex');
  });

  it('has no nextCursor when a page ends with the last resource', async () => {
    const { send } = await start();
    await eleven(send);

    expect(next(await send('GET', page('', 11)))).toBeUndefined();
  });

  it('without a cursor in the request is not used', async () => {
    const { send } = await start();
    await eleven(send);

    expect(next(await send('GET', '/Users?count=5'))).toBeUndefined();
  });

  it('stays with its filter', async () => {
    const { send } = await start();
    await eleven(send);
    const filter = filtered('Users', 'title eq "even"');

    const first = await send('GET', `${filter}&cursor=&count=4`);
    const second = await send('GET', `${filter}&cursor=${String(next(first))}&count=4`);

    expect([ids(first).length, ids(second).length, next(second)]).toEqual([4, 2, undefined]);
    expect(await send('GET', page(next(first)))).toMatchObject({
      status: 400,
      body: { scimType: 'invalidCursor' },
    });
  });

  it('shows all that stay and all that come, while others are deleted between the pages', async () => {
    const { send } = await start();
    const all = await eleven(send);
    const first = await send('GET', page(''));
    for (const gone of [all[0], all[4], all[5]]) await send('DELETE', `/Users/${gone}`);
    const added = String((await send('POST', '/Users', user('late'))).body['id']);

    const rest = await followed(send, page(next(first)));

    expect(rest).toEqual([...all.slice(6), added]);
  });

  it('goes on after a restart of the server', async () => {
    const directory = await temporaryDirectory();
    const before = await start({ directory });
    const all = await eleven(before.send);
    const first = await before.send('GET', page(''));
    await before.close();

    const after = await start({ directory });

    expect(await followed(after.send, page(next(first)))).toEqual(all.slice(5));
  });

  it.each([
    ['no cursor of this server', page('x'), 'invalidCursor'],
    ['a cursor of something else', page(Buffer.from('{"a":1}').toString('base64url')), 'invalidCursor'],
    ['a count that is none', '/Users?cursor=&count=x', 'invalidCount'],
    ['a negative count', '/Users?cursor=&count=-1', 'invalidCount'],
    ['a cursor and a startIndex', '/Users?cursor=&startIndex=1', 'invalidValue'],
  ])('refuses %s', async (_name, path, scimType) => {
    const { send } = await start();

    expect(await send('GET', path)).toMatchObject({ status: 400, body: { status: '400', scimType } });
  });

  it('refuses a cursor of users for groups, and one that is older than cursorTimeout', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const { send } = await start({ now: () => new Date(time) });
    await eleven(send);
    const cursor = String(next(await send('GET', page(''))));

    expect(await send('GET', `/Groups?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidCursor' },
    });
    time += 3_600_000;
    expect((await send('GET', page(cursor))).status).toBe(200);
    time += 1;
    expect(await send('GET', page(cursor))).toMatchObject({
      status: 400,
      body: { scimType: 'expiredCursor' },
    });
  });

  it('works in the body of a search, and with attributes', async () => {
    const { send } = await start();
    const all = await eleven(send);

    const first = await send('POST', '/Users/.search', { cursor: '', count: 2, attributes: ['userName'] });

    expect(ids(first)).toEqual(all.slice(0, 2));
    expect(Object.keys((first.body['Resources'] as readonly object[])[0] ?? {})).toEqual([
      'schemas',
      'id',
      'userName',
    ]);
    expect(next(first)).toEqual(expect.any(String));
  });
});
