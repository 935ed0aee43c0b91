import { describe, expect, it } from 'vitest';
import { type Doing, failureOf, unreadable } from '../../../src/connectors/scim/failures.ts';
import { readTenantUrl } from '../../../src/connectors/scim/tenant-url.ts';

const answer = (status: number, body: unknown, type = 'application/scim+json') => ({
  status,
  headers: new Map([['content-type', type]]),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

function failure(status: number, doing: Doing, body: unknown = '', names: readonly string[] = []) {
  const result = failureOf(answer(status, body), doing, names);
  if (result.ok) throw new Error('expected a failure');
  return result.error;
}

describe('an answer that is no success', () => {
  it.each([
    [400, 'filter', {}, 'filter.unsupported', '400'],
    [400, 'filter', { scimType: 'invalidFilter' }, 'filter.unsupported', '400 invalidFilter'],
    [404, 'filter', {}, 'configuration.invalid', '404'],
    [414, 'filter', {}, 'filter.unsupported', '414'],
    [501, 'filter', {}, 'filter.unsupported', '501'],
    [403, 'filter', {}, 'permission.denied', '403'],
    [404, 'list', {}, 'configuration.invalid', '404'],
    [400, 'list', { scimType: 'expiredCursor' }, 'system.failed', '400 expiredCursor'],
    [400, 'list', { scimType: 'invalidCursor' }, 'system.failed', '400 invalidCursor'],
    [400, 'list', { scimType: 'tooMany' }, 'filter.unsupported', '400 tooMany'],
    [400, 'list', {}, 'configuration.invalid', '400'],
    [410, 'read', {}, 'object.notFound', '410'],
    [400, 'update', { scimType: 'sensitive' }, 'permission.denied', '400 sensitive'],
    [400, 'update', { scimType: 'invalidVers' }, 'configuration.invalid', '400 invalidVers'],
    [500, 'filter', {}, 'system.failed', '500'],
    [400, 'read', {}, 'object.notFound', '400'],
    [404, 'read', {}, 'object.notFound', '404'],
    [302, 'read', {}, 'configuration.invalid', '302'],
    [401, 'create', 'Unauthorized', 'credentials.rejected', '401'],
    [403, 'create', {}, 'permission.denied', '403'],
    [409, 'create', { scimType: 'uniqueness' }, 'object.duplicate', '409 uniqueness'],
    [409, 'update', {}, 'object.duplicate', '409'],
    [400, 'create', { scimType: 'uniqueness' }, 'object.duplicate', '400 uniqueness'],
    [400, 'update', { scimType: 'noTarget' }, 'attribute.rejected', '400 noTarget'],
    [400, 'update', {}, 'attribute.rejected', '400'],
    [422, 'update', {}, 'attribute.rejected', '422'],
    [404, 'update', {}, 'object.notFound', '404'],
    [405, 'update', {}, 'configuration.invalid', '405'],
    [501, 'update', {}, 'configuration.invalid', '501'],
    [412, 'update', {}, 'precondition.failed', '412'],
    [413, 'members', {}, 'attribute.rejected', '413'],
  ] as const)('%s to %s with %j is %s', (status, doing, body, code, systemCode) => {
    expect(failure(status, doing, body)).toMatchObject({ code, systemCode });
  });

  it('says what the server says, on one line, and which attributes it is about', () => {
    const body = { status: 400, scimType: 'invalidValue', detail: 'title is too long\n  at Server.java:17' };

    expect(failure(400, 'update', body, ['title', 'displayName', 'emails[type eq "work"].value'])).toEqual({
      code: 'attribute.rejected',
      message: 'The target answers 400 to changing the object: title is too long.',
      systemCode: '400 invalidValue',
      attributes: ['title'],
    });
  });

  it('explains a 404 to a search, which is no SCIM', () => {
    expect(failure(404, 'filter').message).toContain('200 and an empty list; the base URL is probably wrong');
  });

  it('survives a body that is no SCIM error', () => {
    for (const body of ['<html>', '[]', 'null', '{"detail":7,"scimType":{}}', '']) {
      expect(failure(400, 'update', body)).toMatchObject({ code: 'attribute.rejected', systemCode: '400' });
    }
  });

  it('cuts what the server says to a sensible length', () => {
    expect(failure(400, 'update', { detail: 'x'.repeat(5_000) }).message.length).toBeLessThan(400);
  });

  it.each([
    [401, 'filter', 'The target rejects our credentials.'],
    [403, 'update', 'The target does not allow changing the object (403).'],
    [405, 'update', 'The target has no support for changing the object (405).'],
    [501, 'update', 'The target has no support for changing the object (501).'],
    [302, 'read', 'The target redirects reading the object (302); the base URL is probably wrong.'],
    [503, 'read', 'The target answers 503 to reading the object.'],
  ] as const)('%d to %s says: %s', (status, doing, message) => {
    expect(failure(status, doing).message).toBe(message);
  });

  it('tells a server that breaks the rule from a wrong address', () => {
    expect(failure(404, 'filter', { schemas: ['x'], detail: 'no such user' }).message).toContain(
      'breaks RFC 7644 section 3.4.2: no such user',
    );
    expect(failure(404, 'filter', '<title>Error</title><pre>Cannot GET /v3</pre>').message).toContain(
      'the base URL is probably wrong: Cannot GET /v3',
    );
    expect(failure(404, 'filter', '<title>Error</title>').message).toMatch(/probably wrong\.$/);
  });

  it('names the type of a page that stands where an object should', () => {
    expect(unreadable(answer(200, '<html>', 'text/html; charset=utf-8'))).toMatchObject({
      code: 'answer.unreadable',
      message: 'The target answers 200 with text/html where a SCIM object is expected.',
    });
  });
});

describe('a Tenant URL', () => {
  it.each([
    ['https://h.example/scim?aadOptscim062020', 'https://h.example/scim', ['aadOptscim062020']],
    [
      'https://h.example/scim?AADOPTSCIM062020&tenant=7',
      'https://h.example/scim?tenant=7',
      ['aadOptscim062020'],
    ],
    ['https://h.example/scim/?AzureAdScimPatch2017=1', 'https://h.example/scim/', ['AzureAdScimPatch2017']],
    ['https://h.example/scim?tenant=7', 'https://h.example/scim?tenant=7', []],
    ['no url', 'no url', []],
  ])('%s is sent to %s with the features %j', (text, baseUrl, features) => {
    expect(readTenantUrl(text)).toEqual({ baseUrl, features });
  });
});
