import { describe, expect, it } from 'vitest';
import { asRef } from '../../../../src/domain/model/entry.ts';
import type { Target } from '../../../../src/engine/port.ts';
import { json, type Received, recording } from '../../transport/loopback-server.ts';
import { attributeOf, groupSelection, userSelection, WORK_MAIL } from '../definitions.ts';
import { notesIn } from '../scripted-reading.ts';
import { against, listOf, userQuery } from '../scripted-server.ts';

const filters = (received: readonly Received[]) =>
  received.map(({ url }) => new URL(url, 'http://x').searchParams.get('filter'));

describe('the test of a SCIM connection', () => {
  it('asks for a random value of the matching attribute', async () => {
    const { target, received } = await against((_, response) => json(response, 200, listOf()));

    const answers = [
      await target.test(userQuery('userName', ''), recording()),
      await target.test(userQuery('userName', ''), recording()),
    ];

    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(received[0]?.url).toMatch(/^\/scim\/v2\/Users\?filter=userName%20eq%20%22[0-9a-f-]{36}%22$/);
    expect(received[0]?.url).not.toBe(received[1]?.url);
  });

  it.each([
    [
      'a server that ignores filters',
      200,
      listOf({ id: '1', userName: 'eve' }),
      'filter.unsupported',
      'ignores the filter',
    ],
    [
      'a server without this filter',
      400,
      { scimType: 'invalidFilter' },
      'filter.unsupported',
      'does not support',
    ],
    ['a wrong base URL', 404, {}, 'configuration.invalid', 'base URL'],
    ['a wrong token', 401, {}, 'credentials.rejected', 'credentials'],
    ['no permission', 403, {}, 'permission.denied', '403'],
    ['an object instead of a list', 200, { id: '1' }, 'answer.unreadable', 'SCIM object'],
  ] as const)('fails for %s and says why', async (_, status, body, code, words) => {
    const { target } = await against((__, response) => json(response, status, body));

    const answer = await target.test(userQuery('userName', ''), recording());

    expect(answer).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(words) } });
  });

  it('fails for a page of HTML, and shows the page as evidence', async () => {
    const { target } = await against(
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    );
    const op = recording();

    const answer = await target.test(userQuery('userName', ''), op);

    expect(answer).toMatchObject({ ok: false, error: { code: 'answer.unreadable' } });
    expect(op.seen).toMatchObject([{ exchange: { answer: '200 OK', answerBody: '<html>Sign in</html>' } }]);
  });

  it('fails for a redirect to another host', async () => {
    const { target } = await against(
      (_, response) => void response.writeHead(302, { location: 'https://login.example.com/' }).end(),
    );

    const answer = await target.test(userQuery('userName', ''), recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'configuration.invalid', message: expect.stringContaining('https://login.example.com') },
    });
  });

  it('reads a list whatever its content type, and one that leaves the empty list out', async () => {
    const { target } = await against(
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/plain' }).end('{"totalResults":0}'),
    );

    expect(await target.test(userQuery('userName', ''), recording())).toMatchObject({ ok: true });
  });
});

