import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import { createHttp, defaultLimits } from '../../../src/connectors/transport/http.ts';
import { asRef, type Delta } from '../../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { Target } from '../../../src/engine/port.ts';
import { ENTERPRISE_USER_URN, LIST_RESPONSE_URN } from '../../../src/protocols/scim/urns.ts';
import { json, type Received, recording, startLoopback } from '../transport/loopback-server.ts';
import { attributeOf, groupSelection, MANAGER, members, userSelection, WORK_MAIL } from './definitions.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that answers as the handler says, and the target that speaks to it. */
async function against(
  handler: (received: Received, response: ServerResponse, count: number) => void,
  requestMs = 60_000,
): Promise<{ readonly target: Target; readonly received: readonly Received[] }> {
  const server = await startLoopback(handler);
  const http = createHttp({
    baseUrl: `${server.url}/scim/v2`,
    limits: { ...defaultLimits, requestMs },
    time: { now: Date.now, sleep: async () => undefined, random: () => 0.5 },
  });
  closing.push(http.close, server.close);
  const identity = { name: 'customappsso', place: http.place };
  return { target: createScimTarget({ http, identity }), received: server.received };
}

const listOf = (...Resources: readonly unknown[]) => ({
  schemas: [LIST_RESPONSE_URN],
  totalResults: Resources.length,
  Resources,
});
const filters = (received: readonly Received[]) =>
  received.map(({ url }) => new URL(url, 'http://x').searchParams.get('filter'));
const bodies = (received: readonly Received[]) =>
  received.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));
const userQuery = (name: string, value: string, special = {}) => ({
  selection: userSelection,
  attribute: { ...attributeOf(userSelection, name), ...special },
  value,
});
const draft = (values: readonly (readonly [string, AttributeValue])[]) => ({
  objectType: userSelection.objectType,
  attributes: new Map(values),
  definitions: userSelection.attributes,
});
const update = (...deltas: readonly Delta[]) => ({
  objectType: userSelection.objectType,
  ref: asRef('1'),
  deltas,
  definitions: userSelection.attributes,
});
const title: Delta = { change: 'add', attribute: 'title', value: 'Dr' };

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

    expect(filters(received)).toEqual(['displayName eq "a\\" or id pr or \\"\\\\&+é"']);
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

  it('tries again when the connection breaks', async () => {
    const { target, received } = await against((_, response, count) =>
      count === 1 ? void response.socket?.destroy() : json(response, 200, { id: '1' }),
    );

    expect(await read(target, '1')).toMatchObject({ ok: true });
    expect(received).toHaveLength(2);
  });
});

describe('creating a user', () => {
  const ada = draft([['userName', 'ada']]);

  it.each([
    ['its body', { id: '7' }, {}],
    ['the Location, when the body has none', {}, { location: 'https://h/scim/Users/7' }],
    ['the Location, when there is no body', '', { location: '/Users/7?x=1' }],
  ])('takes the id from %s', async (_, body, headers) => {
    const { target } = await against(
      (__, response) => void response.writeHead(201, headers).end(body === '' ? '' : JSON.stringify(body)),
    );

    expect(await target.create(ada, recording())).toEqual({ ok: true, value: '7' });
  });

  it('finds the object when the answer names no id', async () => {
    const { target, received } = await against(({ method }, response) =>
      json(
        response,
        method === 'POST' ? 201 : 200,
        method === 'POST' ? {} : listOf({ id: '7', userName: 'ada' }),
      ),
    );

    expect(await target.create(ada, recording())).toEqual({ ok: true, value: '7' });
    expect(received).toHaveLength(2);
  });

  it('does not claim a creation that a page of HTML answers', async () => {
    const { target } = await against(({ method }, response) =>
      method === 'POST'
        ? void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
        : json(response, 200, listOf()),
    );

    const answer = await target.create(ada, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'outcome.unknown', message: expect.stringContaining('text/html') },
    });
  });

  it.each([
    ['is cut', (response: ServerResponse) => void response.socket?.destroy(), 'outcome.unknown'],
    ['is never answered', () => undefined, 'outcome.unknown'],
    [
      'is answered 500',
      (response: ServerResponse) => json(response, 500, { detail: 'boom' }),
      'outcome.unknown',
    ],
    [
      'meets a taken name',
      (response: ServerResponse) => json(response, 409, { scimType: 'uniqueness' }),
      'object.duplicate',
    ],
  ] as const)('is sent once when it %s', async (_, handler, code) => {
    const { target, received } = await against((__, response) => handler(response), 30);

    const answer = await target.create(ada, recording());

    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(received).toHaveLength(1);
  });

  it('is sent again when the server asks for patience', async () => {
    const { target, received } = await against((_, response, count) =>
      count === 1
        ? void response.writeHead(429, { 'retry-after': '1' }).end()
        : json(response, 201, { id: '7' }),
    );
    const op = recording();

    expect(await target.create(ada, op)).toEqual({ ok: true, value: '7' });
    expect(received).toHaveLength(2);
    expect(op.seen).toContainEqual({
      type: 'retry',
      attempt: 2,
      waitMs: 1_000,
      reason: 'the server answered 429',
    });
  });

  it('refuses a mapping to id without asking the server', async () => {
    const { target, received } = await against((_, response) => json(response, 201, { id: '7' }));

    const answer = await target.create(draft([['id', 'x']]), recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(received).toEqual([]);
  });
});

