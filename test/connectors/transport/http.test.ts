import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { bearer } from '../../../src/connectors/transport/credentials.ts';
import { createHttp, defaultLimits, type HttpSettings } from '../../../src/connectors/transport/http.ts';
import type { Http, HttpRequest } from '../../../src/connectors/transport/message.ts';
import { ok } from '../../../src/domain/result.ts';
import { type Loopback, type Received, recording, startLoopback } from './loopback-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const read: HttpRequest = { method: 'GET', path: ['Users'], kind: 'read' };
const write: HttpRequest = {
  method: 'POST',
  path: ['Users'],
  kind: 'write',
  body: { type: 'application/scim+json', text: '{"userName":"ada","password":"hunter22"}' },
};

function client(
  baseUrl: string,
  settings: Partial<HttpSettings> = {},
): Http & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  const time = {
    now: () => Date.UTC(2026, 0, 1),
    sleep: async (ms: number) => void waits.push(ms),
    random: () => 0.5,
  };
  const http = createHttp({ baseUrl, time, ...settings });
  closing.push(http.close);
  return { ...http, waits };
}

async function serving(
  handler: (received: Received, response: ServerResponse, count: number) => void,
): Promise<Loopback> {
  const server = await startLoopback(handler);
  closing.push(server.close);
  return server;
}

const always = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  serving((_, response) => void response.writeHead(status, headers).end('{}'));

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

    expect(answer).toMatchObject({ ok: false, error: { message: 'The server redirects in a circle.' } });
  });
});

describe('a server in trouble', () => {
  it('that throttles is waited for as long as it asks, also with a write', async () => {
    const server = await serving(
      (_, response, count) =>
        void (count === 1 ? response.writeHead(429, { 'retry-after': '3' }) : response.writeHead(201)).end(),
    );
    const http = client(server.url);
    const op = recording();

    const answer = await http.send(write, op);

    expect(answer).toMatchObject({ ok: true, value: { status: 201 } });
    expect(http.waits).toEqual([3_000]);
    expect(op.seen.map((seen) => seen.type)).toEqual(['exchange', 'retry', 'exchange']);
    expect(op.seen[1]).toEqual({
      type: 'retry',
      attempt: 2,
      waitMs: 3_000,
      reason: 'the server answered 429',
    });
  });

  it('that says it is back at a certain time is waited for until then', async () => {
    const server = await serving(
      (_, response, count) =>
        void (
          count === 1
            ? response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' })
            : response.writeHead(201)
        ).end(),
    );
    const http = client(server.url);

    await http.send(write, recording());

    expect(http.waits).toEqual([9_000]);
  });

  it('that throttles on and on is given up, with the time it asked for', async () => {
    const server = await always(429, { 'retry-after': '7' });

    const answer = await client(server.url).send(read, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'throttled', retryAfterMs: 7_000, systemCode: '429' },
    });
    expect(server.received).toHaveLength(3);
  });

  it('is asked three times when a read fails, and then its answer counts', async () => {
    const server = await always(502);
    const http = client(server.url);

    const answer = await http.send(read, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 502 } });
    expect(server.received).toHaveLength(3);
    expect(http.waits).toEqual([500, 1_000]);
  });

  it('gets a write once; a 5xx leaves its outcome unknown, in the words of the server', async () => {
    const server = await serving((_, response) => void response.writeHead(500).end('Duplicate key'));

    const answer = await client(server.url).send({ ...write, explain: ({ body }) => body }, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'outcome.unknown',
        systemCode: '500',
        message: expect.stringContaining('500: Duplicate key'),
      },
    });
    expect(server.received).toHaveLength(1);
  });

  it('that cuts a write leaves its outcome unknown, and gets it once', async () => {
    const server = await serving((_, response) => void response.socket?.destroy());

    const answer = await client(server.url).send(write, recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'outcome.unknown' } });
    expect(server.received).toHaveLength(1);
  });

  it('that cuts the answer of a write leaves its outcome unknown', async () => {
    const server = await serving((_, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"id":', () => response.socket?.destroy());
    });

    const answer = await client(server.url).send(write, recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'outcome.unknown' } });
  });

  it('that cuts a read is asked again', async () => {
    const server = await serving(
      (_, response, count) =>
        void (count < 3 ? response.socket?.destroy() : response.writeHead(200).end('[]')),
    );

    const answer = await client(server.url).send(read, recording());

    expect(answer).toMatchObject({ ok: true, value: { body: '[]' } });
    expect(server.received).toHaveLength(3);
  });

  it('that is too slow runs into the time limit: known for a read, unknown for a write', async () => {
    const server = await serving(() => undefined);
    const limits = { ...defaultLimits, requestMs: 30, retry: { ...defaultLimits.retry, attempts: 1 } };
    const http = client(server.url, { limits });

    const answers = [await http.send(read, recording()), await http.send(write, recording())];

    expect(answers).toMatchObject([
      { ok: false, error: { code: 'timeout' } },
      { ok: false, error: { code: 'outcome.unknown', systemCode: 'timeout' } },
    ]);
  });

  it('that sends more than the limit is not read to the end', async () => {
    const server = await serving((_, response) => void response.writeHead(200).end('x'.repeat(1_000)));

    const answer = await client(server.url, { limits: { ...defaultLimits, bodyBytes: 999 } }).send(
      read,
      recording(),
    );

    expect(answer).toMatchObject({ ok: false, error: { code: 'answer.unreadable' } });
  });

  it('that is not there refuses a write before anything was sent', async () => {
    const server = await always(200);
    await server.close();

    const answer = await client(server.url).send(write, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'connection.refused', systemCode: 'ECONNREFUSED' },
    });
  });

  it('that speaks no HTTP is a lost connection, not a crash', async () => {
    const raw = createServer(
      (socket) =>
        void socket
          .on('error', () => undefined)
          .resume()
          .end('SSH-2.0-OpenSSH\r\n'),
    );
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => raw.close(() => resolve())));
    const address = raw.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const answer = await client(`http://127.0.0.1:${port}`).send(read, recording());

    expect(answer).toMatchObject({ ok: false, error: { code: 'connection.lost' } });
  });
});

describe('cancelling', () => {
  it('before anything was sent sends nothing', async () => {
    const server = await always(200);

    const answer = await client(server.url).send(write, recording(AbortSignal.abort()));

    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['a read that waits for its answer is cancelled', read, 'cancelled'],
    ['a write that has left leaves its outcome unknown', write, 'outcome.unknown'],
  ] as const)('%s', async (_, request, code) => {
    const giveUp = new AbortController();
    const server = await serving(() => giveUp.abort());

    const answer = await client(server.url).send(request, recording(giveUp.signal));

    expect(answer).toMatchObject({ ok: false, error: { code } });
  });

  it('while waiting for a throttling server sends nothing more', async () => {
    const server = await always(429, { 'retry-after': '1' });
    const giveUp = new AbortController();
    const time = { now: Date.now, random: () => 0, sleep: async () => giveUp.abort() };

    const answer = await client(server.url, { time }).send(write, recording(giveUp.signal));

    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(server.received).toHaveLength(1);
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
