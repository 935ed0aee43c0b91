import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ok } from '../../../../src/domain/result.ts';
import { issue, issueAuthority } from '../../../support/certificates.ts';
import { always, client, read, serving, write } from '../exchange-words.ts';
import { recording } from '../loopback-server.ts';
import { authority, fine, good, past, secured, withChain } from './tls-words.ts';

/** A proxy that leads every tunnel to one port of this host; without a port it asks for a password (407). */
async function tunnelling(port?: string) {
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    socket.on('error', () => undefined);
    if (port === undefined) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    return onward.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const address = proxy.address();
  const at = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${at}`, asked };
}

describe('a server with a certificate', () => {
  it('of an authority that is trusted is spoken to', async () => {
    const server = await secured(issue(good));

    const answer = await client(server.url, { ca: authority.cert }).send(read, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it('is spoken to in HTTP/1.1, whatever else it offers', async () => {
    const { cert, key } = issue(good);
    const offers = serving(fine, { cert, key, ALPNProtocols: ['h2', 'http/1.1'] });

    const answer = await client((await offers).url, { ca: authority.cert }).send(read, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it.each([
    [
      'of an unknown authority',
      issue(good),
      undefined,
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'without the one of the authority',
    ],
    [
      'of an unknown authority that it sends along',
      withChain(issue(good)),
      issueAuthority('Another authority').cert,
      'SELF_SIGNED_CERT_IN_CHAIN',
      'that this machine does not know (SELF_SIGNED_CERT_IN_CHAIN). Save that authority',
    ],
    [
      'that signed itself',
      issue({ name: 'scim server', hosts: ['127.0.0.1'] }),
      authority.cert,
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'self-signed',
    ],
    [
      'that has expired',
      issue({ ...good, from: past, to: new Date('2021-01-02T00:00:00Z') }),
      authority.cert,
      'CERT_HAS_EXPIRED',
      'has expired (CERT_HAS_EXPIRED). Have it renewed',
    ],
    [
      'that is not valid yet',
      issue({ ...good, from: new Date('2047-01-02T00:00:00Z'), to: new Date('2048-01-02T00:00:00Z') }),
      authority.cert,
      'CERT_NOT_YET_VALID',
      'Check the clock of this machine',
    ],
    [
      'for another host',
      issue({ ...good, hosts: ['scim.example.com'] }),
      authority.cert,
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'for another host name',
    ],
  ])('%s is not spoken to, and the message says what to do', async (_, issued, ca, systemCode, words) => {
    const server = await secured(issued);

    const answer = await client(server.url, ca === undefined ? {} : { ca }).send(read, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'certificate.untrusted', systemCode, message: expect.stringContaining(words) },
    });
    expect(server.received).toEqual([]);
  });

  it('is told from a server that speaks no TLS', async () => {
    const server = await always(200);

    const answer = await client(server.url.replace('http:', 'https:')).send(read, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'certificate.untrusted', message: expect.stringContaining('does not speak TLS') },
    });
  });
});

describe('mutual TLS', () => {
  const ours = issue({ name: 'provisioning', by: authority });
  const demanding = () => {
    const { cert, key } = issue(good);
    return serving(fine, { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  };

  it('shows our certificate to a server that asks for it', async () => {
    const server = await demanding();
    const http = client(server.url, {
      ca: authority.cert,
      clientCertificate: async () => ok({ cert: ours.cert, key: ours.key }),
    });

    const answers = [await http.send(read, recording()), await http.send(read, recording())];

    expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('fetches the key once, and only when something is sent', async () => {
    const server = await demanding();
    let fetched = 0;
    const clientCertificate = async () => {
      fetched += 1;
      return ok({ cert: ours.cert, key: ours.key });
    };
    const http = client(server.url, { ca: authority.cert, clientCertificate });
    const before = fetched;

    await Promise.all([http.send(read, recording()), http.send(read, recording())]);

    expect([before, fetched]).toEqual([0, 1]);
  });

  it('opens an encrypted key with its passphrase', async () => {
    const server = await demanding();
    const locked = issue({ name: 'provisioning', by: authority, passphrase: 'open sesame' });
    const clientCertificate = async () => ok({ ...locked, passphrase: 'open sesame' });

    const answer = await client(server.url, { ca: authority.cert, clientCertificate }).send(
      read,
      recording(),
    );

    expect(answer).toMatchObject({ ok: true });
  });

  it.each([
    [
      'a key of another certificate',
      { cert: ours.cert, key: issue({ name: 'x' }).key },
      'does not belong to the certificate',
    ],
    [
      'an encrypted key without its passphrase',
      issue({ name: 'provisioning', passphrase: 'open sesame' }),
      'passphrase is missing or wrong',
    ],
    [
      'a wrong passphrase',
      { ...issue({ name: 'provisioning', passphrase: 'open sesame' }), passphrase: 'hunter22' },
      'passphrase is missing or wrong',
    ],
    ['a key that is none', { cert: ours.cert, key: 'hunter22' }, 'is not PEM'],
  ])('is a matter of configuration with %s', async (_, certificate, words) => {
    const server = await demanding();

    const answer = await client(server.url, { clientCertificate: async () => ok(certificate) }).send(
      read,
      recording(),
    );

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'configuration.invalid', message: expect.stringContaining(words) },
    });
    expect(answer.ok ? '' : answer.error.message).not.toContain('hunter22');
    expect(server.connections()).toBe(0);
  });

  it('says nothing to a server that asks for a certificate we do not have', async () => {
    const server = await demanding();

    const answer = await client(server.url, { ca: authority.cert }).send(read, recording());

    expect(answer).toMatchObject({ ok: false });
    expect(server.received).toEqual([]);
  });
});

describe('a proxy before a server with a certificate', () => {
  it('passes the bytes on: the server is who shows a certificate, and who sees ours', async () => {
    const { cert, key } = issue({ ...good, hosts: ['scim.invalid'] });
    const tls = { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    const server = await serving(fine, tls);
    const proxy = await tunnelling(new URL(server.url).port);
    const ours = issue({ name: 'provisioning', by: authority });
    const http = client('https://scim.invalid', {
      ca: authority.cert,
      clientCertificate: async () => ok({ cert: ours.cert, key: ours.key }),
      environment: { https_proxy: proxy.url },
    });

    const answer = await http.send(read, recording());

    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    expect(proxy.asked).toEqual(['scim.invalid:443']);
    expect(server.received).toHaveLength(1);
  });

  it('that opens no way is a connection that is refused, also for a write', async () => {
    const proxy = await tunnelling();
    const http = client('https://scim.invalid', { environment: { https_proxy: proxy.url } });

    const answer = await http.send(write, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'connection.refused', message: expect.stringContaining('the proxy opens no way there') },
    });
  });
});
