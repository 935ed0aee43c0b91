import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/engine/port.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { notesIn } from '../scripted-reading.ts';
import { checkedUp, named, startEmbedded, targetAt, told, users } from './checked.ts';
import { type Answering, people, scripted } from './scripted-people.ts';

const writingsIn = (seen: readonly Observation[]) =>
  seen.flatMap((one) => {
    if (one.type === 'writing') return [one.underWay ? 'writing' : 'done'];
    if (one.type !== 'exchange') return [];
    return [one.exchange.request.startsWith('GET') ? 'read' : 'write'];
  });

describe('a check-up that writes', () => {
  it('tells when the writes begin and when the last of them is over, so that it can be stopped between', async () => {
    const { baseUrl } = await startEmbedded();
    const op = recording();

    await checkedUp(targetAt(baseUrl), { mayWrite: true }, op);

    const told = writingsIn(op.seen);
    const [begin, end] = [told.indexOf('writing'), told.indexOf('done')];
    expect(new Set(told.slice(0, begin))).toEqual(new Set(['read']));
    expect(told.slice(begin, end)).toContain('write');
    expect(told.slice(end)).toEqual(['done']);
  });

  it('tells nothing of the kind when it only reads', async () => {
    const { baseUrl } = await startEmbedded();
    const op = recording();

    await checkedUp(targetAt(baseUrl), {}, op);

    expect(new Set(writingsIn(op.seen))).toEqual(new Set(['read']));
  });
});

describe('a check-up that is stopped', () => {
  it('deletes what it created when nobody listens anymore', async () => {
    const { baseUrl } = await startEmbedded();
    const op = recording();
    const facts = targetAt(baseUrl).checkUp?.({ kinds: [users], mayWrite: true }, op);
    for await (const check of facts ?? []) if (check.name === 'read the test user') break;

    const left = await checkedUp(targetAt(baseUrl), { kinds: [users] });

    expect(op.seen.flatMap((one) => (one.type === 'exchange' ? [one.exchange.request] : []))).toContainEqual(
      expect.stringMatching(/^DELETE /),
    );
    expect(writingsIn(op.seen).at(-1)).toBe('done');
    expect(named(left, 'filter on userName')?.found).toContain('an empty list');
  });

  it('deletes it when it is cancelled', async () => {
    const { baseUrl } = await startEmbedded();
    const stop = new AbortController();
    const op = recording(stop.signal);
    const verdicts: string[] = [];
    for await (const { name, verdict } of targetAt(baseUrl).checkUp?.(
      { kinds: [users], mayWrite: true },
      op,
    ) ?? []) {
      if (name === 'create a test user') stop.abort();
      verdicts.push(`${verdict} ${name}`);
    }

    expect(verdicts).toContain('good create a test user');
    expect(verdicts).toContain('bad change displayName');
    expect(verdicts.at(-2)).toBe('good delete the test user');
  });
});

describe('what cannot be cleaned up', () => {
  const refusing =
    (status: number): Answering =>
    (received, response, count) => {
      if (received.method === 'POST') return json(response, 201, { id: '77', ...JSON.parse(received.body) });
      if (received.method === 'DELETE') return json(response, status, { detail: 'not here' });
      people([])(received, response, count);
    };

  it('is told with its id', async () => {
    const result = await checkedUp(targetAt(await scripted(refusing(403))), {
      kinds: [users],
      mayWrite: true,
    });

    expect(named(result, 'delete the test user')).toMatchObject({
      verdict: 'bad',
      found: expect.stringContaining('with the id 77 is still in the target'),
      next: 'Delete the user 77 by hand.',
    });
  });

  it('is told in a note when nobody listens anymore', async () => {
    const op = recording();
    const facts = targetAt(await scripted(refusing(403))).checkUp?.({ kinds: [users], mayWrite: true }, op);
    for await (const check of facts ?? []) if (check.name === 'create a test user') break;

    expect(notesIn(op.seen).at(-1)).toBe(
      'The test user with the id 77 is still in the target; delete it by hand.',
    );
  });

  it('is nothing when nothing could be created', async () => {
    const baseUrl = await scripted((received, response, count) =>
      received.method === 'POST'
        ? json(response, 400, { scimType: 'invalidValue', detail: 'password is required' })
        : people([])(received, response, count),
    );

    const result = await checkedUp(targetAt(baseUrl), { kinds: [users], mayWrite: true });

    expect(named(result, 'create a test user')).toMatchObject({
      verdict: 'bad',
      code: 'attribute.rejected',
      found: expect.stringContaining('password is required'),
    });
    expect(told(result).slice(-2)).toEqual(['skipped change what was created', 'good time per request']);
  });
});
