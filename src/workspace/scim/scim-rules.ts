import { isLoopback } from '../../domain/model/loopback.ts';
import type { ScimFields } from './scim-fields.ts';

type Rule = {
  readonly holds: (config: ScimFields) => boolean;
  readonly at: readonly string[];
  readonly message: string;
  readonly fix: string;
};

const remoteFields = [
  'baseUrl',
  'token',
  'signIn',
  'headers',
  'clientCertificate',
  'allowPlainHttp',
  'ca',
  'requestLimitSeconds',
  'dialect',
  'ifMatch',
  'mayReadAll',
  'profile',
] as const;

const tokenUrlOf = ({ signIn }: ScimFields): string | undefined =>
  signIn?.with === 'client-credentials' ? signIn.tokenUrl : undefined;

/** What the keys of a SCIM server must fulfil together. A rule is asked even when other keys are wrong. */
export const scimRules: readonly Rule[] = [
  {
    holds: (config) => config.server !== undefined || config.baseUrl !== undefined,
    at: ['baseUrl'],
    message: 'the address of the SCIM server is missing',
    fix: 'Add "baseUrl": "https://…", or "server": "sample" for the sample server.',
  },
  {
    holds: (config) =>
      config.server !== undefined || config.token !== undefined || config.signIn !== undefined,
    at: ['token'],
    message: 'the token of the SCIM server is missing',
    fix: 'Add "token": "env:NAME" and put the token into that environment variable, or "signIn" for another way.',
  },
  {
    holds: ({ token, signIn }) => token === undefined || signIn === undefined,
    at: ['token'],
    message: 'there are two ways to sign in',
    fix: 'Remove "token", or remove "signIn".',
  },
  {
    holds: (config) =>
      config.server === undefined || remoteFields.every((field) => config[field] === undefined),
    at: ['server'],
    message: 'the sample server brings its own address, sign-in and settings',
    fix: 'Remove "server", or remove the other keys.',
  },
  {
    holds: (config) => config.server !== undefined || config.credential === undefined,
    at: ['credential'],
    message: 'this key is for the sample server only',
    fix: 'Remove it, or add "server": "sample".',
  },
  {
    holds: ({ baseUrl }) => baseUrl === undefined || isHttpAddress(baseUrl),
    at: ['baseUrl'],
    message: 'this is not an http or https address',
    fix: 'Write it as "https://host/scim/v2".',
  },
  {
    holds: ({ baseUrl }) => baseUrl === undefined || !holdsCredentials(baseUrl),
    at: ['baseUrl'],
    message: 'the address holds a user name, a password or a key',
    fix: 'Remove them from the address and use "token": "env:NAME".',
  },
  {
    holds: ({ baseUrl, allowPlainHttp }) =>
      allowPlainHttp === true || baseUrl === undefined || isProtected(baseUrl),
    at: ['baseUrl'],
    message: 'plain HTTP would send the token readable over the network',
    fix: 'Use https, or add "allowPlainHttp": true when you accept that.',
  },
  {
    holds: ({ baseUrl, clientCertificate }) =>
      clientCertificate === undefined || baseUrl === undefined || URL.parse(baseUrl)?.protocol !== 'http:',
    at: ['clientCertificate'],
    message: 'plain HTTP knows no client certificate',
    fix: 'Use https in "baseUrl", or remove this key.',
  },
  {
    holds: (config) => config.signIn?.with !== 'none' || provesOtherwise(config),
    at: ['signIn'],
    message: 'nothing tells this server who is asking',
    fix: 'Add "clientCertificate" or a header with a secret reference, or sign in another way; a server on this host needs nothing.',
  },
  {
    holds: (config) => isTokenAddress(tokenUrlOf(config)),
    at: ['signIn', 'tokenUrl'],
    message: 'the token endpoint is not an https address',
    fix: 'Write it as "https://host/oauth2/token"; plain HTTP is possible on this host only.',
  },
  {
    holds: (config) => !holdsCredentials(tokenUrlOf(config) ?? ''),
    at: ['signIn', 'tokenUrl'],
    message: 'the address holds a user name, a password or a key',
    fix: 'Remove them from the address and use "clientId" and "clientSecret".',
  },
  {
    holds: ({ signIn }) => signIn?.with !== 'basic' || !String(signIn.user).includes(':'),
    at: ['signIn', 'user'],
    message: 'a user name with a colon cannot be sent with basic sign-in',
    fix: 'Use another user.',
  },
];

function provesOtherwise({ baseUrl, clientCertificate, headers }: ScimFields): boolean {
  if (clientCertificate !== undefined || baseUrl === undefined) return true;
  const url = URL.parse(baseUrl);
  if (url === null || isLoopback(url.hostname)) return true;
  return Object.values(headers ?? {}).some((value) => typeof value === 'object');
}

function isTokenAddress(text: string | undefined): boolean {
  if (text === undefined) return true;
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
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
    /token|secret|passw|assertion|credential|^(?:code|key|api[-_]?key|sig)$/iu.test(name),
  );
  return suspicious || url.username !== '' || url.password !== '';
}

function isProtected(text: string): boolean {
  const url = URL.parse(text);
  return url === null || url.protocol !== 'http:' || isLoopback(url.hostname);
}
