import { describe, expect, it } from 'vitest';
import { json, startLoopback } from '../../transport/loopback-server.ts';
import { checkedUp, methodsIn, named, startEmbedded, targetAt, told, users } from './checked.ts';
import { people, scripted } from './scripted-people.ts';

describe('a check-up that does not get in', () => {
  const skippedAll = [
    'skipped clock',
    'skipped discovery',
    'skipped filter on userName',
    'skipped filter on displayName',
  ];

  it('says that nobody answers', async () => {
    const gone = await startLoopback(() => {});
    await gone.close();

    const result = await checkedUp(targetAt(gone.url));

    expect(told(result)).toEqual(['good TLS', 'bad connection', 'skipped credentials', ...skippedAll]);
    expect(named(result, 'connection')).toMatchObject({
      code: 'connection.refused',
      next: expect.any(String),
    });
  });

  it.each([
    [401, 'credentials.rejected', 'current'],
    [403, 'permission.denied', 'right to search'],
  ])('says for %d that it is answered, but not let in', async (status, code, next) => {
    const baseUrl = await scripted((_, response) => json(response, status, {}));

    const result = await checkedUp(targetAt(baseUrl), { mayWrite: true });

    expect(told(result)).toEqual([
      'good TLS',
      'good connection',
      'bad credentials',
      ...skippedAll,
      'skipped round of writes',
    ]);
    expect(named(result, 'credentials')).toMatchObject({ code, next: expect.stringContaining(next) });
    expect(methodsIn(result)).toEqual(['GET']);
  });

  it.each([
    ['a sign-in page', 200, '<html><title>Sign in</title></html>', 'answer.unreadable', 'Sign in'],
    ['a wrong path', 404, 'nothing here', 'configuration.invalid', 'base URL'],
    ['a server in trouble', 503, '<h1>Down for maintenance</h1>', 'system.failed', 'Down for maintenance'],
  ])('tells %s from a SCIM service', async (_, status, body, code, words) => {
    const baseUrl = await scripted(
      (__, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end(body),
    );

    const result = await checkedUp(targetAt(baseUrl));

    expect(named(result, 'connection')).toMatchObject({
      verdict: 'bad',
      code,
      found: expect.stringContaining(words),
    });
  });

  it('says that an app without matching attribute cannot be checked', async () => {
    const { baseUrl } = await startEmbedded();

    const result = await checkedUp(targetAt(baseUrl), { kinds: [{ ...users, matching: [] }] });

    expect(named(result, 'connection')?.found).toContain('no matching attribute');
  });
});

describe('the clock', () => {
  it.each([
    [0, 'good', 'both clocks agree'],
    [55, 'good', 'both clocks agree'],
    [70, 'warning', "the server's clock is 70 s ahead of ours"],
    [-600, 'warning', "the server's clock is 10 min behind ours"],
  ])('that is %d s ahead is %s', async (seconds, verdict, found) => {
    const now = Date.parse('2026-03-01T12:00:00Z');
    const date = new Date(now + seconds * 1000).toUTCString();
    const baseUrl = await scripted((received, response, count) => {
      response.sendDate = false;
      response.setHeader('date', date);
      people([])(received, response, count);
    });

    const result = await checkedUp(targetAt(baseUrl, { now: () => now }));

    expect(named(result, 'clock')).toMatchObject({ verdict, found });
  });
});
