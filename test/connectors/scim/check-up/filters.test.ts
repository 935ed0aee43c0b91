import { describe, expect, it } from 'vitest';
import { json } from '../../transport/loopback-server.ts';
import { WORK_MAIL } from '../definitions.ts';
import { listOf } from '../queries.ts';
import { parametersOf } from '../scripted-reading.ts';
import { checkedUp, matchingBy, named, targetAt, users } from './checked.ts';
import { type Answering, ada, people, scripted } from './scripted-people.ts';

describe('a filter that cannot be relied on', () => {
  it('is found out by an object that is there, of which nothing is shown', async () => {
    const baseUrl = await scripted(people([ada], /emails/));

    const result = await checkedUp(targetAt(baseUrl), { kinds: [matchingBy('userName', WORK_MAIL)] });

    expect(named(result, `filter on ${WORK_MAIL}`)).toMatchObject({
      verdict: 'bad',
      code: 'filter.unsupported',
      found: expect.stringContaining('an object that is there is not found by its own'),
    });
    expect(named(result, 'filter on userName')?.found).toBe('objects are found by userName (equality)');
    expect(JSON.stringify(result.checks)).not.toContain('ada@x');
  });

  it('is doubtful while there is nobody to look for', async () => {
    const baseUrl = await scripted(people([]));

    const result = await checkedUp(targetAt(baseUrl), { kinds: [matchingBy(WORK_MAIL)] });

    expect(named(result, `filter on ${WORK_MAIL}`)).toMatchObject({ verdict: 'warning' });
  });

  it('is bad when the server ignores it, and a warning when everything may be read', async () => {
    const everybody: Answering = (received, response) =>
      received.url.includes('/Users') ? json(response, 200, listOf(ada)) : json(response, 404, {});

    const strict = await checkedUp(targetAt(await scripted(everybody)), { kinds: [users] });
    const lenient = await checkedUp(targetAt(await scripted(everybody), { mayReadAll: true }), {
      kinds: [users],
    });

    expect(named(strict, 'filter on userName')).toMatchObject({
      verdict: 'bad',
      code: 'filter.unsupported',
      found: expect.stringContaining('ignores filters'),
    });
    expect(named(lenient, 'filter on userName')?.verdict).toBe('warning');
    expect(named(strict, 'credentials')?.verdict).toBe('good');
  });

  it('is told with the form that is taken in its place', async () => {
    const baseUrl = await scripted((received, response, count) =>
      /\]\.value eq/.test(parametersOf(received)['filter'] ?? '')
        ? json(response, 400, { scimType: 'invalidFilter' })
        : people([ada])(received, response, count),
    );

    const result = await checkedUp(targetAt(baseUrl), { kinds: [matchingBy(WORK_MAIL)] });

    expect(named(result, `filter on ${WORK_MAIL}`)).toMatchObject({
      verdict: 'good',
      found: `objects are found by ${WORK_MAIL} (bracket); emails[type eq "work"].value eq "…" cannot be used`,
    });
  });
});
