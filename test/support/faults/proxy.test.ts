import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chance, everyNth, type Fault, faultFor, faults, type Plan } from './plan.ts';
import { type FaultProxyOptions, startFaultProxy } from './proxy.ts';

const BODY = '{"id":"1","userName":"ada"}';

/** A server that counts what it is asked, behind a proxy. */
async function broken(plan: Plan, options: Partial<FaultProxyOptions> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(201, { 'Content-Type': 'application/scim+json', ETag: 'W/"1"' }).end(BODY);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  const proxy = await startFaultProxy({ upstream, plan, ...options });
  onTestFinished(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  return { asked, proxy };
}

type Wire = { readonly text: string; readonly chunks: number; readonly code?: string };

/** Every byte of an answer, and the error that ended the connection. */
function onTheWire(baseUrl: string): { readonly wire: Promise<Wire>; readonly soFar: () => string } {
  const { hostname, port, pathname } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: string[] = [];
  let code: string | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => chunks.push(chunk));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code;
  });
  socket.write(
    `POST ${pathname}/Users?x=1 HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`,
  );
  // Not `once` of events: that fails at an error, and the error is what is looked at.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const wire = closed.then(() => ({
    text: chunks.join(''),
    chunks: chunks.length,
    ...(code === undefined ? {} : { code }),
  }));
  return { wire, soFar: () => chunks.join('') };
}

const length = (text: string) => /content-length: (\d+)/i.exec(text)?.[1];
const body = (text: string) => text.split('\r\n\r\n').slice(1).join('\r\n\r\n');

/** How each fault looks on the wire, and whether the server sees the request. */
const looks: Readonly<Record<Fault, { readonly reached: boolean; readonly is: (wire: Wire) => boolean }>> = {
  'cut-before': { reached: false, is: ({ text }) => text === '' },
  reset: { reached: false, is: ({ text, code }) => text === '' && code === 'ECONNRESET' },
  redirect: {
    reached: false,
    is: ({ text }) => /^HTTP\/1.1 307 .*\r\nlocation: http:\/\/other.example\//is.test(text),
  },
  throttle: { reached: false, is: ({ text }) => /^HTTP\/1.1 429 .*\r\nretry-after: 7\r\n/is.test(text) },
  unavailable: { reached: false, is: ({ text }) => /^HTTP\/1.1 503 (?!.*retry-after)/is.test(text) },
  'bad-gateway': { reached: true, is: ({ text }) => text.startsWith('HTTP/1.1 502 ') },
  'cut-after': { reached: true, is: ({ text }) => text === '' },
  'cut-answer': {
    reached: true,
    is: ({ text }) => text.startsWith('HTTP/1.1 201 ') && body(text).length < BODY.length,
  },
  delay: { reached: true, is: ({ text }) => text.startsWith('HTTP/1.1 201 ') && body(text) === BODY },
  dribble: { reached: true, is: ({ text, chunks }) => chunks > 3 && body(text) === BODY },
  duplicate: {
    reached: true,
    is: ({ text }) => text.length > 0 && text.slice(0, text.length / 2) === text.slice(text.length / 2),
  },
  garbage: { reached: true, is: ({ text }) => text !== '' && !text.startsWith('HTTP') },
  'length-short': {
    reached: true,
    is: ({ text }) => length(text) === String(BODY.length - 3) && body(text) === BODY,
  },
  'length-long': {
    reached: true,
    is: ({ text }) => length(text) === String(BODY.length + 7) && body(text) === BODY,
  },
};

