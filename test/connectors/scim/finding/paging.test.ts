import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Reading, ResourceQuery } from '../../../../src/connectors/scim/client.ts';
import { allResources } from '../../../../src/connectors/scim/finding/paging.ts';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import type { Failure } from '../../../../src/engine/failure.ts';
import { CORE_GROUP_URN, CORE_USER_URN } from '../../../../src/protocols/scim/urns.ts';
import { json, type Received, recording } from '../../transport/loopback-server.ts';
import { learnedBy, notesIn, parametersOf, readingFrom } from '../scripted-reading.ts';

const users = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => ({ id: `u${first + index}` }));

const ids = (count: number) => users(count).map(({ id }) => id);

async function readAll(reading: Reading, query: Partial<ResourceQuery> = {}, op = recording()) {
  const found: string[] = [];
  let failure: Failure | undefined;
  for await (const page of allResources(reading, { objectType: CORE_USER_URN, ...query }, op)) {
    if (page.ok) found.push(...page.value.map(({ id }) => String(id)));
    else failure = page.error;
  }
  return { found, failure, notes: notesIn(op.seen) };
}

/** A server of `total` users that pages by index as RFC 7644 section 3.4.2.4 says, `most` a page. */
const byIndex =
  (total: number, most: number, change: (list: object) => object = (list) => list) =>
  (received: Received, response: ServerResponse) => {
    const { startIndex = '1', count = '1000' } = parametersOf(received);
    const start = Number(startIndex);
    const Resources = users(total).slice(start - 1, start - 1 + Math.min(most, Number(count)));
    json(response, 200, change({ totalResults: total, itemsPerPage: Resources.length, Resources }));
  };

describe('reading all objects by index', () => {
  it('goes on where the page ended, and stops at a total that proved true', async () => {
    const { reading, received } = await readingFrom(byIndex(250, 100));

    expect(await readAll(reading)).toEqual({ found: ids(250), failure: undefined, notes: [] });
    expect(received.map(parametersOf)).toEqual([
      { count: '100' },
      { startIndex: '101', count: '100' },
      { startIndex: '201', count: '100' },
    ]);
    expect(learnedBy(reading)).toEqual(['paging: index']);
  });

  it('advances by what came, and remembers how much that is', async () => {
    const { reading, received } = await readingFrom(byIndex(7, 3));

    expect((await readAll(reading)).found).toEqual(ids(7));
    expect(received.map((one) => parametersOf(one)['startIndex'])).toEqual([undefined, '4', '7']);
    expect(learnedBy(reading)).toEqual(['pageSize: 3', 'paging: index']);

    await readAll(reading);

    expect(parametersOf(received[3] ?? { url: '', method: '', headers: {}, body: '' })).toEqual({
      count: '3',
    });
  });

  it.each([
    ['the total is the size of the page', (list: object) => ({ ...list, totalResults: 100 })],
    ['there is no total', (list: object) => ({ ...list, totalResults: undefined })],
    ['itemsPerPage is nonsense', (list: object) => ({ ...list, itemsPerPage: 0 })],
    [
      'the key is in lower case',
      ({ Resources, ...list }: Record<string, unknown>) => ({ ...list, resources: Resources }),
    ],
  ] as const)('finds everybody when %s', async (_, change) => {
    const { reading } = await readingFrom(byIndex(250, 100, change as (list: object) => object));

    expect(await readAll(reading)).toMatchObject({ found: ids(250), failure: undefined });
  });

  it('stops when every page repeats the first one, and remembers that', async () => {
    const { reading, received } = await readingFrom((_, response) =>
      json(response, 200, { Resources: users(5) }),
    );

    const first = await readAll(reading);
    const second = await readAll(reading);

    expect(first).toEqual({
      found: ids(5),
      failure: undefined,
      notes: [expect.stringContaining('the same objects to every page')],
    });
    expect(second).toEqual({ found: ids(5), failure: undefined, notes: [] });
    expect(learnedBy(reading)).toEqual(['paging: none']);
    expect(received).toHaveLength(3);
  });

  it('fails when it repeats itself before it has shown everything', async () => {
    const { reading } = await readingFrom((_, response) =>
      json(response, 200, { totalResults: 250, Resources: users(100) }),
    );

    expect(await readAll(reading)).toMatchObject({
      found: ids(100),
      failure: {
        code: 'answer.unreadable',
        message: 'The target says that it has 250 objects, but shows only 100 of them, page after page.',
      },
    });
  });

  it('takes each object once when pages overlap', async () => {
    const { reading } = await readingFrom((received, response) => {
      const start = Number(parametersOf(received)['startIndex'] ?? '1');
      json(response, 200, { totalResults: 5, Resources: users(3, start === 1 ? 1 : 3) });
    });

    expect((await readAll(reading)).found).toEqual(ids(5));
  });

  it('leaves the size of a page to a server that refuses to be asked', async () => {
    const { reading } = await readingFrom((received, response, count) =>
      parametersOf(received)['count'] === undefined
        ? byIndex(3, 3)(received, response)
        : json(response, 400, { scimType: 'invalidCount', detail: `no ${count}` }),
    );

    expect(await readAll(reading)).toMatchObject({
      found: ids(3),
      notes: [expect.stringContaining('refuses a page size')],
    });
  });

  it('reads a bare array as the whole list, and nothing from an empty one', async () => {
    const array = await readingFrom((_, response, count) => json(response, 200, count === 1 ? users(3) : []));
    const empty = await readingFrom((_, response) =>
      json(response, 200, { totalResults: 0, itemsPerPage: 0, startIndex: 1 }),
    );

    expect(await readAll(array.reading)).toMatchObject({ found: ids(3), failure: undefined });
    expect(await readAll(empty.reading)).toEqual({ found: [], failure: undefined, notes: [] });
    expect(empty.received).toHaveLength(1);
  });

  it('leaves the members of groups out', async () => {
    const { reading, received } = await readingFrom(byIndex(1, 1));

    await readAll(reading, { objectType: CORE_GROUP_URN });

    expect(received[0]?.url).toBe('/scim/v2/Groups?excludedAttributes=members&count=100');
  });

  it.each([
    ['objects', { objects: 250, bytes: 1e9 }],
    ['bytes', { objects: 1e9, bytes: 3_000 }],
  ])('stops when there are too many %s to look through', async (_, bounds) => {
    const { reading, received } = await readingFrom(byIndex(100_000, 100), { bounds });

    const { failure } = await readAll(reading);

    expect(failure).toMatchObject({
      code: 'filter.unsupported',
      message: expect.stringContaining('too many'),
    });
    expect(received.length).toBeLessThan(5);
  });

  it('tells the trouble of a page in the middle', async () => {
    const { reading } = await readingFrom((received, response, count) =>
      count < 3 ? byIndex(250, 100)(received, response) : json(response, 403, {}),
    );

    expect(await readAll(reading)).toMatchObject({ found: ids(200), failure: { code: 'permission.denied' } });
  });
});