describe('updating a user', () => {
  it('sends nothing for no change', async () => {
    const { target, received } = await against((_, response) => json(response, 204, ''));

    expect(await target.update(update(), recording())).toMatchObject({ ok: true });
    expect(received).toEqual([]);
  });

  it('says that the attributes are written when only the reference fails', async () => {
    const { target } = await against((_, response, count) =>
      count === 1 ? void response.writeHead(204).end() : json(response, 404, {}),
    );

    const answer = await target.update(
      update({ change: 'add', attribute: MANAGER, value: '42' }, title),
      recording(),
    );

    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'object.notFound',
        message: expect.stringContaining(`other attributes are written, but ${MANAGER} is not`),
      },
    });
  });

  it('writes the whole list when the server cannot change a typed value that is not there yet', async () => {
    const emails = [{ type: 'home', value: 'h' }];
    const { target, received } = await against(({ method }, response, count) => {
      if (method === 'GET') json(response, 200, { id: '1', emails });
      else if (count === 1) json(response, 400, { scimType: 'noTarget' });
      else response.writeHead(204).end();
    });

    const answer = await target.update(
      update({ change: 'add', attribute: WORK_MAIL, value: 'w' }, title),
      recording(),
    );

    expect(answer).toMatchObject({ ok: true });
    expect(received.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'PATCH']);
    expect(bodies(received)[2].Operations).toEqual([
      { op: 'add', path: 'title', value: 'Dr' },
      { op: 'replace', path: 'emails', value: [...emails, { type: 'work', value: 'w', primary: true }] },
    ]);
  });

  it.each([
    ['no typed value is involved', title, { scimType: 'noTarget' }],
    [
      'the refusal is about something else',
      { change: 'add', attribute: WORK_MAIL, value: 'w' },
      { scimType: 'mutability' },
    ],
    ['the server gives no reason', { change: 'add', attribute: WORK_MAIL, value: 'w' }, {}],
  ] as const)('is refused once when %s', async (_, delta, body) => {
    const { target, received } = await against((__, response) => json(response, 400, body));

    expect(await target.update(update(delta), recording())).toMatchObject({
      ok: false,
      error: { code: 'attribute.rejected' },
    });
    expect(received).toHaveLength(1);
  });
});

describe('removing a user', () => {
  const user = { objectType: ENTERPRISE_USER_URN, ref: asRef('1') };

  it.each([
    ['204', 204],
    ['404, because somebody was faster', 404],
  ])('is done on %s', async (_, status) => {
    const { target } = await against((__, response) => void response.writeHead(status).end());

    expect(await target.remove?.(user, recording())).toMatchObject({ ok: true });
  });

  it.each([
    ['done when the object is gone after a 500', 404, true],
    ['of unknown outcome when the object is still there', 200, false],
  ])('is %s', async (_, status, done) => {
    const { target } = await against(({ method }, response) =>
      json(response, method === 'DELETE' ? 500 : status, { id: '1' }),
    );

    const answer = await target.remove?.(user, recording());

    expect(answer?.ok).toBe(done);
    if (!done) expect(answer).toMatchObject({ error: { code: 'outcome.unknown' } });
  });
});

