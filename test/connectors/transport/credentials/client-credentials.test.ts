import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../../src/connectors/transport/http.ts';
import { fail } from '../../../../src/domain/result.ts';
import type { Failure } from '../../../../src/engine/failure.ts';
import { issue, issueAuthority } from '../../../support/certificates.ts';
import { always, client, read, serving, write } from '../exchange-words.ts';
import { json, recording } from '../loopback-server.ts';
import { credentialsFrom, headerOf, SECRET, token, tokenEndpoint } from './token-endpoint.ts';

describe('client credentials', () => {
  it('are exchanged for a token, which signs in the request to the target', async () => {
    const endpoint = await tokenEndpoint(() => token('t0ken'));
    const target = await always(200);
    const { credentials } = credentialsFrom(endpoint, { scope: 'scim.write users', audience: 'api://scim' });

    const answer = await client(target.url, { credentials }).send(read, recording());

    expect(answer).toMatchObject({ ok: true });
    expect(target.received[0]?.headers.authorization).toBe('Bearer t0ken');
    const [asked] = endpoint.received;
    expect(asked).toMatchObject({ method: 'POST', url: '/oauth2/token/' });
    expect(asked?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    });
    expect(asked?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'provision on demand',
      client_secret: SECRET,
      scope: 'scim.write users',
      audience: 'api://scim',
    });
  });

  it('stand in a Basic header where the endpoint wants them there, each encoded on its own', async () => {
    const endpoint = await tokenEndpoint(() => token('t0ken'));

    await headerOf(credentialsFrom(endpoint, { sendAs: 'basic' }).credentials);

    const header = endpoint.received[0]?.headers.authorization ?? '';
    const pair = Buffer.from(header.replace('Basic ', ''), 'base64').toString();
    expect(pair).toBe('provision+on+demand:s3cr3t%2Bof%2Fthe%3Dtest');
    expect(endpoint.received[0]?.body).toBe('grant_type=client_credentials');
  });

  it('are asked about where everybody can see it, without the secret and without the token', async () => {
    const endpoint = await tokenEndpoint(() =>
      token('t0ken-0815', { expires_in: 3600, refresh_token: 'r3fresh' }),
    );
    const target = await always(200);
    const op = recording();

    await client(target.url, { credentials: credentialsFrom(endpoint).credentials }).send(read, op);

    const place = endpoint.url.replace('http://', '');
    expect(op.seen).toMatchObject([
      { type: 'exchange', exchange: { request: `POST ${place}/oauth2/token`, answer: '200 OK' } },
      { type: 'exchange', exchange: { request: 'GET /Users' } },
    ]);
    const shown = JSON.stringify(op.seen);
    expect(shown).toContain('client_secret=[Redact]');
    for (const secret of [SECRET, encodeURIComponent(SECRET), 't0ken-0815', 'r3fresh'])
      expect(shown).not.toContain(secret);
  });
});