describe('reading all objects by cursor', () => {
  const pages: Readonly<Record<string, object>> = {
    '': { Resources: users(2), nextCursor: 'b' },
    b: { Resources: users(2, 3), nextCursor: 'c', previousCursor: 'a' },
    c: { Resources: users(1, 5) },
  };
  const byCursor = (received: Received, response: ServerResponse) =>
    json(response, 200, pages[parametersOf(received)['cursor'] ?? ''] ?? {});

  it('follows the cursor that a page gives until there is none, and asks by cursor from then on', async () => {
    const { reading, received } = await readingFrom(byCursor);

    expect(await readAll(reading)).toEqual({ found: ids(5), failure: undefined, notes: [] });
    expect(learnedBy(reading)).toEqual(['paging: cursor']);
    await readAll(reading);

    expect(received.map(parametersOf)).toEqual([
      { count: '100' },
      { cursor: 'b', count: '100' },
      { cursor: 'c', count: '100' },
      { cursor: '', count: '100' },
      { cursor: 'b', count: '100' },
      { cursor: 'c', count: '100' },
    ]);
  });

  it.each(['invalidCursor', 'expiredCursor'])('begins again, once, after %s', async (scimType) => {
    const once = await readingFrom((received, response, count) =>
      count === 2 ? json(response, 400, { scimType }) : byCursor(received, response),
    );
    const always = await readingFrom((received, response) =>
      parametersOf(received)['cursor'] === 'b'
        ? json(response, 400, { scimType })
        : byCursor(received, response),
    );

    expect(await readAll(once.reading)).toEqual({
      found: ids(5),
      failure: undefined,
      notes: [expect.stringContaining('from the beginning')],
    });
    expect(await readAll(always.reading)).toMatchObject({
      found: ids(2),
      failure: { code: 'system.failed' },
    });
    expect(always.received).toHaveLength(4);
  });

  it('is not led in a circle', async () => {
    const { reading, received } = await readingFrom((_, response) =>
      json(response, 200, { Resources: users(2), nextCursor: 'again' }),
    );
    const empty = await readingFrom((_, response, count) =>
      json(response, 200, { Resources: [], nextCursor: `page ${count}` }),
    );

    expect(await readAll(reading)).toMatchObject({ found: ids(2), failure: undefined });
    expect(received).toHaveLength(2);
    expect(await readAll(empty.reading)).toMatchObject({ found: [], failure: undefined });
    expect(empty.received).toHaveLength(2);
  });

  it('takes the refusal of an index for the end where nothing said that there was more', async () => {
    const { reading } = await readingFrom((received, response) =>
      parametersOf(received)['startIndex'] === undefined
        ? json(response, 200, { Resources: users(2) })
        : json(response, 400, { detail: 'startIndex is not supported' }),
    );

    expect(await readAll(reading)).toMatchObject({ found: ids(2), failure: undefined });
  });

  it('asks by cursor at once where that is pinned', async () => {
    const profile = createProfileKeeper({ pinned: new Map([['paging', 'cursor']]) });
    const { reading, received } = await readingFrom(byCursor, { profile });

    await readAll(reading);

    expect(received[0]?.url).toBe('/scim/v2/Users?cursor&count=100');
  });
});

describe('the pages of a search', () => {
  it('are asked for only when the total says that there are more, without a wish for their size', async () => {
    const one = await readingFrom(byIndex(2, 5));
    const several = await readingFrom(byIndex(3, 2));
    const filter = 'userName eq "ada"';

    expect((await readAll(one.reading, { filter })).found).toEqual(ids(2));
    expect((await readAll(several.reading, { filter })).found).toEqual(ids(3));

    expect(one.received.map(parametersOf)).toEqual([{ filter }]);
    expect(several.received.map(parametersOf)).toEqual([{ filter }, { filter, startIndex: '3' }]);
  });

  it('may be fewer than the total says: what was found is checked anyway', async () => {
    const { reading } = await readingFrom((_, response, count) =>
      json(response, 200, { totalResults: 900, Resources: count === 1 ? users(1) : [] }),
    );

    expect(await readAll(reading, { filter: 'id eq "u1"' })).toMatchObject({
      found: ['u1'],
      failure: undefined,
    });
  });
});
