import { createSecureContext } from 'node:tls';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';

/** What proves who we are while the connection is made (mutual TLS, RFC 8446 section 4.4.2). PEM texts. */
export type ClientCertificate = {
  /** The certificate, and after it those between it and a known authority. */
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
};

/** In the words OpenSSL has for them; nothing of its message is repeated, because it may quote the file. */
function whyUnusable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.includes('KEY_VALUES_MISMATCH') || code.includes('KEY_TYPE_MISMATCH'))
    return 'the key does not belong to the certificate';
  if (/BAD_DECRYPT|BAD_PASSWORD|INTERRUPTED|PASSWORD|MISSING_PASSPHRASE/.test(code))
    return 'the key is encrypted and the passphrase is missing or wrong';
  return `certificate or key is not PEM (${code === '' ? 'unreadable' : code})`;
}

/** The certificate itself when TLS can use it; configuration.invalid with the reason when it cannot. */
export function usableCertificate(certificate: ClientCertificate): Result<ClientCertificate, Failure> {
  try {
    createSecureContext({ ...certificate });
    return ok(certificate);
  } catch (error) {
    const message = `The client certificate cannot be used: ${whyUnusable(error)}.`;
    return fail({ code: 'configuration.invalid', message });
  }
}

/** Whether a text holds certificates that TLS can trust. Without this check a file of anything would just not help. */
export function areAuthorities(pem: string): boolean {
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return false;
  try {
    createSecureContext({ ca: pem });
    return true;
  } catch {
    return false;
  }
}
