import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scimErrorOf } from '../../../src/connectors/scim/answer-words.ts';
import { unreadable } from '../../../src/connectors/scim/failures.ts';
import { anyText } from '../../protocols/scim/arbitraries.ts';

const answer = (body: unknown, status = 400, type = 'text/html; charset=utf-8') => ({
  status,
  headers: new Map([['content-type', type]]),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('the words of an error answer', () => {
  it.each([
    ['a SCIM error', { detail: 'userName is taken', scimType: 'uniqueness' }, 'userName is taken'],
    ['a SCIM error in other spelling', { Detail: 'userName is taken' }, 'userName is taken'],
    [
      'an OAuth error',
      { error: 'invalid_token', error_description: 'the token expired' },
      'the token expired',
    ],
    ['an OAuth error without description', { error: 'invalid_token' }, 'invalid_token'],
    ['SCIM 1.1', { Errors: [{ description: 'no such user', code: '404' }] }, 'no such user'],
    ['Graph', { error: { code: 'Forbidden', message: 'not enough rights' } }, 'not enough rights'],
    ['a gateway', { message: 'no route matched' }, 'no route matched'],
    ['a problem document', { title: 'Conflict', status: 409 }, 'Conflict'],
    ['a list of errors', [{ detail: 'first' }, { detail: 'second' }], 'first'],
    ['a plain text', 'Unauthorized', 'Unauthorized'],
    ['a text on many lines', '\n\n  upstream failed \n at line 7', 'upstream failed'],
    ['a stack trace', { detail: 'boom\n  at Server.java:17' }, 'boom'],
    [
      'a Python stack trace',
      { detail: 'Traceback (most recent call last):\n  File "x.py"\nKeyError: value' },
      'KeyError: value',
    ],
    [
      'a page with a title',
      '<html><head><title>\n 502 Bad &amp; Gateway </title><body>x',
      '502 Bad & Gateway',
    ],
    ['a page with an empty title', '<html><title></title><h1>Down <b>now</b></h1>', 'Down now'],
    [
      'a page without either',
      '<!DOCTYPE html><style>b{}</style><script>let x</script><p>Service&nbsp;busy</p>',
      'Service busy',
    ],
    [
      'a page called "Error" (express)',
      '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Error</title></head><body><pre>Cannot GET /scim/v3/Users</pre></body>',
      'Cannot GET /scim/v3/Users',
    ],
    [
      'a page called by its status (nginx)',
      '<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr>nginx</body>',
      '404 Not Found nginx',
    ],
    [
      'a page that says nothing but its status',
      '<html><title>HTTP Status 404</title><h1>Not found</h1>',
      undefined,
    ],
    ['a text that says nothing but its status', '404 page not found\n', undefined],
    ['a gateway that has another word for it', { error: 'Not Found', path: '/scim' }, undefined],
    ['a SCIM error that names something', { detail: 'Resource 77 not found' }, 'Resource 77 not found'],
    ['control characters', { detail: 'a\u001b[31mred\u0007\u202eb' }, 'a [31mred b'],
    ['nothing', '', undefined],
    ['an empty object', {}, undefined],
    ['numbers', { detail: 7, message: null }, undefined],
  ])('are found in %s', (_, body, detail) => {
    expect(scimErrorOf(answer(body)).detail).toBe(detail);
  });

  it('are one line without control characters, cut between characters, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.json(),
          anyText.map((text) => `<html>${text}`),
        ),
        (body) => {
          const { detail = '' } = scimErrorOf(answer(body));
          expect(detail).not.toMatch(/\p{Cc}/u);
          expect([...detail].length).toBeLessThanOrEqual(301);
        },
      ),
    );
    expect(scimErrorOf(answer('😀'.repeat(400))).detail).toBe(`${'😀'.repeat(300)}…`);
  });

  it('are found in bounded time in a page made to be slow', () => {
    const page = `<html>${'<script'.repeat(500_000)}${'<'.repeat(500_000)}`;

    expect(scimErrorOf(answer(page)).detail).toBeDefined();
  });
});

describe('a page that stands where an object should', () => {
  it('is named by its type and its title', () => {
    expect(unreadable(answer('<html><title>Sign in</title></html>', 200)).message).toBe(
      'The target answers 200 with text/html ("Sign in") where a SCIM object is expected.',
    );
  });

  it('is not quoted when it is JSON, which may hold anything', () => {
    expect(unreadable(answer({ secret: 'x' }, 200, 'application/json')).message).toBe(
      'The target answers 200 with application/json where a SCIM object is expected.',
    );
  });
});
