import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anonymous,
  basic,
  bearer,
  withHeaders,
} from '../../../../src/connectors/transport/credentials/credentials.ts';
import { ok } from '../../../../src/domain/result.ts';
import { always, client, read, serving } from '../exchange-words.ts';
import { recording } from '../loopback-server.ts';

const secret = (value: string) => async () => ok(value);

describe('signing in with user and password', () => {
  it('sends both as RFC 7617 says, whatever characters they hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }).filter((user) => !user.includes(':')),
        fc.string({ unit: 'grapheme' }),
        async (user, password) => {
          const proof = await basic(user, secret(password))({ fresh: false }, recording());

          const header = (proof.ok && proof.value.headers.get('authorization')) || '';
          const pair = Buffer.from(header.replace('Basic ', ''), 'base64').toString('utf8');
          expect(pair).toBe(`${user}:${password}`);
        },
      ),
    );
  });

  it('shows the password nowhere, not even when the server repeats it', async () => {
    const server = await serving(
      ({ headers }, response) =>
        void response.writeHead(401).end(`Not you: ${headers.authorization} with p4ssw0rd`),
    );
    const op = recording();

    const answer = await client(server.url, { credentials: basic('ada', secret('p4ssw0rd')) }).send(read, op);

    const shown = JSON.stringify([op.seen, answer.ok && answer.value.body]);
    expect(shown).toContain('Not you');
    expect(shown).not.toContain('p4ssw0rd');
    expect(shown).not.toContain(Buffer.from('ada:p4ssw0rd').toString('base64'));
  });

  it('refuses a user name with a colon', async () => {
    const server = await always(200);

    const answer = await client(server.url, { credentials: basic('a:b', secret('x')) }).send(
      read,
      recording(),
    );

    expect(answer).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(server.received).toEqual([]);
  });
});

describe('further headers', () => {
  it('go with every request, and those that are secret are never shown', async () => {
    const server = await serving(
      ({ headers }, response) =>
        void response.writeHead(403).end(`key ${headers['x-api-key']} of ${headers['x-tenant']}`),
    );
    const credentials = withHeaders(anonymous, [
      { name: 'X-Api-Key', secret: secret('k3y-0815') },
      { name: 'X-Tenant', value: 'larkspur' },
    ]);
    const op = recording();

    await client(server.url, { credentials }).send(read, op);

    expect(server.received[0]?.headers).toMatchObject({ 'x-api-key': 'k3y-0815', 'x-tenant': 'larkspur' });
    expect(JSON.stringify(op.seen)).toContain('key [Redact] of larkspur');
    expect(JSON.stringify(op.seen)).not.toContain('k3y-0815');
  });

  it('never replace what signs in, what is asked for or what is sent', async () => {
    const server = await always(200);
    const credentials = withHeaders(
      bearer(async () => ok('t0ken')),
      ['Authorization', 'Accept', 'Accept-Encoding', 'Content-Type'].map((name) => ({
        name,
        value: 'other',
      })),
    );

    await client(server.url, { credentials }).send(
      { ...read, body: { type: 'application/scim+json', text: '{}' } },
      recording(),
    );

    expect(server.received[0]?.headers).toMatchObject({
      authorization: 'Bearer t0ken',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/scim+json',
    });
  });

  it.each(['', 'a\r\nx: y', ' a', 'ü'])('never hold %j', async (value) => {
    const server = await always(200);
    const credentials = withHeaders(anonymous, [{ name: 'X-Api-Key', secret: secret(value) }]);

    const answer = await client(server.url, { credentials }).send(read, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'configuration.invalid', message: expect.stringContaining('X-Api-Key') },
    });
    expect(server.received).toEqual([]);
  });
});
