import { present } from '../../domain/present.ts';
import type { SecretRef } from '../secrets/secret-reference.ts';
import { type ScimFields, type scimDialects, scimFields } from './scim-fields.ts';
import { scimRules } from './scim-rules.ts';
import { type HeaderSetting, headerSettings, type SignIn } from './scim-sign-in.ts';

export type ScimDialect = (typeof scimDialects)[number];

export type ScimConnector = {
  readonly connector: 'scim';
  readonly server: 'remote';
  readonly baseUrl: string;
  readonly signIn: SignIn;
  readonly headers: readonly HeaderSetting[];
  /** Mutual TLS; `certificate` is an absolute path. */
  readonly clientCertificate?: {
    readonly certificate: string;
    readonly key: SecretRef;
    readonly passphrase?: SecretRef;
  };
  /** Plain HTTP to another host than this one is allowed. */
  readonly allowPlainHttp: boolean;
  /** A PEM file with certificate authorities to trust beside those of the system. */
  readonly ca?: string;
  readonly requestLimitSeconds: number;
  /** How PATCH requests are spelled; without it the Tenant URL decides. */
  readonly dialect?: ScimDialect;
  /** Writes are sent with If-Match where the server tells versions. */
  readonly ifMatch: boolean;
  /** When no filter finds an object, all objects may be read to find it. */
  readonly mayReadAll: boolean;
  /** Facts about the server that are not to be learned, by their names; whether they exist is not checked here. */
  readonly profile: ReadonlyMap<string, string>;
};
/** The SCIM server of the sample company: ours, on loopback, started when it is needed. */
export type SampleScimServer = {
  readonly connector: 'scim';
  readonly server: 'sample';
  /** It is asked with a token that it refuses, to show what that looks like. */
  readonly credential?: 'wrong';
};

/** The time in which a SCIM endpoint must answer the service. */
const DEFAULT_LIMIT_SECONDS = 60;

/** A rule looks at the keys it needs even when others are wrong, so that all issues are told at once. */
export const scimShape = scimRules.reduce(
  (shape, { holds, at, message, fix }) =>
    shape.refine(holds, { path: [...at], message, params: { fix }, when: () => true }),
  scimFields,
);

function signInOf({ token, signIn }: ScimFields): SignIn | undefined {
  return token === undefined ? signIn : { with: 'bearer', token };
}

/** The files a connection needs, with absolute paths. */
function filesOf(
  { clientCertificate, ca }: ScimFields,
  absolute: (path: string) => string,
): Pick<ScimConnector, 'clientCertificate' | 'ca'> {
  const own = clientCertificate && {
    clientCertificate: { ...clientCertificate, certificate: absolute(clientCertificate.certificate) },
  };
  return { ...own, ...(ca === undefined ? {} : { ca: absolute(ca) }) };
}

function remoteServer(written: ScimFields, absolute: (path: string) => string): ScimConnector {
  const { baseUrl, dialect } = written;
  const signIn = signInOf(written);
  if (baseUrl === undefined || signIn === undefined)
    throw new Error('the rules of the SCIM connector were not applied');
  const facts = Object.entries(written.profile ?? {});
  return {
    connector: 'scim',
    server: 'remote',
    baseUrl,
    signIn,
    headers: headerSettings(written.headers ?? {}),
    ...filesOf(written, absolute),
    allowPlainHttp: written.allowPlainHttp ?? false,
    requestLimitSeconds: written.requestLimitSeconds ?? DEFAULT_LIMIT_SECONDS,
    ...present({ dialect }),
    ifMatch: written.ifMatch ?? false,
    mayReadAll: written.mayReadAll ?? false,
    profile: new Map(facts.map(([fact, value]) => [fact, String(value)])),
  };
}

/** `written` has passed the rules of `scimShape`. */
export function scimConfig(
  written: ScimFields,
  absolute: (path: string) => string,
): ScimConnector | SampleScimServer {
  const { server, credential } = written;
  if (server === undefined) return remoteServer(written, absolute);
  return { connector: 'scim', server, ...present({ credential }) };
}

/** Every secret that a connection to this server needs. */
export function secretReferencesOf({
  signIn,
  headers,
  clientCertificate,
}: ScimConnector): readonly SecretRef[] {
  const own = Object.values(signIn).filter((value) => typeof value === 'object');
  const extra = headers.flatMap((header) => ('secret' in header ? [header.secret] : []));
  const { key, passphrase } = clientCertificate ?? {};
  return [...own, ...extra, key, passphrase].filter((secret) => secret !== undefined);
}