describe('finding a user', () => {
  it('checks each hit, and folds case unless the attribute is case-exact', async () => {
    const { target } = await against((_, response) =>
      json(response, 200, listOf({ id: '1', userName: 'ADA', externalId: 'ABC' })),
    );

    const folded = await target.find(userQuery('userName', 'ada'), recording());
    const exact = await target.find(userQuery('externalId', 'abc'), recording());

    expect(folded).toMatchObject({ ok: true, value: [{ ref: '1' }] });
    expect(exact).toEqual({ ok: true, value: [] });
  });

  it('fails when the server answers with somebody else, instead of linking or creating', async () => {
    const { target } = await against((_, response) =>
      json(response, 200, listOf({ id: '1', userName: 'eve' })),
    );

    const answer = await target.find(userQuery('userName', 'ada'), recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'filter.unsupported', attributes: ['userName'] },
    });
  });

  it('finds all of several, inactive ones too', async () => {
    const two = listOf(
      { id: '1', userName: 'ada', active: false },
      { id: '2', userName: 'Ada', active: true },
    );
    const { target, received } = await against((_, response) => json(response, 200, two));

    const answer = await target.find(userQuery('userName', 'ada'), recording());

    expect(answer.ok && answer.value.map(({ ref, attributes }) => [ref, attributes.get('active')])).toEqual([
      ['1', false],
      ['2', true],
    ]);
    expect(filters(received)).toEqual(['userName eq "ada"']);
  });

  it('asks for a user name in lower case as well when the first spelling finds nobody', async () => {
    const { target, received } = await against((_, response, count) =>
      json(response, 200, count === 1 ? listOf() : listOf({ id: '1', userName: 'ada@x' })),
    );

    const answer = await target.find(userQuery('userName', 'Ada@X'), recording());

    expect(answer).toMatchObject({ ok: true, value: [{ ref: '1' }] });
    expect(filters(received)).toEqual(['userName eq "Ada@X"', 'userName eq "ada@x"']);
  });

  it('climbs three forms of a typed filter, past refusals and empty answers', async () => {
    const user = { id: '1', emails: [{ type: 'work', value: 'a@b' }] };
    const { target, received } = await against((_, response, count) => {
      if (count === 1) json(response, 400, { scimType: 'invalidFilter' });
      else json(response, 200, count === 2 ? listOf() : listOf(user));
    });

    const answer = await target.find(userQuery(WORK_MAIL, 'a@b'), recording());

    expect(answer).toMatchObject({ ok: true, value: [{ ref: '1' }] });
    expect(filters(received)).toEqual([
      'emails[type eq "work"].value eq "a@b"',
      'emails[type eq "work" and value eq "a@b"]',
      'emails.value eq "a@b"',
    ]);
  });

  it('does not take the wrong element for the typed one', async () => {
    const user = { id: '1', emails: [{ type: 'home', value: 'a@b' }] };
    const { target } = await against((_, response, count) =>
      json(response, 200, count < 3 ? listOf() : listOf(user)),
    );

    expect(await target.find(userQuery(WORK_MAIL, 'a@b'), recording())).toEqual({ ok: true, value: [] });
  });

  it('fails when no form of the filter is understood, and believes no hit when one is', async () => {
    const none = await against((_, response) => json(response, 400, { scimType: 'invalidFilter' }));
    const last = await against((_, response, count) => json(response, count < 3 ? 400 : 200, listOf()));

    expect(await none.target.find(userQuery(WORK_MAIL, 'a@b'), recording())).toMatchObject({
      ok: false,
      error: { code: 'filter.unsupported' },
    });
    expect(await last.target.find(userQuery(WORK_MAIL, 'a@b'), recording())).toEqual({ ok: true, value: [] });
  });

  it('escapes what is asked for', async () => {
    const { target, received } = await against((_, response) => json(response, 200, listOf()));

    await target.find(userQuery('displayName', 'a" or id pr or "\\&+é'), recording());

    expect(filters(received)[0]).toBe('displayName eq "a\\" or id pr or \\"\\\\&+é"');
  });

  it('leaves members out when it looks for a group', async () => {
    const { target, received } = await against((_, response) => json(response, 200, listOf()));

    await target.find(
      { selection: groupSelection, attribute: attributeOf(groupSelection, 'displayName'), value: 'Sales' },
      recording(),
    );

    expect(received[0]?.url).toBe(
      '/scim/v2/Groups?excludedAttributes=members&filter=displayName%20eq%20%22Sales%22',
    );
  });
});

describe('reading a user', () => {
  const read = (target: Target, id: string) =>
    target.read({ selection: userSelection, ref: asRef(id) }, recording());

  it('encodes the id as one segment, and takes a list of one as the object', async () => {
    const id = 'a/b@c d';
    const { target, received } = await against((_, response) =>
      json(response, 200, listOf({ id, userName: 'ada' })),
    );

    const answer = await read(target, id);

    expect(answer).toMatchObject({ ok: true, value: { ref: id } });
    expect(received[0]?.url).toBe('/scim/v2/Users/a%2Fb%40c%20d');
  });

  it.each([
    ['several objects', listOf({ id: '1' }, { id: '2' })],
    ['another object', { id: '2' }],
    ['an empty list', listOf()],
  ])('refuses %s', async (_, body) => {
    const { target } = await against((__, response) => json(response, 200, body));

    expect(await read(target, '1')).toMatchObject({ ok: false, error: { code: 'answer.unreadable' } });
  });

  it.each([
    ['one that is gone', 404, 'object.notFound', 0],
    ['one that is gone for ever', 410, 'object.notFound', 0],
    ['an id that is refused, as by servers that do not know it', 400, 'object.notFound', 1],
    ['one that must not be seen', 403, 'permission.denied', 0],
    ['a server in trouble', 500, 'system.failed', 0],
  ])('tells %s', async (_, status, code, notes) => {
    const { target } = await against((__, response) => json(response, status, {}));
    const op = recording();

    const answer = await target.read({ selection: userSelection, ref: asRef('1') }, op);

    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(notesIn(op.seen)).toHaveLength(notes);
  });

  it.each([
    ['an empty body', ''],
    ['a page', '<html><title>Sign in</title></html>'],
    ['a list nested without end', '['.repeat(100_000)],
    ['an object without id', '{"userName":"ada"}'],
  ])('refuses %s', async (_, body) => {
    const { target } = await against((__, response) => void response.writeHead(200).end(body));

    expect(await read(target, '1')).toMatchObject({ ok: false, error: { code: 'answer.unreadable' } });
  });

  it('tries again when the connection breaks', async () => {
    const { target, received } = await against((_, response, count) =>
      count === 1 ? void response.socket?.destroy() : json(response, 200, { id: '1' }),
    );

    expect(await read(target, '1')).toMatchObject({ ok: true });
    expect(received).toHaveLength(2);
  });
});
