import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import { json } from '../../transport/loopback-server.ts';
import { DEPARTMENT } from '../definitions.ts';
import { listOf } from '../queries.ts';
import { checkedUp, named, targetAt, told, users } from './checked.ts';
import { people, scripted } from './scripted-people.ts';

describe('what a server publishes about itself', () => {
  it.each([
    ['nothing', (response: ServerResponse) => json(response, 404, {}), 'good'],
    ['no such method', (response: ServerResponse) => json(response, 501, {}), 'good'],
    ['a page', (response: ServerResponse) => void response.end('<html>'), 'warning'],
    ['an error', (response: ServerResponse) => json(response, 500, {}), 'warning'],
    ['nonsense', (response: ServerResponse) => json(response, 200, [7, null]), 'warning'],
  ])('may be %s: nothing depends on it', async (_, answer, verdict) => {
    const baseUrl = await scripted((received, response, count) =>
      received.url.includes('/Users') ? people([])(received, response, count) : answer(response),
    );

    const result = await checkedUp(targetAt(baseUrl), { kinds: [users] });

    expect(told(result).slice(4, 8)).toEqual([
      `${verdict} /ServiceProviderConfig`,
      `${verdict} /ResourceTypes`,
      `${verdict} /Schemas`,
      'good filter on userName',
    ]);
  });

  it('is read from a list, a bare array and a bare object alike, and teaches what it says', async () => {
    const config = {
      patch: { supported: false },
      filter: { supported: true, maxResults: 50 },
      pagination: { cursor: 'true', index: 'false' },
    };
    const user = { name: 'User', endpoint: '/Users', schema: 'urn:ietf:params:scim:schemas:core:2.0:User' };
    const profile = createProfileKeeper();
    const baseUrl = await scripted((received, response, count) => {
      if (received.url.endsWith('/ServiceProviderConfig')) json(response, 200, [config]);
      else if (received.url.endsWith('/ResourceTypes')) json(response, 200, user);
      else people([])(received, response, count);
    });

    const result = await checkedUp(targetAt(baseUrl, { profile }));

    expect(named(result, '/ServiceProviderConfig')?.found).toBe(
      'supports filters, paging by cursor; does not support PATCH',
    );
    expect(named(result, '/ResourceTypes')).toMatchObject({
      verdict: 'warning',
      found: 'User at /Users; no Group at /Groups',
    });
    expect([profile.known('patch'), profile.known('paging'), profile.known('pageSize')]).toEqual([
      'unsupported',
      'cursor',
      '50',
    ]);
  });

  it('is held against the mappings', async () => {
    const schema = {
      id: 'urn:ietf:params:scim:schemas:core:2.0:User',
      attributes: [
        { name: 'userName', caseExact: true },
        { name: 'active' },
        { name: 'displayName', mutability: 'readOnly' },
        { name: 'name', subAttributes: [{ name: 'familyName' }] },
        { name: 'EMAILS' },
      ],
    };
    const baseUrl = await scripted((received, response, count) =>
      received.url.endsWith('/Schemas')
        ? json(response, 200, listOf(schema))
        : people([])(received, response, count),
    );

    const result = await checkedUp(targetAt(baseUrl), { kinds: [users] });

    expect(named(result, 'attributes of users')).toMatchObject({
      verdict: 'warning',
      found: `the server does not declare: title, name.givenName, ${DEPARTMENT}, urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager; the server says that only it writes: displayName; the server compares letter by letter: userName`,
    });
  });
});
