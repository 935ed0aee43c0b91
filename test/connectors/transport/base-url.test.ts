import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BaseUrl, joinUrl, parseBaseUrl } from '../../../src/connectors/transport/base-url.ts';

const strict = { allowPlainHttp: false };

function base(text: string): BaseUrl {
  const parsed = parseBaseUrl(text, strict);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('the base URL of a target', () => {
  it.each([
    ['https://host.example', ['Users'], [], '/Users'],
    ['https://host.example/', ['Users'], [], '/Users'],
    ['https://host.example/a/scim/v2', ['Users', '1'], [], '/a/scim/v2/Users/1'],
    ['https://host.example/a/scim/v2//', ['Users'], [], '/a/scim/v2/Users'],
    [
      'https://host.example/v2?tenant=7',
      ['Users'],
      [['filter', 'a eq "b"']],
      '/v2/Users?tenant=7&filter=a%20eq%20%22b%22',
    ],
    ['https://host.example/v2?bare', ['Users'], [], '/v2/Users?bare'],
    ['https://host.example', ['Users', 'a/b@c d'], [], '/Users/a%2Fb%40c%20d'],
    ['https://host.example', ['Users'], [['q', 'a+b&c=ü']], '/Users?q=a%2Bb%26c%3D%C3%BC'],
  ] as const)('joined to a request: %s + %j ? %j = %s', (text, path, query, expected) => {
    expect(joinUrl(base(text), path, query)).toEqual({ ok: true, value: expected });
  });

  it.each(['', '.', '..'])(
    'never joins the segment "%s", which would address another resource',
    (segment) => {
      const joined = joinUrl(base('https://host.example/scim'), ['Users', segment]);

      expect(joined).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    },
  );

  it('keeps every segment and every parameter what it was, whatever it holds', () => {
    const segment = fc
      .string({ minLength: 1, unit: 'binary' })
      .filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(segment, fc.string({ minLength: 1, unit: 'binary' }), (id, value) => {
        const joined = joinUrl(base('https://host.example/scim?x=1'), ['Users', id], [['filter', value]]);
        if (!joined.ok) throw new Error(joined.error.message);

        const url = new URL(joined.value, 'https://host.example');

        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'scim', 'Users', id]);
        expect([...url.searchParams]).toEqual([
          ['x', '1'],
          ['filter', value],
        ]);
      }),
    );
  });

  it.each([
    'not a url',
    'ftp://host.example',
    'http://host.example/scim',
    'https://user:hunter2@host.example',
  ])('is refused: %s', (text) => {
    const parsed = parseBaseUrl(text, strict);

    expect(parsed).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  it('may be plain http to another host when the administrator accepts it', () => {
    expect(parseBaseUrl('http://host.example/scim', { allowPlainHttp: true }).ok).toBe(true);
  });

  it.each([
    ['http://127.1:8080', true],
    ['http://scim.localhost', false],
  ])('in plain http must lead to this machine: %s is accepted: %s', (text, expected) => {
    expect(parseBaseUrl(text, strict).ok).toBe(expected);
  });
});
