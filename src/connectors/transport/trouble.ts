/** Why there is no whole answer. `sent` tells whether a part of the request may have reached the other side. */
export type Trouble = {
  readonly kind: 'cancelled' | 'timeout' | 'refused' | 'untrusted' | 'lost' | 'tooLarge';
  readonly sent: boolean;
  /** The code of the system or the library: ECONNREFUSED, UND_ERR_SOCKET. */
  readonly code?: string;
};

const certificateTrouble = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_(GET|VERIFY)|ERR_SSL|HOSTNAME_MISMATCH/;

/** The code of an error or of one it was made from: several addresses tried give an AggregateError. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined);
  return codeOf(error.cause);
}

/** Names what a request failed with. A connection that broke before anything was sent counts as refused. */
export function troubleOf(error: unknown, sent: boolean): Trouble {
  const code = codeOf(error);
  const about = { sent, ...(code === undefined ? {} : { code }) };
  if (code !== undefined && certificateTrouble.test(code)) return { kind: 'untrusted', ...about };
  return { kind: sent ? 'lost' : 'refused', ...about };
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
  tooLarge: 'answer too large',
};

/** What stands in place of a status: "connection refused (ECONNREFUSED)". */
export const troubleText = ({ kind, code }: Trouble): string =>
  code === undefined ? words[kind] : `${words[kind]} (${code})`;
