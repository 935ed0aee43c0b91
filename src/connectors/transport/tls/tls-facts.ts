import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { ok } from '../../../domain/result.ts';
import type { Answer } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import { authorities } from '../sending/dispatcher.ts';
import { troubleOf } from '../sending/trouble.ts';
import { cancelled, troubleFailure } from '../sending/trouble-failure.ts';
import { certificateSentence } from './certificate-trouble.ts';
import type { ClientCertificate } from './client-certificate.ts';

/** What is known of the encryption between here and a server. */
export type TlsFacts =
  /** Plain http. */
  | { readonly tls: 'none' }
  /** A proxy stands between, so a connection of our own may not be possible and would tell nothing. */
  | { readonly tls: 'behind a proxy' }
  | {
      readonly tls: 'used';
      /** "TLSv1.3". */
      readonly protocol: string;
      /** Common names, or what else the certificate has in their place. */
      readonly subject: string;
      readonly issuer: string;
      /** "DNS:scim.example.com, IP Address:10.0.0.1"; empty when the certificate names no host. */
      readonly names: string;
      readonly validFrom: Date;
      readonly validTo: Date;
      /** Why the certificate is not trusted, with what to do; absent when it is trusted. */
      readonly distrust?: string;
    };

type Inspection = {
  readonly origin: string;
  readonly place: string;
  readonly requestMs: number;
  readonly ca?: string;
  readonly clientCertificate?: ClientCertificate;
};

const commonName = (name: { readonly CN?: string | string[]; readonly O?: string | string[] }): string =>
  [name.CN ?? name.O ?? ''].flat().join(', ');

function factsOf(socket: TLSSocket, place: string): TlsFacts {
  const certificate = socket.getPeerCertificate();
  const { authorizationError } = socket;
  // The declared type is Error; what stands there since Node.js 0.11 is the code of OpenSSL.
  const code = authorizationError instanceof Error ? codeOf(authorizationError) : String(authorizationError);
  return {
    tls: 'used',
    protocol: socket.getProtocol() ?? 'unknown',
    subject: commonName(certificate.subject ?? {}),
    issuer: commonName(certificate.issuer ?? {}),
    names: certificate.subjectaltname ?? '',
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
    ...(socket.authorized ? {} : { distrust: certificateSentence(place, code) }),
  };
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.message);

function opened(about: Inspection, signal: AbortSignal): Promise<TLSSocket> {
  const { hostname, port } = new URL(about.origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const socket = connect({
    host,
    port: port === '' ? 443 : Number(port),
    // A name for the server to choose its certificate by; addresses are not allowed there (RFC 6066 section 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...authorities(about.ca),
    ...about.clientCertificate,
    // Only looked at: nothing is sent on this connection.
    rejectUnauthorized: false,
  });
  const stop = (): void => void socket.destroy(new Error('stopped'));
  signal.addEventListener('abort', stop, { once: true });
  socket.once('secureConnect', () => resolve(socket));
  socket.on('error', reject);
  socket.once('close', () => signal.removeEventListener('abort', stop));
  return promise;
}

/** Makes a TLS connection directly to the origin, looks at it and closes it. Nothing is sent but the handshake. */
export async function inspectTls(about: Inspection, op: Op): Answer<TlsFacts> {
  const limit = AbortSignal.timeout(about.requestMs);
  const signal = AbortSignal.any([op.signal, limit]);
  if (signal.aborted) return cancelled;
  try {
    const socket = await opened(about, signal);
    const facts = factsOf(socket, about.place);
    socket.destroy();
    return ok(facts);
  } catch (error) {
    if (op.signal.aborted) return cancelled;
    return troubleFailure(limit.aborted ? { kind: 'timeout', sent: false } : troubleOf(error, false), about);
  }
}
