import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { asRef } from '../../../../src/domain/model/entry.ts';
import { ENTERPRISE_USER_URN } from '../../../../src/protocols/scim/urns.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { MANAGER, WORK_MAIL } from '../definitions.ts';
import { against, draftOf, listOf, title, userUpdate } from '../scripted-server.ts';

describe('creating a user', () => {
  const ada = draftOf([['userName', 'ada']]);

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
    [
      'is cut',
      (response: ServerResponse): void => void response.socket?.destroy(),
      'outcome.unknown',
      60_000,
    ],
    // Long enough for a busy machine to send the request.
    ['is never answered', (): void => undefined, 'outcome.unknown', 1_000],
    [
      'is answered 500',
      (response: ServerResponse): void => json(response, 500, { detail: 'boom' }),
      'outcome.unknown',
      60_000,
    ],
    [
      'meets a taken name',
      (response: ServerResponse): void => json(response, 409, { scimType: 'uniqueness' }),
      'object.duplicate',
      60_000,
    ],
  ] as const)('is sent once when it %s', async (_, handler, code, limitMs) => {
    const { target, received } = await against((__, response) => handler(response), limitMs);

    const answer = await target.create(ada, recording());

    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1);
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

    const answer = await target.create(draftOf([['id', 'x']]), recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(received).toEqual([]);
  });
});

describe('updating a user', () => {
  it('sends nothing for no change', async () => {
    const { target, received } = await against((_, response) => json(response, 204, ''));

    expect(await target.update(userUpdate(), recording())).toMatchObject({ ok: true });
    expect(received).toEqual([]);
  });

  it('says that the attributes are written when only the reference fails', async () => {
    const { target } = await against((_, response, count) =>
      count === 1 ? void response.writeHead(204).end() : json(response, 404, {}),
    );

    const answer = await target.update(
      userUpdate({ change: 'add', attribute: MANAGER, value: '42' }, title),
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

    expect(await target.update(userUpdate(delta), recording())).toMatchObject({
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

describe('the preview of a write', () => {
  it('shows exactly the requests that would be sent', async () => {
    const { target, received } = await against((_, response) => json(response, 201, { id: '7' }));
    const change = draftOf([
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
      update: userUpdate({ change: 'add', attribute: MANAGER, value: '42' }, title),
    });

    expect(previewed.map(({ request }) => request)).toEqual([
      'PATCH /scim/v2/Users/1',
      'PATCH /scim/v2/Users/1',
    ]);
  });

  it('says why a write cannot be sent', async () => {
    const { target } = await against(() => undefined);

    const previewed = target.preview({ do: 'create', draft: draftOf([['id', 'x']]) });

    expect(previewed).toMatchObject([
      { request: 'create', answer: expect.stringContaining('Only the server writes') },
    ]);
  });
});
