/** Why TLS does not come about, by the codes of Node.js ("TLS error codes") and OpenSSL, and what to do about it. */
type Known = { readonly codes: RegExp; readonly says: (place: string) => string; readonly next: string };

const known: readonly Known[] = [
  {
    codes: /^CERT_HAS_EXPIRED$/,
    says: (place) => `The TLS certificate of ${place} has expired`,
    next: 'Have it renewed on the server.',
  },
  {
    codes: /^CERT_NOT_YET_VALID$/,
    says: (place) => `The TLS certificate of ${place} is not valid yet`,
    next: 'Check the clock of this machine first, then the certificate.',
  },
  {
    codes: /^CERT_REVOKED$/,
    says: (place) => `The TLS certificate of ${place} was revoked`,
    next: 'Ask who runs the server for a new one.',
  },
  {
    codes: /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    says: (place) => `The TLS certificate of ${place} is self-signed, so anybody could have made it`,
    next: 'If it is the right server, save its certificate as a PEM file and name that file with "ca".',
  },
  {
    codes: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    says: (place) =>
      `The TLS certificate of ${place} comes from a certificate authority that this machine does not know`,
    next: 'Save that authority\'s certificate as a PEM file and name that file with "ca".',
  },
  {
    codes: /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/,
    says: (place) => `${place} sends its TLS certificate without the one of the authority that issued it`,
    next: 'Have the server send its whole chain, or name the authority\'s PEM file with "ca".',
  },
  {
    codes: /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    says: (place) => `The TLS certificate of ${place} is for another host name`,
    next: 'Use the host name that stands in the certificate.',
  },
  {
    codes: /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/,
    says: (place) => `${place} does not speak TLS`,
    next: 'Check the port, and whether the address begins with https.',
  },
  {
    codes: /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+)|ALERT_HANDSHAKE_FAILURE/,
    says: (place) =>
      `${place} ends the TLS handshake, as it does for a missing or refused client certificate`,
    next: 'Check "clientCertificate".',
  },
];

/** One or two sentences: what is wrong with the certificate, and the thing to do. */
export function certificateSentence(place: string, code: string | undefined): string {
  const found = known.find(({ codes }) => code !== undefined && codes.test(code));
  const shown = code === undefined ? '' : ` (${code})`;
  if (found === undefined) return `The TLS certificate of ${place} is not trusted${shown}.`;
  return `${found.says(place)}${shown}. ${found.next}`;
}
