import { describe, expect, it } from 'vitest';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import { DEPARTMENT, userSelection, WORK_MAIL } from '../definitions.ts';
import {
  checkedUp,
  groups,
  matchingBy,
  methodsIn,
  named,
  startEmbedded,
  targetAt,
  told,
  users,
} from './checked.ts';
import { ada, people, scripted } from './scripted-people.ts';

describe('a check-up of a good server', () => {
  it('only reads, in as few requests as there are things to know', async () => {
    const { baseUrl } = await startEmbedded();

    const result = await checkedUp(targetAt(baseUrl));

    expect(told(result)).toEqual([
      'good TLS',
      'good connection',
      'good credentials',
      'good clock',
      'good /ServiceProviderConfig',
      'good /ResourceTypes',
      'good /Schemas',
      'good filter on userName',
      'good attributes of users',
      'good filter on displayName',
      'good attributes of groups',
      'good time per request',
    ]);
    expect(methodsIn(result)).toEqual(['GET', 'GET', 'GET', 'GET', 'GET']);
    expect(result.checks.every(({ verdict, next }) => (verdict === 'good') === (next === undefined))).toBe(
      true,
    );
  });

  it('tells what the server declares, what was measured and what was pinned', async () => {
    const { baseUrl } = await startEmbedded();
    const profile = createProfileKeeper({ pinned: new Map([['booleans', 'json']]) });

    const { capabilities } = await checkedUp(targetAt(baseUrl, { profile }));

    const table = capabilities.map(({ name, value, from }) => `${name}: ${value} (${from})`);
    expect(table).toContain('PATCH: supported (declared)');
    expect(table).toContain('booleans: json (pinned)');
    expect(table).toContain('pageSize: 1000 (declared)');
    expect(capabilities).toContainEqual({
      name: 'pageSize',
      value: '1000',
      from: 'declared',
      because: '/ServiceProviderConfig says so',
      about: 'how many objects a page may hold',
    });
    expect(table).toContainEqual(
      expect.stringMatching(/^time per request: fastest \d+ ms, .* \(measured\)$/),
    );
  });

  it('creates, changes and deletes a marked user and group when that is allowed, and learns from them', async () => {
    const { baseUrl, profile } = await startEmbedded();
    const target = targetAt(baseUrl, { profile });
    const kinds = [matchingBy('userName', WORK_MAIL, DEPARTMENT), groups];

    const result = await checkedUp(target, { kinds, mayWrite: true });

    expect(told(result).filter((one) => !one.startsWith('good'))).toEqual([]);
    expect(told(result).slice(11)).toEqual([
      'good filter on displayName',
      'good attributes of groups',
      'good create a test user',
      'good read the test user',
      'good find the test user by userName',
      'good search for nobody by userName',
      'good letter case of userName',
      `good find the test user by ${WORK_MAIL}`,
      `good search for nobody by ${WORK_MAIL}`,
      `good find the test user by ${DEPARTMENT}`,
      `good search for nobody by ${DEPARTMENT}`,
      'good change displayName',
      'good clear title',
      'good disable the test user',
      'good find the test user by userName while it is disabled',
      'good restore the test user',
      'good create a second test user',
      'good create a test group',
      'good read the test group',
      'good find the test group by displayName',
      'good search for nobody by displayName',
      'good add a member',
      'good remove a member',
      'good delete the test group',
      'good delete the second test user',
      'good delete the test user',
      'good time per request',
    ]);
    expect(profile.known('filter userName')).toBe('any-case');
    expect(profile.known(`filter ${WORK_MAIL}`)).toBe('equality');
    expect(result.capabilities).toContainEqual({
      name: 'filter userName',
      value: 'any-case',
      from: 'measured',
      because: 'userName eq "…" found an object, spelled in another case',
    });
    const again = await checkedUp(target, { kinds });
    expect(again.capabilities).toContainEqual(
      expect.objectContaining({ name: 'filter userName', from: 'learned' }),
    );
    expect(told(again).filter((one) => !one.startsWith('good'))).toEqual([]);
  });

  it('counts every request, those that look at a person who is there too', async () => {
    let requests = 0;
    const answer = people([ada]);
    const baseUrl = await scripted((received, response, count) => {
      requests = count;
      answer(received, response, count);
    });

    const result = await checkedUp(targetAt(baseUrl), { kinds: [users] });

    expect(named(result, 'time per request')?.found).toContain(`(${requests} requests)`);
    expect(requests).toBeGreaterThan(methodsIn(result).length);
    expect(JSON.stringify(result)).not.toContain(ada.displayName);
  });

  it('counts the attributes that are mapped, not the id, which no mapping writes', async () => {
    const { baseUrl } = await startEmbedded();
    const anchored = userSelection.attributes.filter(({ anchor }) => anchor).length;

    const result = await checkedUp(targetAt(baseUrl));

    expect(anchored).toBe(1);
    expect(named(result, 'attributes of users')?.found).toBe(
      `nothing in /Schemas speaks against the ${userSelection.attributes.length - anchored} that are mapped`,
    );
  });

  it('marks what it writes, so that nobody takes it for a person', async () => {
    const { baseUrl } = await startEmbedded();

    const result = await checkedUp(targetAt(baseUrl), { kinds: [users], mayWrite: true });

    const body = named(result, 'create a test user')?.exchanges[0]?.requestBody ?? '{}';
    expect(JSON.parse(body)).toMatchObject({
      userName: expect.stringMatching(/^provision-doctor-[0-9a-f]{8}@example\.invalid$/),
      displayName: 'Test user of provision doctor, safe to delete',
    });
  });
});
