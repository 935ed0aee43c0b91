import { describe, expect, it } from 'vitest';
import { always, client, read, serving, write } from '../exchange-words.ts';
import { recording } from '../loopback-server.ts';
import { credentialsFrom, headerOf, token, tokenEndpoint } from './token-endpoint.ts';

describe('a token endpoint that gives no token', () => {
  it.each([
    [
      401,
      { error: 'invalid_client', error_description: 'AADSTS7000215: wrong secret' },
      'credentials.rejected',
    ],
    [400, { error: 'unauthorized_client' }, 'credentials.rejected'],
    [200, { error: 'invalid_client' }, 'credentials.rejected'],
    [403, 'Forbidden', 'credentials.rejected'],
    [400, { error: 'invalid_scope', error_description: 'no such scope' }, 'configuration.invalid'],
    [404, '<html>Not found</html>', 'configuration.invalid'],
    [200, '<html>Please sign in</html>', 'configuration.invalid'],
    [200, '', 'configuration.invalid'],
    [200, [], 'configuration.invalid'],
    [200, { access_token: 'x', token_type: 'DPoP' }, 'configuration.invalid'],
    [200, { access_token: 'a b', token_type: 'Bearer' }, 'configuration.invalid'],
    [302, '', 'configuration.invalid'],
    [500, '<html>', 'connection.lost'],
    [429, '', 'throttled'],
  ])('but %s %j is a failure, and nothing reaches the target', async (status, body, code) => {
    const endpoint = await tokenEndpoint(() => ({ status, body }));
    const target = await always(200);
    const { credentials } = credentialsFrom(endpoint);

    const answer = await client(target.url, { credentials }).send(write, recording());

    expect(answer).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(/[.]$/) } });
    expect(target.received).toEqual([]);
  });

  it.each([401, 200])('says so in its own words, in which the secret is not repeated: %s', async (status) => {
    const endpoint = await tokenEndpoint((_, { body }) => ({
      status,
      body: {
        error: 'invalid_client',
        error_description: `wrong: ${new URLSearchParams(body).get('client_secret')}\nTrace`,
      },
    }));

    const failure = await headerOf(credentialsFrom(endpoint).credentials);

    const place = `${endpoint.url.replace('http://', '')}/oauth2/token`;
    expect(failure).toEqual({
      code: 'credentials.rejected',
      message: `The token endpoint ${place} gives no token: invalid_client: wrong: [Redact]. Check "clientId" and the client secret.`,
      systemCode: `${status} invalid_client`,
    });
  });

  it('because it redirects is not followed, not even to itself', async () => {
    const endpoint = await serving(
      ({ url }, response) =>
        void (
          url === '/oauth2/token/' ? response.writeHead(307, { location: '/login' }) : response.writeHead(200)
        ).end(),
    );

    const failure = await headerOf(credentialsFrom(endpoint).credentials);

    expect(failure).toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringContaining('redirects'),
    });
    expect(endpoint.received).toHaveLength(1);
  });

  it('for a moment is asked three times', async () => {
    const endpoint = await tokenEndpoint((count) => (count < 3 ? { status: 503, body: '' } : token('t3')));

    expect(await headerOf(credentialsFrom(endpoint).credentials)).toBe('Bearer t3');
  });

  it('when a token is renewed is the failure that is told', async () => {
    const endpoint = await tokenEndpoint((count) =>
      count === 1 ? token('t1') : { status: 400, body: { error: 'invalid_client' } },
    );
    const target = await always(401);

    const http = client(target.url, { credentials: credentialsFrom(endpoint).credentials });

    expect(await http.send(read, recording())).toMatchObject({
      ok: false,
      error: { code: 'credentials.rejected', message: expect.stringContaining('invalid_client') },
    });
  });
});
