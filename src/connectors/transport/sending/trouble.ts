import { present } from '../../../domain/present.ts';
/** Why there is no whole answer. `sent` tells whether a part of the request may have reached the other side. */
export type Trouble = {
  readonly kind: 'cancelled' | 'timeout' | 'refused' | 'untrusted' | 'lost' | 'garbled' | 'tooLarge';
  readonly sent: boolean;
  /** The code of the system or the library: ECONNREFUSED, UND_ERR_SOCKET. */
  readonly code?: string;
};

const certificateTrouble =
  /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH|ERR_SSL_.*ALERT_HANDSHAKE_FAILURE/;
/** What TLS says about a handshake; later the same codes are about a connection that breaks. */
const handshakeTrouble = /^(ERR_SSL|EPROTO)/;
/** The answer is no HTTP: what the parser says, and a header section without end. */
const parserTrouble = /^(HPE_|HTTPParserError$|UND_ERR_HEADERS_OVERFLOW$)/;

/** The code of an error or of one it was made from: several addresses tried give an AggregateError. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.name === 'HTTPParserError') return error.name;
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined);
  return codeOf(error.cause);
}

function kindOf(code: string, sent: boolean): Trouble['kind'] {
  if (certificateTrouble.test(code) || (!sent && handshakeTrouble.test(code))) return 'untrusted';
  if (!sent) return 'refused';
  return parserTrouble.test(code) ? 'garbled' : 'lost';
}

/** Names what a request failed with. A connection that broke before anything was sent counts as refused. */
export function troubleOf(error: unknown, sent: boolean): Trouble {
  const code = codeOf(error);
  return { kind: kindOf(code ?? '', sent), sent, ...present({ code }) };
}

/** A try that cannot end differently a moment later: unknown name, certificate, our own decision. */
export function isPermanent({ kind, code }: Trouble): boolean {
  return kind === 'cancelled' || kind === 'untrusted' || kind === 'tooLarge' || code === 'ENOTFOUND';
}

const words: Record<Trouble['kind'], string> = {
  cancelled: 'cancelled',
  timeout: 'no answer in time',
  refused: 'connection refused',
  untrusted: 'certificate not trusted',
  lost: 'connection lost',
  garbled: 'no HTTP',
  tooLarge: 'answer too large',
};

/** Where the code says more than the kind of trouble does. */
const codeWords: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'unknown host name'],
  ['EAI_AGAIN', 'the host name cannot be looked up'],
  ['UND_ERR_CONNECT_TIMEOUT', 'nobody answers there'],
  // What is left of aborts once ours are told apart: the proxy answered something else than 200 to CONNECT.
  ['UND_ERR_ABORTED', 'the proxy opens no way there'],
  ['EHOSTUNREACH', 'no way to this host'],
  ['ENETUNREACH', 'no way to this network'],
]);

/** What stands in place of a status: "connection refused (ECONNREFUSED)". */
export function troubleText({ kind, code }: Trouble): string {
  if (code === undefined) return words[kind];
  return `${codeWords.get(code) ?? words[kind]} (${code})`;
}
