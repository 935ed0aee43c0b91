import { isLoopback } from '../../domain/model/loopback.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';

export type BaseUrl = {
  readonly origin: string;
  /** Host, port, path and query: two tenants of one host are two places. */
  readonly place: string;
  readonly loopback: boolean;
  /** Percent-encoded, with a leading and without a trailing slash; empty for the root. */
  readonly path: string;
  /** The path as it was written: a token endpoint may need the slash at its end. */
  readonly writtenPath: string;
  readonly query: readonly (readonly [string, string])[];
};

const invalid = (message: string): Result<never, Failure> => fail({ code: 'configuration.invalid', message });

/**
 * Reads the base URL of a target: any depth of path, with or without a slash at its end, with or without a query,
 * whose parameters go with every request.
 * configuration.invalid for anything but https, for http to another host unless allowed, and for a URL with a
 * password in it (the message does not repeat the URL then).
 */
export function parseBaseUrl(
  text: string,
  { allowPlainHttp }: { readonly allowPlainHttp: boolean },
): Result<BaseUrl, Failure> {
  if (!URL.canParse(text)) return invalid('The base URL of the target is not a URL.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return invalid(`The base URL starts with ${url.protocol}// instead of https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    return invalid('The base URL holds a user name or a password; credentials belong in a secret reference.');
  }
  const loopback = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !loopback && !allowPlainHttp) {
    return invalid(`Plain http to ${url.host} would show credentials to the network; use https.`);
  }
  const query = [...url.searchParams].map(([name, value]) => [name, value] as const);
  const path = url.pathname.replace(/\/+$/, '');
  const place = `${url.host}${path}${url.search}`;
  return ok({ origin: url.origin, place, loopback, path, writtenPath: url.pathname, query });
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

/** `name=value` pairs, percent-encoded as UTF-8 with `%20` for a blank, in front of them a `?`; empty for none. */
export function printQuery(query: readonly (readonly [string, string])[]): string {
  if (query.length === 0) return '';
  return `?${query.map(([name, value]) => (value === '' ? encode(name) : `${encode(name)}=${encode(value)}`)).join('&')}`;
}

/**
 * Path and query of a request below a base URL. Segments are data: a `/` in one of them is encoded.
 * Without a segment it is the base URL itself, exactly as it was written.
 * configuration.invalid for an empty segment, `.` and `..`, which would address another resource (RFC 3986 section 5.2.4).
 */
export function joinUrl(
  base: BaseUrl,
  path: readonly string[],
  query: readonly (readonly [string, string])[] = [],
): Result<string, Failure> {
  const misleading = path.find((segment) => segment === '' || segment === '.' || segment === '..');
  if (misleading !== undefined) return invalid(`The id "${misleading}" cannot be part of a URL.`);
  const below = path.map((segment) => `/${encode(segment)}`).join('');
  const whole = path.length === 0 ? base.writtenPath : `${base.path}${below}`;
  return ok(`${whole}${printQuery([...base.query, ...query])}`);
}
