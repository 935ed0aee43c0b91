import { describe, expect, it } from 'vitest';
import { parseProvisionFile } from '../../../src/workspace/provision-file.ts';
import type { ScimConnector } from '../../../src/workspace/scim/scim-config.ts';
import { scimConfig, scimShape, secretReferencesOf } from '../../../src/workspace/scim/scim-config.ts';

type Json = { readonly [key: string]: unknown };

const secret = 'sEcReT-0815';
const server: Json = { connector: 'scim', baseUrl: 'https://target.example/scim/v2' };
const token: Json = { ...server, token: 'env:TOKEN' };
const clientCredentials: Json = {
  with: 'client-credentials',
  tokenUrl: 'https://login.example/token',
  clientId: 'provision',
  clientSecret: 'env:SECRET',
};

function issuesOf(target: Json): readonly string[] {
  const file = {
    name: 'N',
    apps: [
      {
        id: 'orbit',
        displayName: 'Orbit',
        kind: 'entra-to-saas',
        schema: 's.json',
        source: { connector: 'sample', system: 'entra' },
        target,
      },
    ],
  };
  const parsed = parseProvisionFile(JSON.stringify(file), '/w/provision.json');
  return parsed.ok ? [] : parsed.error.map(({ path, message, fix }) => `${path}: ${message}. ${fix}`);
}

function configOf(target: Json): ScimConnector {
  const config = scimConfig(scimShape.parse(target), (path) => `/w/${path}`);
  if (config.server === 'sample') throw new Error('not the sample server');
  return config;
}

describe('the ways to sign in to a SCIM server', () => {
  it.each([
    ['a token, in short', token],
    ['a token', { ...server, signIn: { with: 'bearer', token: { cmd: ['pass', 'show', 'x'] } } }],
    ['client credentials', { ...server, signIn: clientCredentials }],
    [
      'client credentials of every kind',
      { ...server, signIn: { ...clientCredentials, scope: 's', audience: 'a', sendAs: 'basic' } },
    ],
    [
      'client credentials from this host',
      { ...server, signIn: { ...clientCredentials, tokenUrl: 'http://127.0.0.1:8080/token' } },
    ],
    ['user and password', { ...server, signIn: { with: 'basic', user: 'ada', password: 'file:password' } }],
    ['nothing on this host', { ...server, baseUrl: 'http://localhost:1', signIn: { with: 'none' } }],
    [
      'nothing but a client certificate',
      {
        ...server,
        signIn: { with: 'none' },
        clientCertificate: { certificate: 'client.pem', key: 'file:key.pem', passphrase: 'env:PASS' },
      },
    ],
    [
      'nothing but a secret header',
      { ...server, signIn: { with: 'none' }, headers: { 'X-Api-Key': 'env:KEY', 'X-Tenant': 'larkspur' } },
    ],
    [
      'a token, with everything else that can be set',
      {
        ...token,
        requestLimitSeconds: 20,
        dialect: 'entra-2020',
        ifMatch: true,
        mayReadAll: true,
        profile: { reference: 'text', membersPerPatch: 5, 'filter emails[type eq "work"].value': 'plain' },
      },
    ],
  ])('can be %s', (_, target) => {
    expect(issuesOf(target)).toEqual([]);
  });

  it.each([
    ['two of them', { ...token, signIn: clientCredentials }, 'token', 'Remove "token", or remove "signIn"'],
    ['an unknown one', { ...server, signIn: { with: 'oauth' } }, 'signIn.with', '"client-credentials"'],
    [
      'a key of another one',
      { ...server, signIn: { ...clientCredentials, scop: 's' } },
      'signIn.scop',
      'Did you mean "scope"?',
    ],
    [
      'no secret',
      { ...server, signIn: { with: 'bearer' } },
      'signIn.token',
      'Add a reference to it: "env:NAME"',
    ],
    ['nothing on another host', { ...server, signIn: { with: 'none' } }, 'signIn', 'Add "clientCertificate"'],
    [
      'nothing but a header anybody may see',
      { ...server, signIn: { with: 'none' }, headers: { 'X-Tenant': 'larkspur' } },
      'signIn',
      'Add "clientCertificate"',
    ],
    [
      'a token endpoint in plain HTTP',
      { ...server, signIn: { ...clientCredentials, tokenUrl: 'http://login.example/token' } },
      'signIn.tokenUrl',
      'https://host/oauth2/token',
    ],
    [
      'a secret in the address of the token endpoint',
      { ...server, signIn: { ...clientCredentials, tokenUrl: `https://a:${secret}@login.example/token` } },
      'signIn.tokenUrl',
      '"clientSecret"',
    ],
    [
      'a user name with a colon',
      { ...server, signIn: { with: 'basic', user: 'a:b', password: 'env:P' } },
      'signIn.user',
      'Use another user',
    ],
    [
      'a client certificate over plain HTTP',
      {
        ...token,
        baseUrl: 'http://localhost:1',
        clientCertificate: { certificate: 'client.pem', key: 'file:key.pem' },
      },
      'clientCertificate',
      'Use https',
    ],
    [
      'a misspelled key of the certificate',
      { ...token, clientCertificate: { certificate: 'client.pem', key: 'file:k', passphras: 'env:P' } },
      'clientCertificate.passphras',
      'Did you mean "passphrase"?',
    ],
    ['a limit of nothing', { ...token, requestLimitSeconds: 0 }, 'requestLimitSeconds', 'from 1 to 600'],
    [
      'a limit in words',
      { ...token, requestLimitSeconds: '60' },
      'requestLimitSeconds',
      'Write a number here',
    ],
    ['an unknown dialect', { ...token, dialect: 'entra-2021' }, 'dialect', 'Did you mean "entra-2020"?'],
    [
      'a fact that is no name',
      { ...token, profile: { 'Reference!': 'x' } },
      'profile["Reference!"]',
      'doctor',
    ],
    [
      'a sign-in beside the sample server',
      { connector: 'scim', server: 'sample', signIn: clientCredentials },
      'server',
      'Remove "server"',
    ],
  ])('cannot be %s', (_, target, key, fix) => {
    const issues = issuesOf(target);

    expect(issues).toEqual([expect.stringContaining(`apps[0].target.${key}: `)]);
    expect(issues.join()).toContain(fix);
  });

  it.each([
    ['as token', { ...server, signIn: { with: 'bearer', token: secret } }, 'signIn.token'],
    [
      'as client secret',
      { ...server, signIn: { ...clientCredentials, clientSecret: secret } },
      'signIn.clientSecret',
    ],
    [
      'as password',
      { ...server, signIn: { with: 'basic', user: 'ada', password: secret } },
      'signIn.password',
    ],
    [
      'as key',
      { ...token, clientCertificate: { certificate: 'c.pem', key: secret } },
      'clientCertificate.key',
    ],
    [
      'as passphrase',
      { ...token, clientCertificate: { certificate: 'c.pem', key: 'file:k', passphrase: secret } },
      'clientCertificate.passphrase',
    ],
    ['as header', { ...token, headers: { 'X-Api-Key': secret } }, 'headers.X-Api-Key'],
    ['as broken reference of a header', { ...token, headers: { 'X-A': `env:${secret}!` } }, 'headers.X-A'],
    ['as another thing of a header', { ...token, headers: { 'X-A': [secret] } }, 'headers.X-A'],
  ])('hold no secret %s: it is told where it stands, and not repeated', (_, target, path) => {
    const issues = issuesOf(target);

    expect(issues).toEqual([expect.stringContaining(`apps[0].target.${path}: `)]);
    expect(issues.join()).toMatch(/[Ww]rite (a reference|"env:NAME")/);
    expect(issues.join()).not.toContain(secret);
  });

  it.each([
    'Authorization',
    'host',
    'Content-Length',
    'Transfer-Encoding',
    'Proxy-Authorization',
    'If-Match',
  ])('do not include the header %s', (name) => {
    expect(issuesOf({ ...token, headers: { [name]: 'env:X' } })).toEqual([
      expect.stringContaining(`apps[0].target.headers.${name}: this header is written by the program`),
    ]);
  });

  it('name each header once, whatever its case', () => {
    expect(issuesOf({ ...token, headers: { 'X-Tenant': 'a', 'X-Other': 'b', 'x-tenant': 'c' } })).toEqual([
      'apps[0].target.headers.x-tenant: this is the header "X-Tenant" once more: case does not matter in names of headers. Remove one of the two.',
    ]);
  });

  it.each(['a b', 'a:', 'ü', ''])('do not include a header called %j', (name) => {
    expect(issuesOf({ ...token, headers: { [name]: 'x' } })).toHaveLength(1);
  });
});

