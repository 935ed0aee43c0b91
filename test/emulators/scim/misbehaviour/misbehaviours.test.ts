import { describe, expect, it } from 'vitest';
import { misbehaviours } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import { start, user } from '../support.ts';
import { answerCases, errorCases, pressureCases } from './answer-cases.ts';
import { type Case, change, createGroup, createUser, get, header, seenWith } from './case.ts';
import { filterCases, listCases } from './finding-cases.ts';
import { identityCases, methodCases } from './identity-cases.ts';
import { memberCases } from './member-cases.ts';
import { patchShapeCases, patchValueCases } from './patch-cases.ts';

const cases: Readonly<Record<string, Case>> = {
  ...filterCases,
  ...listCases,
  ...identityCases,
  ...patchValueCases,
  ...patchShapeCases,
  ...memberCases,
  ...methodCases,
  ...errorCases,
  ...answerCases,
  ...pressureCases,
};

describe.each(misbehaviours.filter(({ name }) => name !== 'slow'))('$name', ({ name, says }) => {
  it(says, async () => {
    const one = cases[name];
    if (one === undefined) throw new Error(`no case shows ${name}`);

    const good = await seenWith([], one);
    expect(good, 'a good server').toEqual(one.clean);
    expect(good, 'a difference').not.toEqual(one.bad);
    expect(await seenWith([name], one), 'the bad one').toEqual(one.bad);
  });
});

describe('slow', () => {
  it('does the work, and holds the answer until its time is over or the client has gone', async () => {
    const slow = await start({ misbehave: ['slow'], timing: { slowMs: 3_600_000 } });
    const quick = await start();
    const held = slow.send('POST', '/Users', user('ada')).catch(() => 'gone');

    const served = quick.send('POST', '/Users', user('ada'));
    const many = (async () => {
      await served;
      for (let round = 0; round < 50; round += 1) await quick.send('GET', '/Users');
      return 'still held';
    })();

    expect(await Promise.race([held, many])).toBe('still held');
    await slow.agent.destroy();
    expect(await held).toBe('gone');
  });
});

describe('the list of misbehaviours', () => {
  it('says of each one what the server does, in one sentence', () => {
    for (const { name, says } of misbehaviours) {
      expect(name).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*$/);
      expect(says).toMatch(/^[A-Z][^\n]*\.$/);
    }
    expect(new Set(misbehaviours.map(({ says }) => says)).size).toBe(misbehaviours.length);
  });
});

describe('misbehaviours together', () => {
  it('a location that is not encoded shows the bare user name that is the id', async () => {
    const look = ({ body }: { readonly body: { readonly [key: string]: unknown } }) =>
      (body['meta'] as { readonly location: string }).location.split('/Users/')[1];
    const ask = createUser();

    expect(await seenWith(['id-is-user-name'], { ask, look })).toBe('new%20one%40larkspur.example');
    expect(await seenWith(['id-is-user-name', 'location-not-encoded'], { ask, look })).toBe(
      'new one@larkspur.example',
    );
    expect(await seenWith(['id-is-user-name'], { ask: createGroup(), look: ({ body }) => body['id'] })).toBe(
      'g/1',
    );
  });

  it('the body of a new object is gone, and its place as well', async () => {
    const look = (seen: Parameters<ReturnType<typeof header>>[0]) => [seen.text, header('location')(seen)];

    expect(await seenWith(['create-answers-nothing', 'no-location'], { ask: createUser(), look })).toEqual([
      '',
      undefined,
    ]);
  });

  it.each(['throttles', 'throttles-until-date', 'unavailable-at-first', 'reads-fail-at-first'] as const)(
    '%s serves a request that comes a second time',
    async (name) => {
      expect(await seenWith([name], { given: [get('/Users/ada')], ask: get('/Users/ada') })).toBe(200);
    },
  );

  it.each(['patch-unsupported-405', 'patch-unsupported-501'] as const)(
    '%s is declared, and PUT still works',
    async (name) => {
      const patching = await seenWith([name], {
        ask: get('/ServiceProviderConfig'),
        look: ({ body }) => body['patch'],
      });

      expect(patching).toEqual({ supported: false });
      expect(await seenWith([name], { ask: ['PUT', '/Users/ada', createUser()[2] ?? {}] })).toBe(200);
    },
  );

  it('writes-answer-500 has done what it was asked for', async () => {
    const given = [change('/Users/ada', { op: 'add', path: 'title', value: 'T' })];
    const look = ({ body }: { readonly body: { readonly [key: string]: unknown } }) => body['title'];

    expect(await seenWith(['writes-answer-500'], { given, ask: get('/Users/ada'), look })).toBe('T');
  });

  it('cursor-paging-only is declared', async () => {
    const look = ({ body }: { readonly body: { readonly [key: string]: unknown } }) => body['pagination'];

    expect(
      await seenWith(['cursor-paging-only'], { ask: get('/ServiceProviderConfig'), look }),
    ).toMatchObject({
      cursor: true,
      index: false,
    });
  });

  it('etag-unrelated takes the tag that it sent, and any', async () => {
    const { send } = await start({ misbehave: ['etag-unrelated'] });
    const created = await send('POST', '/Users', user('ada'));
    const path = `/Users/${String(created.body['id'])}`;
    const read = await send('GET', path);
    const [, , body = {}] = change(path, { op: 'replace', path: 'title', value: 'T' });

    const withTag = await send('PATCH', path, body, { 'if-match': String(read.headers['etag']) });
    const withAny = await send('PATCH', path, body, { 'if-match': '*' });

    expect([withTag.status, withAny.status]).toEqual([200, 200]);
  });
});
