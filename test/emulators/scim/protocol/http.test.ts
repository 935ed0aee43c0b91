import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail, ok } from '../../../../src/domain/result.ts';
import {
  createHttpServer,
  type HttpOptions,
  type LogEntry,
} from '../../../../src/emulators/scim/protocol/http.ts';
import { inMemory, sender, start, TOKEN, user } from '../support.ts';

describe('the HTTP side', () => {
  it.each([
    ['none', {}],
    ['another token', { authorization: 'Bearer another' }],
    ['a longer token', { authorization: `Bearer ${TOKEN}x` }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ])('refuses a request with %s as credentials, before it looks at anything else', async (_name, headers) => {
    const { baseUrl } = await start();
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.close());

    const answer = await request(`${baseUrl}/Users/unknown`, { dispatcher, headers });

    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(await answer.body.json()).toMatchObject({ status: '401' });
  });

  it.each([
    ['application/json', 201],
    ['application/scim+json; charset=utf-8', 201],
    ['Application/SCIM+JSON', 201],
    ['text/plain', 415],
  ])('takes a body of type %s with %i', async (type, status) => {
    const { send } = await start();

    expect((await send('POST', '/Users', user('ada'), { 'content-type': type })).status).toBe(status);
  });

  it.each([
    ['no JSON', Buffer.from('{"userName":'), 400],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400],
    ['nested too deeply', Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)), 400],
    ['larger than 20 MB', Buffer.alloc(20 * 1024 * 1024 + 1, ' '), 413],
  ])('refuses a body that is %s', async (_name, body, status) => {
    const { baseUrl } = await start();
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.close());

    const answer = await request(`${baseUrl}/Users`, {
      dispatcher,
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${TOKEN}` },
    });

    expect(answer.statusCode).toBe(status);
    expect(await answer.body.json()).toMatchObject({ status: String(status) });
  });

  it('listens on the loopback address only', async () => {
    const { baseUrl, port } = await start();

    expect(baseUrl).toBe(`http://127.0.0.1:${port}/scim/v2`);
    const socket = connect({ host: '127.0.0.2', port });
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('logs method, path and status of each request, and nothing of its query or body', async () => {
    const log: LogEntry[] = [];
    const { send } = await start({ log: (entry) => log.push(entry) });
    await send('POST', '/Users', user('ada'));
    await send('GET', '/Users?filter=userName+eq+%22ada%22');

    expect(log).toEqual([
      { method: 'POST', path: '/scim/v2/Users', status: 201 },
      { method: 'GET', path: '/scim/v2/Users', status: 200 },
    ]);
  });

  it('forgives a slash at the end and knows nothing outside its base path', async () => {
    const { send, baseUrl } = await start();
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.close());
    const outside = await request(new URL('/Users', baseUrl), {
      dispatcher,
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    await outside.body.dump();

    expect(outside.statusCode).toBe(404);
    expect((await send('GET', '/Users/')).status).toBe(200);
  });

  it('closes once, however often it is asked, and does not wait for a client that only keeps its connection', async () => {
    const server = await start();
    await server.send('GET', '/Users');

    await Promise.all([server.close(), server.close()]);

    await expect(server.send('GET', '/Users')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

/** The HTTP side with a journal and a target of the test's choice. */
async function serving(options: Pick<HttpOptions, 'journal' | 'target'>) {
  const log: LogEntry[] = [];
  const { server } = createHttpServer({ ...options, token: TOKEN, log: (entry) => log.push(entry) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent();
  onTestFinished(async () => {
    await agent.close();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { log, send: sender(`http://127.0.0.1:${port}/scim/v2`, agent) };
}

describe('a server in trouble', () => {
  it('acknowledges nothing that it cannot store, and shows nothing that may be gone after a restart', async () => {
    const { target } = inMemory();
    const journal = { commit: async () => fail('no space left'), close: async () => undefined };
    const { send } = await serving({ target: () => target, journal });

    const created = await send('POST', '/Users', user('ada'));
    const read = await send('GET', '/Users');

    const expected = { status: 500, body: { status: '500', detail: 'cannot store: no space left' } };
    expect(created).toMatchObject(expected);
    expect(read).toMatchObject(expected);
  });

  it('answers a bug of its own with 500, and tells only the log what it was', async () => {
    const target = () => {
      throw new Error('a bug with details');
    };
    const journal = { commit: async () => ok(undefined), close: async () => undefined };
    const { send, log } = await serving({ target, journal });

    const answer = await send('GET', '/Users');

    expect(answer).toMatchObject({ status: 500, body: { status: '500' } });
    expect(JSON.stringify(answer.body)).not.toContain('details');
    expect(log).toMatchObject([{ status: 500, trouble: 'Error: a bug with details' }]);
  });
});