describe('a SCIM server as the program uses it', () => {
  it('has absolute paths, every default, and headers with or without a secret', () => {
    expect(
      configOf({
        ...server,
        signIn: clientCredentials,
        headers: { 'X-Api-Key': 'env:KEY', 'X-Tenant': 'larkspur' },
        clientCertificate: { certificate: 'client.pem', key: 'file:key.pem' },
        profile: { membersPerPatch: 5 },
      }),
    ).toEqual({
      connector: 'scim',
      server: 'remote',
      baseUrl: 'https://target.example/scim/v2',
      signIn: { ...clientCredentials, clientSecret: { kind: 'env', name: 'SECRET' }, sendAs: 'body' },
      headers: [
        { name: 'X-Api-Key', secret: { kind: 'env', name: 'KEY' } },
        { name: 'X-Tenant', value: 'larkspur' },
      ],
      clientCertificate: { certificate: '/w/client.pem', key: { kind: 'file', path: 'key.pem' } },
      allowPlainHttp: false,
      requestLimitSeconds: 60,
      ifMatch: false,
      mayReadAll: false,
      profile: new Map([['membersPerPatch', '5']]),
    });
  });

  it('names every secret it needs, so that its commands can be asked about', () => {
    const config = configOf({
      ...server,
      signIn: clientCredentials,
      headers: { 'X-Api-Key': { cmd: ['pass', 'key'] }, 'X-Tenant': 'larkspur' },
      clientCertificate: { certificate: 'client.pem', key: 'file:key.pem', passphrase: 'env:PASS' },
    });

    expect(secretReferencesOf(config)).toEqual([
      { kind: 'env', name: 'SECRET' },
      { kind: 'cmd', command: ['pass', 'key'] },
      { kind: 'file', path: 'key.pem' },
      { kind: 'env', name: 'PASS' },
    ]);
  });
});
