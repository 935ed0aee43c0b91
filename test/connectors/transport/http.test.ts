import { describe, expect, it } from 'vitest';
import { bearer } from '../../../src/connectors/transport/credentials/credentials.ts';
import { ok } from '../../../src/domain/result.ts';
import { always, client, read, serving, write } from './exchange-words.ts';
import { recording } from './loopback-server.ts';

describe('sending a request', () => {
  it('joins the base URL, sends the token and gives the whole answer', async () => {
    const server = await serving(
      (_, response) => void response.writeHead(200, { ETag: 'W/"1"' }).end('{"a":"ü"}'),
    );
    const http = client(`${server.url}/scim/v2/?tenant=7`, { credentials: bearer(async () => ok('t0ken')) });

    const answer = await http.send({ ...read, query: [['count', '5']] }, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 200, body: '{"a":"ü"}' } });
    expect(answer.ok && answer.value.headers.get('etag')).toBe('W/"1"');
    expect(server.received).toMatchObject([
      { method: 'GET', url: '/scim/v2/Users?tenant=7&count=5', headers: { authorization: 'Bearer t0ken' } },
    ]);
  });

  it('is told as an exchange without token and without password', async () => {
    const server = await serving((_, response) => void response.writeHead(201).end('t0ken is fine'));
    const op = recording();

    await client(server.url, { credentials: bearer(async () => ok('t0ken')) }).send(write, op);

    expect(op.seen).toEqual([
      {
        type: 'exchange',
        exchange: {
          request: 'POST /Users',
          requestBody: '{"userName":"ada","password":"[Redact]"}',
          answer: '201 Created',
          answerBody: '[Redact] is fine',
          tookMs: 0,
        },
      },
    ]);
    expect(server.received[0]?.body).toContain('hunter22');
  });

  it('can be shown without being sent', async () => {
    const server = await always(200);

    const shown = client(`${server.url}/scim`).describe(write);

    expect(shown).toEqual({
      request: 'POST /scim/Users',
      requestBody: '{"userName":"ada","password":"[Redact]"}',
    });
    expect(server.received).toEqual([]);
  });

  it.each([400, 401, 404, 409, 501])('hands over the answer %s for a write as it is', async (status) => {
    const server = await always(status);

    const answer = await client(server.url).send(write, recording());

    expect(answer).toMatchObject({ ok: true, value: { status } });
  });

  it('fetches a new token once when the first is refused, and repeats even a write', async () => {
    const server = await serving(
      (received, response) =>
        void response.writeHead(received.headers.authorization === 'Bearer new' ? 201 : 401).end(),
    );
    const http = client(server.url, { credentials: bearer(async ({ fresh }) => ok(fresh ? 'new' : 'old')) });

    const answer = await http.send(write, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 201 } });
    expect(server.received).toHaveLength(2);
  });

  it('does not try a refused token again when there is no newer one', async () => {
    const server = await always(401);
    const http = client(server.url, { credentials: bearer(async () => ok('old')) });

    await http.send(write, recording());

    expect(server.received).toHaveLength(1);
  });

  it.each(['', 'a b', 'a\r\nx: y'])('never sends the token %j', async (token) => {
    const server = await always(200);

    const answer = await client(server.url, { credentials: bearer(async () => ok(token)) }).send(
      read,
      recording(),
    );

    expect(answer).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(server.received).toEqual([]);
  });
});

describe('a redirect', () => {
  it('to another origin is an error, and the token does not go there', async () => {
    const other = await always(200);
    const server = await always(307, { location: `${other.url}/Users` });
    const http = client(server.url, { credentials: bearer(async () => ok('t0ken')) });

    const answers = [await http.send(read, recording()), await http.send(write, recording())];

    expect(answers).toMatchObject([
      { ok: false, error: { code: 'configuration.invalid', message: expect.stringContaining(other.url) } },
      { ok: false, error: { code: 'configuration.invalid' } },
    ]);
    expect(other.received).toEqual([]);
  });

  it('within the origin is followed', async () => {
    const server = await serving((received, response) =>
      received.url === '/Users'
        ? void response.writeHead(308, { location: '/scim/Users' }).end()
        : void response.writeHead(201).end(),
    );

    const answer = await client(server.url).send(write, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 201 } });
    expect(server.received.map(({ method, url, body }) => [method, url, body.length > 0])).toEqual([
      ['POST', '/Users', true],
      ['POST', '/scim/Users', true],
    ]);
  });

  it('never turns a write into a read', async () => {
    const server = await always(302, { location: '/login' });

    const answer = await client(server.url).send(write, recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(server.received).toHaveLength(1);
  });

  it('in a circle ends', async () => {
    const server = await always(302, { location: '/Users' });

    const answer = await client(server.url).send(read, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('redirects again and again') },
    });
  });
});

describe('a proxy', () => {
  it('is used for other hosts, and never for loopback', async () => {
    const proxy = await serving((_, response) => void response.writeHead(200).end('from the proxy'));
    const target = await serving((_, response) => void response.writeHead(200).end('from the target'));
    const settings = { environment: { http_proxy: proxy.url }, allowPlainHttp: true };

    const near = await client(target.url, settings).send(read, recording());
    const far = await client('http://scim.invalid', settings).send(read, recording());

    expect(near).toMatchObject({ ok: true, value: { body: 'from the target' } });
    expect(far).toMatchObject({ ok: true, value: { body: 'from the proxy' } });
  });

  it('is left out for the hosts of NO_PROXY', async () => {
    const proxy = await always(200);
    const environment = { HTTP_PROXY: proxy.url, NO_PROXY: '.invalid' };

    const answer = await client('http://scim.invalid', { environment, allowPlainHttp: true }).send(
      read,
      recording(),
    );

    expect(answer).toMatchObject({ ok: false, error: { code: 'connection.refused' } });
    expect(proxy.received).toEqual([]);
  });
});

describe('a base URL that cannot be used', () => {
  it('is the answer to every request', async () => {
    const answer = await client('http://scim.example.com').send(read, recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
  });
});
