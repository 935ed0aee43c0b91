import { z } from 'zod';
import { type SecretRef, secretReference } from './secret-reference.ts';

export type ScimConnector = {
  readonly connector: 'scim';
  readonly server: 'remote';
  readonly baseUrl: string;
  readonly token: SecretRef;
  /** Plain HTTP to another host than this one is allowed. */
  readonly allowPlainHttp: boolean;
  /** A PEM file with the certificate authorities to trust instead of the built-in ones. */
  readonly ca?: string;
};
/** The SCIM server of the sample company: ours, on loopback, started when it is needed. */
export type SampleScimServer = {
  readonly connector: 'scim';
  readonly server: 'sample';
  /** It is asked with a token that it refuses, to show what that looks like. */
  readonly credential?: 'wrong';
};

export const scimFields = z.strictObject({
  connector: z.literal('scim'),
  server: z
    .literal('sample')
    .optional()
    .meta({ description: 'the SCIM server of the sample company, instead of baseUrl' }),
  credential: z
    .literal('wrong')
    .optional()
    .meta({ description: 'with the sample server: shows what refused credentials look like' }),
  baseUrl: z.string().optional().meta({ description: 'https://host/scim/v2, without credentials in it' }),
  token: secretReference.optional(),
  allowPlainHttp: z.boolean().optional().meta({ description: 'plain HTTP to another host than this one' }),
  ca: z.string().min(1).optional().meta({ description: 'PEM file with certificate authorities to trust' }),
});
export type ScimFields = z.output<typeof scimFields>;

type Rule = {
  readonly holds: (config: ScimFields) => boolean;
  readonly at: string;
  readonly message: string;
  readonly fix: string;
};

const remoteFields = ['baseUrl', 'token', 'allowPlainHttp', 'ca'] as const;

const scimRules: readonly Rule[] = [
  {
    holds: (config) => config.server !== undefined || config.baseUrl !== undefined,
    at: 'baseUrl',
    message: 'the address of the SCIM server is missing',
    fix: 'Add "baseUrl": "https://…", or "server": "sample" for the sample server.',
  },
  {
    holds: (config) => config.server !== undefined || config.token !== undefined,
    at: 'token',
    message: 'the token of the SCIM server is missing',
    fix: 'Add "token": "env:NAME" and put the token into that environment variable.',
  },
  {
    holds: (config) =>
      config.server === undefined || remoteFields.every((field) => config[field] === undefined),
    at: 'server',
    message: `the sample server brings its own ${remoteFields.join(', ')}`,
    fix: 'Remove "server", or remove the other keys.',
  },
  {
    holds: (config) => config.server !== undefined || config.credential === undefined,
    at: 'credential',
    message: 'this key is for the sample server only',
    fix: 'Remove it, or add "server": "sample".',
  },
  {
    holds: ({ baseUrl }) => baseUrl === undefined || isHttpAddress(baseUrl),
    at: 'baseUrl',
    message: 'this is not an http or https address',
    fix: 'Write it as "https://host/scim/v2".',
  },
  {
    holds: ({ baseUrl }) => baseUrl === undefined || !holdsCredentials(baseUrl),
    at: 'baseUrl',
    message: 'the address holds a user name, a password or a key',
    fix: 'Remove them from the address and use "token": "env:NAME".',
  },
  {
    holds: ({ baseUrl, allowPlainHttp }) =>
      allowPlainHttp === true || baseUrl === undefined || isProtected(baseUrl),
    at: 'baseUrl',
    message: 'plain HTTP would send the token readable over the network',
    fix: 'Use https, or add "allowPlainHttp": true when you accept that.',
  },
];

/** A rule looks at the keys it needs even when others are wrong, so that all issues are told at once. */
export const scimShape = scimRules.reduce(
  (shape, { holds, at, message, fix }) =>
    shape.refine(holds, { path: [at], message, params: { fix }, when: () => true }),
  scimFields,
);

export function scimConfig(
  written: ScimFields,
  absolute: (path: string) => string,
): ScimConnector | SampleScimServer {
  const { server, credential, baseUrl, token, allowPlainHttp = false, ca } = written;
  if (server !== undefined)
    return { connector: 'scim', server, ...(credential === undefined ? {} : { credential }) };
  if (baseUrl === undefined || token === undefined)
    throw new Error('the rules of the SCIM connector were not applied');
  const trusted = ca === undefined ? {} : { ca: absolute(ca) };
  return { connector: 'scim', server: 'remote', baseUrl, token, allowPlainHttp, ...trusted };
}

function isHttpAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol);
}

/** The query itself is allowed: a Tenant URL carries feature flags in it, such as `aadOptscim062020`. */
function holdsCredentials(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  const suspicious = [...url.searchParams.keys()].some((name) =>
    /token|secret|passw|api_?key|^sig$/iu.test(name),
  );
  return suspicious || url.username !== '' || url.password !== '';
}

function isProtected(text: string): boolean {
  const url = URL.parse(text);
  return url === null || url.protocol !== 'http:' || isLoopback(url.hostname);
}

/** `URL` has already turned every spelling of an IPv4 address into four decimal numbers. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(host);
}
