import { describe, expect, it } from 'vitest';
import type { Seed } from '../../../../src/emulators/scim/resources/seed.ts';
import { startScimServer } from '../../../../src/emulators/scim/start.ts';
import { ENTERPRISE_USER_URN as E } from '../../../../src/protocols/scim/urns.ts';
import { start, TOKEN, temporaryDirectory, ticking, user } from '../support.ts';

const seed: Seed = {
  Users: [
    { id: 'u-1', userName: 'ada', active: 'True', [E]: { manager: { value: 'u-2' } } },
    { id: 'u-2', userName: 'grace', displayName: 'Grace' },
  ],
  Groups: [
    { id: 'g-1', displayName: 'Outer', members: [{ value: 'g-2' }, { value: 'u-1' }] },
    { id: 'g-2', displayName: 'Inner' },
  ],
};

describe('a seed', () => {
  it('fills an empty directory with the ids it gives', async () => {
    const { send, baseUrl } = await start({ seed });

    expect((await send('GET', '/Users/u-1')).body).toMatchObject({
      id: 'u-1',
      active: true,
      groups: [{ value: 'g-1' }],
      [E]: { manager: { value: 'u-2', displayName: 'Grace' } },
      meta: { location: `${baseUrl}/Users/u-1`, version: 'W/"1"' },
    });
    expect((await send('GET', '/Groups/g-1')).body['members']).toMatchObject([
      { value: 'g-2' },
      { value: 'u-1' },
    ]);
  });

  it('is not looked at again, not even when everything was deleted', async () => {
    const directory = await temporaryDirectory();
    const first = await start({ directory, seed });
    for (const path of ['/Users/u-1', '/Users/u-2', '/Groups/g-1', '/Groups/g-2'])
      await first.send('DELETE', path);
    await first.close();

    const second = await start({ directory, seed });

    expect((await second.send('GET', '/Users')).body['totalResults']).toBe(0);
    expect((await second.send('GET', '/Groups')).body['totalResults']).toBe(0);
  });

  it.each<[string, Seed, string]>([
    ['a user without a name', { Users: [{ id: 'u' }] }, 'the seed\'s User "u": userName is required'],
    [
      'two users with one name',
      {
        Users: [
          { id: 'a', userName: 'x' },
          { id: 'b', userName: 'X' },
        ],
      },
      'the seed\'s User "a": userName "x" is taken',
    ],
    [
      'two resources with one id',
      { Users: [{ id: 'a', userName: 'x' }], Groups: [{ id: 'a', displayName: 'y' }] },
      'the seed\'s Group "a": another resource has the same id',
    ],
    [
      'a member that is nobody',
      { Groups: [{ id: 'g', displayName: 'G', members: [{ value: 'u' }] }] },
      'the seed\'s Group "g": member "u" does not exist',
    ],
    [
      'an id that is no text',
      { Users: [{ id: 7, userName: 'x' }] },
      "the seed's Users[0]: id must be a text",
    ],
    [
      'a value of the wrong type',
      { Users: [{ userName: 'x' }, { userName: 'y', active: 'no' }] },
      "the seed's Users[1]: active must be true or false",
    ],
    ['no list', { Users: {} } as unknown as Seed, "the seed's Users: must be a list"],
    ['no object', { Groups: ['x'] } as unknown as Seed, "the seed's Groups[0]: must be an object"],
  ])('with %s is refused and leaves the directory empty', async (_name, bad, message) => {
    const directory = await temporaryDirectory();

    const refused = await startScimServer({ directory, port: 0, token: TOKEN, now: ticking(), seed: bad });

    expect(refused).toEqual({ ok: false, error: { code: 'seed.invalid', message } });
    const { send } = await start({ directory });
    expect((await send('GET', '/Users')).body['totalResults']).toBe(0);
    expect((await send('POST', '/Users', user('ada'))).status).toBe(201);
  });
});