describe('removing members of a group', () => {
  const change = {
    objectType: groupSelection.objectType,
    group: asRef('g'),
    members: [asRef('1')],
    attribute: members,
  };
  const group = (...ids: readonly string[]) => ({ id: 'g', members: ids.map((value) => ({ value })) });

  /** What the group holds before and after the PATCH, whose body is not looked at. */
  const holding = (before: readonly string[], after: readonly string[]) => {
    let patched = false;
    return against(({ method }, response) => {
      if (method === 'GET') return json(response, 200, group(...(patched ? after : before)));
      patched = true;
      response.writeHead(204).end();
    });
  };

  it('names the members that vanished although nobody asked', async () => {
    const { target } = await holding(['1', '2', '3'], []);

    const answer = await target.members?.remove(change, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'precondition.failed',
        systemCode: 'members.lost',
        message: expect.stringContaining('2, 3'),
      },
    });
  });

  it('does not believe a success that removed nobody', async () => {
    const { target } = await holding(['1', '2'], ['1', '2']);

    expect(await target.members?.remove(change, recording())).toMatchObject({
      ok: false,
      error: { code: 'attribute.rejected', message: expect.stringContaining('still holds 1') },
    });
  });

  it('sends nothing for somebody who is no member', async () => {
    const { target, received } = await holding(['2'], ['2']);

    expect(await target.members?.remove(change, recording())).toMatchObject({ ok: true });
    expect(received.map(({ method }) => method)).toEqual(['GET']);
  });

  it('cannot tell when the group cannot be read back', async () => {
    const { target } = await against(({ method }, response, count) => {
      if (method === 'PATCH') response.writeHead(204).end();
      else json(response, count === 1 ? 200 : 403, group('1'));
    });

    expect(await target.members?.remove(change, recording())).toMatchObject({
      ok: false,
      error: { code: 'outcome.unknown' },
    });
  });
});

describe('adding members to a group', () => {
  const change = {
    objectType: groupSelection.objectType,
    group: asRef('g'),
    members: [asRef('1')],
    attribute: members,
  };

  it.each([
    ['is no failure when they are in', ['1'], true],
    ['is a failure when they are not', ['2'], false],
  ])('that the server calls a duplicate %s', async (_, ids, done) => {
    const { target } = await against(({ method }, response) =>
      method === 'PATCH'
        ? json(response, 409, {})
        : json(response, 200, { id: 'g', members: ids.map((value) => ({ value })) }),
    );

    expect((await target.members?.add(change, recording()))?.ok).toBe(done);
  });
});

describe('the preview of a write', () => {
  it('shows exactly the requests that would be sent', async () => {
    const { target, received } = await against((_, response) => json(response, 201, { id: '7' }));
    const change = draft([
      ['userName', 'ada'],
      ['password', 'hunter22'],
    ]);
    const op = recording();

    const previewed = target.preview({ do: 'create', draft: change });
    expect(received).toEqual([]);
    await target.create(change, op);

    expect(previewed).toHaveLength(1);
    expect(op.seen).toMatchObject([{ exchange: previewed[0] }]);
    expect(JSON.stringify([previewed, op.seen])).not.toContain('hunter22');
  });

  it('shows two requests for attributes and a reference', async () => {
    const { target } = await against((_, response) => void response.writeHead(204).end());

    const previewed = target.preview({
      do: 'update',
      update: update({ change: 'add', attribute: MANAGER, value: '42' }, title),
    });

    expect(previewed.map(({ request }) => request)).toEqual([
      'PATCH /scim/v2/Users/1',
      'PATCH /scim/v2/Users/1',
    ]);
  });

  it('says why a write cannot be sent', async () => {
    const { target } = await against(() => undefined);

    const previewed = target.preview({ do: 'create', draft: draft([['id', 'x']]) });

    expect(previewed).toMatchObject([
      { request: 'create', answer: expect.stringContaining('Only the server writes') },
    ]);
  });
});