describe('a proxy that breaks things', () => {
  it('passes on what no fault is planned for', async () => {
    const { proxy, asked } = await broken(() => undefined);

    const { text, code } = await onTheWire(proxy.baseUrl).wire;

    expect(text).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(text).toMatch(/\r\netag: W\/"1"\r\n/i);
    expect([length(text), body(text), code]).toEqual([String(BODY.length), BODY, undefined]);
    expect(asked).toEqual(['POST /scim/v2/Users?x=1']);
    expect(proxy.log()).toEqual([
      { n: 0, method: 'POST', path: '/scim/v2/Users', fault: undefined, reached: true, status: 201 },
    ]);
  });

  it.each(faults)(
    '%s happens on the wire, and the log says whether the server saw the request',
    async (fault) => {
      const { proxy, asked } = await broken(() => fault, {
        delayMs: 5,
        retryAfter: '7',
        elsewhere: 'http://other.example/',
      });

      const wire = await onTheWire(proxy.baseUrl).wire;

      const { reached, is } = looks[fault];
      expect(wire).toSatisfy(is);
      expect(asked).toHaveLength(reached ? 1 : 0);
      expect(proxy.log()).toMatchObject([{ n: 0, fault, reached }]);
    },
  );

  it('holds a late answer for as long as it is told to, while others pass', async () => {
    const { proxy, asked } = await broken((n) => (n === 0 ? 'delay' : undefined), { delayMs: 3_600_000 });

    const late = onTheWire(proxy.baseUrl);
    while (asked.length === 0) await turn();
    for (let other = 0; other < 10; other += 1) await onTheWire(proxy.baseUrl).wire;

    expect(late.soFar()).toBe('');
    await proxy.close();
    expect((await late.wire).text).toBe('');
  });

  it('leaves no request of a client with kept connections without an end, whatever happens', async () => {
    const { proxy, asked } = await broken((n) => faultFor(11, n, { rate: 0.8 }), { delayMs: 2 });
    const dispatcher = new Agent({ connections: 2 });
    onTestFinished(() => dispatcher.destroy());
    const send = () =>
      request(`${proxy.baseUrl}/Users`, { dispatcher, method: 'POST', body: '{}' })
        .then(({ body }) => body.text())
        .catch((error: Error) => error);

    const ended = await Promise.all(Array.from({ length: 300 }, send));

    const log = proxy.log();
    expect(ended).toHaveLength(300);
    expect(new Set(log.map(({ fault }) => fault))).toEqual(new Set([undefined, ...faults]));
    expect(log.filter(({ reached }) => reached).length).toBeLessThanOrEqual(asked.length);
  });

  it('tells the plan what is asked', async () => {
    const { proxy } = await broken((_n, { method, path }) =>
      method === 'POST' && path.endsWith('/Users') ? 'unavailable' : undefined,
    );

    expect((await onTheWire(proxy.baseUrl).wire).text).toMatch(/ 503 /);
    expect((await fetch(`${proxy.baseUrl}/Users`)).status).toBe(201);
  });

  it('resets every third connection, and serves the others', async () => {
    const { proxy } = await broken(everyNth(3, 'reset'));

    for (let n = 0; n < 6; n += 1) await onTheWire(proxy.baseUrl).wire;

    expect(proxy.log().map(({ fault, reached }) => fault ?? reached)).toEqual([
      true,
      true,
      'reset',
      true,
      true,
      'reset',
    ]);
  });
});

describe('a seeded plan', () => {
  const seeds = fc.integer({ min: 0, max: 2 ** 31 });

  it('is the same for ever', () => {
    expect(Array.from({ length: 12 }, (_, n) => faultFor(7, n, { rate: 0.5 }))).toMatchInlineSnapshot(`
      [
        undefined,
        "throttle",
        "throttle",
        "throttle",
        undefined,
        undefined,
        "delay",
        "throttle",
        "throttle",
        "throttle",
        "dribble",
        "delay",
      ]
    `);
  });

  it('draws evenly: over many requests the share of faults is the rate, and each fault comes', () => {
    const draws = Array.from({ length: 20_000 }, (_, n) => chance(n % 500, Math.floor(n / 500)));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const seen = new Set(draws.map((_, n) => faultFor(n % 500, Math.floor(n / 500))));

    expect(mean).toBeCloseTo(0.5, 1);
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    expect(seen).toEqual(new Set([undefined, ...faults]));
  });

  it('takes only faults that it may take, and none at the rate 0', () => {
    fc.assert(
      fc.property(seeds, fc.nat(1000), fc.subarray([...faults], { minLength: 1 }), (seed, n, among) => {
        const fault = faultFor(seed, n, { rate: 1, among });
        expect(among).toContain(fault);
        expect(faultFor(seed, n, { rate: 0, among })).toBeUndefined();
      }),
    );
  });

  it('makes a storm of every 429: at least three in a row', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const run = Array.from({ length: 100 }, (_, n) => faultFor(seed, n) === 'throttle');
        const storms = run
          .map((is) => (is ? 'x' : ' '))
          .join('')
          .split(/ +/)
          .filter((storm) => storm !== '');
        // The last one may go on behind the end of the run.
        expect(storms.slice(0, run.at(-1) === true ? -1 : undefined).every(({ length }) => length >= 3)).toBe(
          true,
        );
      }),
    );
  });
});
