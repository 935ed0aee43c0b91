import { describe, expect, it } from 'vitest';
import { issue } from '../../../support/certificates.ts';
import { client, listening } from '../exchange-words.ts';
import { recording } from '../loopback-server.ts';
import { authority, good, past, secured } from './tls-words.ts';

describe('looking at the TLS of a server', () => {
  it('tells protocol, certificate and issuer', async () => {
    const to = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000);
    const server = await secured(issue({ ...good, to }));

    const facts = await client(server.url, { ca: authority.cert }).inspectTls(recording());

    expect(facts).toEqual({
      ok: true,
      value: {
        tls: 'used',
        protocol: 'TLSv1.3',
        subject: 'scim server',
        issuer: 'Test authority',
        names: 'IP Address:127.0.0.1, DNS:localhost',
        validFrom: expect.any(Date),
        validTo: to,
      },
    });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['an expired certificate', { ...good, from: past, to: new Date('2021-01-02T00:00:00Z') }, 'has expired'],
    ['a certificate for another host', { ...good, hosts: ['scim.example.com'] }, 'another host name'],
    ['a self-signed certificate', { name: 'self', hosts: ['127.0.0.1'] }, 'self-signed'],
  ])('tells why %s is not trusted, and everything else all the same', async (_, wanted, words) => {
    const server = await secured(issue(wanted));

    const facts = await client(server.url, { ca: authority.cert }).inspectTls(recording());

    expect(facts).toMatchObject({
      ok: true,
      value: { tls: 'used', subject: wanted.name, distrust: expect.stringContaining(words) },
    });
  });

  it('has nothing to tell of plain HTTP, and of what is behind a proxy', async () => {
    const near = await client('http://127.0.0.1:1').inspectTls(recording());
    const far = await client('https://scim.invalid', {
      environment: { https_proxy: 'http://127.0.0.1:1' },
    }).inspectTls(recording());

    expect([near, far]).toEqual([
      { ok: true, value: { tls: 'none' } },
      { ok: true, value: { tls: 'behind a proxy' } },
    ]);
  });

  it('is a failure where nobody speaks TLS', async () => {
    const silent = await listening((socket) => void socket.end('220 mail.example ESMTP\r\n'));

    const facts = await client(`https://127.0.0.1:${silent}`).inspectTls(recording());

    expect(facts).toMatchObject({ ok: false, error: { code: 'certificate.untrusted' } });
  });

  it('ends when it is cancelled', async () => {
    const giveUp = new AbortController();
    const port = await listening(() => giveUp.abort());

    const facts = await client(`https://127.0.0.1:${port}`).inspectTls(recording(giveUp.signal));

    expect(facts).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
