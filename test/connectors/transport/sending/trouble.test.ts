import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../../src/connectors/transport/http.ts';
import { always, client, listening, read, serving, stoppedClock, write } from '../exchange-words.ts';
import { recording } from '../loopback-server.ts';

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

  it('that says it is back at a certain time is waited for until then, by its own clock', async () => {
    const server = await serving(
      (_, response, count) =>
        void (
          count === 1
            ? response.writeHead(503, {
                'retry-after': 'Fri, 01 Jan 2027 00:00:09 GMT',
                date: 'Fri, 01 Jan 2027 00:00:00 GMT',
              })
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
    const { time, over } = stoppedClock();
    const server = await serving(over);
    const limits = { ...defaultLimits, retry: { ...defaultLimits.retry, attempts: 1 } };
    const http = client(server.url, { limits, time });

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

  it('a write while the connection is still being opened sends nothing, at once', async () => {
    const giveUp = new AbortController();
    const port = await listening(() => giveUp.abort());

    const answer = await client(`https://127.0.0.1:${port}`).send(write, recording(giveUp.signal));

    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
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
