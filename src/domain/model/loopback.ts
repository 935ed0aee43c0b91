/**
 * True for a host that never leaves this machine, as `URL.hostname` spells it: `localhost`, 127.0.0.0/8 (RFC 1122
 * section 3.2.1.3) and `[::1]` (RFC 4291 section 2.5.3). `URL` has already turned every spelling of an IPv4 address into
 * four decimal numbers, and letters into lower case. Names below `localhost`, and `localhost.` with a dot at its end, are
 * left to the resolver by RFC 6761 section 6.3 and may be asked of a name server: they do not count.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