describe('a token', () => {
  it('is kept until shortly before its end', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`, { expires_in: '3600' }));
    const { credentials, pass } = credentialsFrom(endpoint);

    const first = [await headerOf(credentials), await headerOf(credentials)];
    pass(3539);
    const late = await headerOf(credentials);
    pass(1);
    const renewed = await headerOf(credentials);

    expect([...first, late, renewed]).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('of a short life is kept for nine tenths of it', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`, { expires_in: 10 }));
    const { credentials, pass } = credentialsFrom(endpoint);

    const first = await headerOf(credentials);
    pass(8.9);
    const late = await headerOf(credentials);
    pass(0.1);

    expect([first, late, await headerOf(credentials)]).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('whose end is not told is kept until it is refused', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`, {}));
    const { credentials, pass } = credentialsFrom(endpoint);

    const first = await headerOf(credentials);
    pass(86_400);

    expect([first, await headerOf(credentials)]).toEqual(['Bearer t1', 'Bearer t1']);
    expect(await headerOf(credentials, true)).toBe('Bearer t2');
  });

  it('is fetched once for all who need it at the same time', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`));
    const { credentials } = credentialsFrom(endpoint);

    const headers = await Promise.all(Array.from({ length: 10 }, () => headerOf(credentials)));

    expect(new Set(headers)).toEqual(new Set(['Bearer t1']));
    expect(endpoint.received).toHaveLength(1);
  });

  it('is fetched by another one when who began has been cancelled', async () => {
    const giveUp = new AbortController();
    const endpoint = await serving((_, response, count) => {
      if (count === 1) giveUp.abort();
      else json(response, 200, token('t2').body);
    });
    const { credentials } = credentialsFrom(endpoint);

    const answers = await Promise.all([
      credentials({ fresh: false }, recording(giveUp.signal)),
      credentials({ fresh: false }, recording()),
    ]);

    expect(answers).toMatchObject([{ ok: false, error: { code: 'cancelled' } }, { ok: true }]);
  });

  it('that the target refuses is renewed once; a write is sent again with the new one', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`));
    const target = await serving(
      ({ headers }, response) =>
        void response.writeHead(headers.authorization === 'Bearer t2' ? 201 : 401).end(),
    );

    const http = client(target.url, { credentials: credentialsFrom(endpoint).credentials });
    const answer = await http.send(write, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 201 } });
    expect([target.received.length, endpoint.received.length]).toEqual([2, 2]);
  });

  it('that the target refuses again is not renewed a second time', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`));
    const target = await always(401);

    const http = client(target.url, { credentials: credentialsFrom(endpoint).credentials });
    const answer = await http.send(write, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 401 } });
    expect([target.received.length, endpoint.received.length]).toEqual([2, 2]);
  });

  it('that is refused to several at once is renewed for all of them together', async () => {
    const endpoint = await tokenEndpoint((count) => token(`t${count}`));
    const target = await serving(
      ({ headers }, response) =>
        void response.writeHead(headers.authorization === 'Bearer t2' ? 200 : 401).end(),
    );
    const http = client(target.url, { credentials: credentialsFrom(endpoint).credentials });

    const answers = await Promise.all(Array.from({ length: 8 }, () => http.send(read, recording())));

    expect(answers.map((answer) => answer.ok && answer.value.status)).toEqual(Array(8).fill(200));
    expect(endpoint.received).toHaveLength(2);
  });
});

describe('the way to a token endpoint', () => {
  it('is https or loopback, whatever is allowed for the target', async () => {
    const endpoint = await tokenEndpoint(() => token('t0ken'));

    const failure = await headerOf(
      credentialsFrom(endpoint, { tokenUrl: 'http://login.invalid/token' }).credentials,
    );

    expect(failure).toMatchObject({ code: 'configuration.invalid' });
    expect(endpoint.received).toEqual([]);
  });

  it('trusts the same authorities as the way to the target', async () => {
    const authority = issueAuthority();
    const { cert, key } = issue({ name: 'login', hosts: ['127.0.0.1'], by: authority });
    const endpoint = await serving((_, response) => json(response, 200, token('t0ken').body), { cert, key });
    const connection = { ca: authority.cert, limits: defaultLimits };

    const trusted = await headerOf(credentialsFrom(endpoint, { connection }).credentials);
    const retry = { ...defaultLimits.retry, attempts: 1 };
    const unknown = await headerOf(
      credentialsFrom(endpoint, { connection: { limits: { ...defaultLimits, retry } } }).credentials,
    );

    expect(trusted).toBe('Bearer t0ken');
    expect(unknown).toMatchObject({ code: 'certificate.untrusted' });
  });

  it('is not gone while the secret cannot be had', async () => {
    const endpoint = await tokenEndpoint(() => token('t0ken'));
    const missing: Failure = { code: 'configuration.invalid', message: 'The client secret cannot be had.' };

    const failure = await headerOf(
      credentialsFrom(endpoint, { clientSecret: async () => fail(missing) }).credentials,
    );

    expect(failure).toEqual(missing);
    expect(endpoint.received).toEqual([]);
  });
});
