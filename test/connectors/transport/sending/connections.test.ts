import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../../src/connectors/transport/http.ts';
import { always, client, listening, read, serving, stoppedClock, write } from '../exchange-words.ts';
import { recording } from '../loopback-server.ts';

const once = { ...defaultLimits, retry: { ...defaultLimits.retry, attempts: 1 } };
const ok200 = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

/** A server of bare sockets: says `answer` to each request, and does what `after` says once it was written. */
async function speaking(
  answer: string,
  after: (socket: Socket) => void = () => undefined,
): Promise<{ readonly url: string; readonly requests: () => number }> {
  let requests = 0;
  const port = await listening((socket) => {
    socket.on('data', () => {
      requests += 1;
      socket.write(answer, () => after(socket));
    });
  });
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

describe('connections', () => {
  it('are kept: requests one after the other use a single one', async () => {
    const server = await always(200);
    const http = client(server.url);

    for (let count = 0; count < 20; count += 1) await http.send(count % 2 ? write : read, recording());

    expect(server.received).toHaveLength(20);
    expect(server.connections()).toBe(1);
  });

  it.each([
    ['read', read],
    ['write', write],
  ] as const)('that the server closed while nobody used it do not hurt the next %s', async (_, request) => {
    const closed: Promise<void>[] = [];
    const server = await speaking(ok200, (socket) => {
      closed.push(new Promise((resolve) => socket.once('close', () => resolve())));
      socket.end();
    });
    const http = client(server.url);

    const first = await http.send(read, recording());
    await Promise.all(closed);
    const second = await http.send(request, recording());

    expect([first, second]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(server.requests()).toBe(2);
  });

  it('that the server closes at any moment never let a write arrive twice, nor one that arrived be called refused', async () => {
    const afterTurns = (turns: number, work: () => void): void =>
      void (turns === 0 ? work() : setImmediate(() => afterTurns(turns - 1, work)));
    const told: string[] = [];
    for (let turns = 0; turns < 30; turns += 1) {
      const server = await speaking(ok200, (socket) => afterTurns(turns % 6, () => socket.destroy()));
      const http = client(server.url, { limits: once });

      await http.send(read, recording());
      const before = server.requests();
      const answer = await http.send(write, recording());

      const arrived = server.requests() - before;
      const word = answer.ok ? 'answered' : answer.error.code;
      told.push(word);
      expect(arrived).toBeLessThanOrEqual(1);
      expect(['answered', 'outcome.unknown']).toContain(word);
      if (arrived === 1) expect(word).not.toBe('connection.refused');
    }
    expect(told).toContain('answered');
  });
});

describe('an answer that is not whole', () => {
  const longer = 'HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"id":';
  const cutChunk = 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{"id":';

  it.each([
    ['shorter than its Content-Length', longer],
    ['without its last chunk', cutChunk],
  ])('%s is a lost connection for a read, and unknown for a write', async (_, answer) => {
    const server = await speaking(answer, (socket) => void socket.end());
    const http = client(server.url, { limits: once });

    const answers = [await http.send(read, recording()), await http.send(write, recording())];

    expect(answers).toMatchObject([
      { ok: false, error: { code: 'connection.lost' } },
      { ok: false, error: { code: 'outcome.unknown' } },
    ]);
  });

  it('on a connection that stays open ends at the time limit', async () => {
    const { time, over } = stoppedClock();
    const server = await speaking(longer, over);
    const http = client(server.url, { limits: once, time });

    const answers = [await http.send(read, recording()), await http.send(write, recording())];

    expect(answers).toMatchObject([
      { ok: false, error: { code: 'timeout' } },
      { ok: false, error: { code: 'outcome.unknown' } },
    ]);
  });

  it('longer than its Content-Length is cut there, and what is too much is never the answer to another request', async () => {
    const stray = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"stray"}';
    const server = await speaking(stray);
    const http = client(server.url);

    const answers = [await http.send(read, recording()), await http.send(read, recording())];

    expect(answers).toMatchObject([
      { ok: true, value: { body: '{}' } },
      { ok: true, value: { body: '{}' } },
    ]);
  });
});

describe('something that is not HTTP', () => {
  it.each([
    ['words', 'garbage garbage garbage\r\n\r\n'],
    ['a broken status line', 'HTTP/1.1 OK 200\r\n\r\n'],
    ['a header section without end', `HTTP/1.1 200 OK\r\n${`X-Long: ${'x'.repeat(1000)}\r\n`.repeat(100)}`],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}'],
  ])('%s: cannot be read as the answer of a read, and leaves a write unknown', async (_, answer) => {
    const server = await speaking(answer);
    const http = client(server.url, { limits: once });

    const answers = [await http.send(read, recording()), await http.send(write, recording())];

    expect(answers).toMatchObject([
      { ok: false, error: { code: 'answer.unreadable' } },
      { ok: false, error: { code: 'outcome.unknown' } },
    ]);
    expect(server.requests()).toBe(2);
  });
});

describe('an Accept header', () => {
  const ask = { ...read, accept: 'application/scim+json, application/json' };
  const picky = (takes: string, status = 406) =>
    serving(({ headers }, response) => {
      const body = status === 406 ? '' : '{"detail":"The Accept header is not supported"}';
      if (headers.accept === takes) response.writeHead(200).end('{}');
      else response.writeHead(status).end(body);
    });

  it.each([
    ['406', 'application/json', 406],
    ['406 to everything but SCIM', 'application/scim+json', 406],
    ['400 with a word about it', '*/*', 400],
    ['415 with a word about it', 'application/json', 415],
  ])('that is refused with %s is asked for in another form, which then stays', async (_, takes, status) => {
    const server = await picky(takes, status);
    const http = client(server.url);
    const op = recording();

    const first = await http.send(ask, op);
    const tries = server.received.length;
    const second = await http.send({ ...write, accept: ask.accept }, recording());

    expect([first, second]).toMatchObject([
      { ok: true, value: { status: 200 } },
      { ok: true, value: { status: 200 } },
    ]);
    expect(server.received).toHaveLength(tries + 1);
    expect(op.seen.filter(({ type }) => type === 'note')).toHaveLength(tries - 1);
  });

  it('that no form of satisfies gives the first answer, and is asked for once in each', async () => {
    const server = await always(406);

    const answer = await client(server.url).send(ask, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 406 } });
    expect(server.received.map(({ headers }) => headers.accept)).toEqual([
      'application/scim+json, application/json',
      'application/json',
      'application/scim+json',
      '*/*',
    ]);
  });

  it('is never a reason to send a write again', async () => {
    const server = await always(406);

    await client(server.url).send(write, recording());

    expect(server.received).toHaveLength(1);
  });

  it('has nothing to do with a server that does not accept a filter', async () => {
    const server = await serving(
      (_, response) => void response.writeHead(400).end('{"detail":"This filter is not accepted."}'),
    );

    await client(server.url).send(ask, recording());

    expect(server.received).toHaveLength(1);
  });
});
