import { describe, expect, it } from 'vitest';
import { parseProvisionFile, provisionJsonSchema } from '../../src/workspace/provision-file.ts';
import { describeIssue } from '../../src/workspace/workspace-issue.ts';

type Json = { readonly [key: string]: unknown };

const remote: Json = {
  connector: 'scim',
  baseUrl: 'https://target.example/scim/v2',
  token: 'env:SCIM_TOKEN',
};

const app = (change: Json = {}): Json => ({
  id: 'orbit',
  displayName: 'Orbit',
  kind: 'entra-to-saas',
  schema: 'schemas/orbit.json',
  source: { connector: 'sample', system: 'entra' },
  target: remote,
  ...change,
});

const parse = (file: unknown) =>
  parseProvisionFile(
    typeof file === 'string' ? file : JSON.stringify(file, undefined, 1),
    '/w/provision.json',
  );

function issuesOf(file: unknown): readonly string[] {
  const parsed = parse(file);
  return parsed.ok ? [] : parsed.error.map(({ path, message, fix }) => `${path}: ${message}. ${fix}`);
}

const targetIssues = (target: unknown): readonly string[] => issuesOf({ name: 'N', apps: [app({ target })] });

describe('provision.json', () => {
  it('fills in the defaults of the settings', () => {
    const parsed = parse({ $schema: 'x.json', name: 'Northwind', apps: [app()] });

    expect(parsed).toMatchObject({
      ok: true,
      value: { apps: [{ settings: { scope: 'assigned', skipOutOfScopeDeletions: false } }] },
    });
  });

  it.each([
    ['the sample server', { connector: 'scim', server: 'sample' }],
    ['the sample server that refuses', { connector: 'scim', server: 'sample', credential: 'wrong' }],
    ['a sample system', { connector: 'sample', system: 'active-directory' }],
    ['plain HTTP to this host', { ...remote, baseUrl: 'http://localhost:8080' }],
    ['plain HTTP to this host by address', { ...remote, baseUrl: 'http://[::1]:8080/scim' }],
    [
      'plain HTTP where it was allowed',
      { ...remote, baseUrl: 'http://target.example', allowPlainHttp: true },
    ],
    [
      'a Tenant URL with a feature flag',
      { ...remote, baseUrl: 'https://target.example/scim?aadOptscim062020' },
    ],
    ['an authority of its own', { ...remote, ca: 'ca.pem' }],
  ])('accepts as target: %s', (_what, target) => {
    expect(targetIssues(target)).toEqual([]);
  });

  it.each([
    ['env:TOKEN', { kind: 'env', name: 'TOKEN' }],
    ['file:secrets/token', { kind: 'file', path: 'secrets/token' }],
    ['cmd:["pass","show","x y"]', { kind: 'cmd', command: ['pass', 'show', 'x y'] }],
    [{ cmd: ['pass', 'show'] }, { kind: 'cmd', command: ['pass', 'show'] }],
  ])('reads the reference %j', (token, reference) => {
    expect(parse({ name: 'N', apps: [app({ target: { ...remote, token } })] })).toMatchObject({
      ok: true,
      value: { apps: [{ target: { token: reference } }] },
    });
  });

  it('tells all issues at once, in the order of the file, each with its line', () => {
    const parsed = parse({
      nam: 'N',
      name: '',
      apps: [app({ id: 'Orbit!' }), app({ kind: 'saas', extra: 1 })],
    });

    expect(parsed.ok ? [] : parsed.error.map(describeIssue)).toEqual([
      '/w/provision.json:2:2 nam: this key is unknown. Did you mean "name"?',
      '/w/provision.json:3:2 name: this is empty. Fill it in.',
      '/w/provision.json:6:4 apps[0].id: this id has another form than ids have. Use small letters, digits and single hyphens.',
      expect.stringMatching(
        /^\/w\/provision.json:23:4 apps\[1\]\.kind: this value is not possible here\. Use one of "entra/u,
      ),
      expect.stringMatching(
        /^\/w\/provision.json:34:4 apps\[1\]\.extra: this key is unknown\. Remove it; known here: id,/u,
      ),
    ]);
  });

  it.each([
    ['no app', { name: 'N', apps: [] }, 'apps: this is empty. Fill it in.'],
    ['no apps', { name: 'N' }, 'apps: this key is missing. Add it with a list.'],
    ['a list instead of an object', [], ': this is not an object. Write an object here.'],
    [
      'an id twice',
      { name: 'N', apps: [app(), app()] },
      'apps[1].id: another app has this id already. Give each app its own id.',
    ],
    [
      'a text as switch',
      { name: 'N', apps: [app({ settings: { skipOutOfScopeDeletions: 'no' } })] },
      'apps[0].settings.skipOutOfScopeDeletions: this is not true or false. Write true or false here.',
    ],
    [
      'an unknown setting',
      { name: 'N', apps: [app({ settings: { scop: 'all' } })] },
      'apps[0].settings.scop: this key is unknown. Did you mean "scope"?',
    ],
    [
      'a key twice',
      '{"name":"N","name":"M","apps":[]}',
      'name: this key appears twice in its object. Remove one of the two.',
    ],
    ['null', { name: null, apps: [app()] }, 'name: this is not a text. Write a text here.'],
  ])('refuses %s', (_what, file, issue) => {
    expect(issuesOf(file)).toContain(issue);
  });

  it.each([
    ['an unknown connector', { connector: 'scimm' }, 'connector', 'Did you mean "scim"?'],
    ['an unknown key', { ...remote, tokn: 'env:X' }, 'tokn', 'Did you mean "token"?'],
    ['no address and no token', { connector: 'scim' }, 'baseUrl', 'Add "baseUrl"'],
    ['no token', { connector: 'scim', baseUrl: 'https://x.example' }, 'token', 'Add "token": "env:NAME"'],
    ['both servers', { ...remote, server: 'sample' }, 'server', 'Remove "server"'],
    ['a key of the sample server', { ...remote, credential: 'wrong' }, 'credential', '"server": "sample"'],
    ['an address that is none', { ...remote, baseUrl: 'target.example' }, 'baseUrl', 'https://host/scim/v2'],
    ['another scheme', { ...remote, baseUrl: 'ftp://target.example' }, 'baseUrl', 'https://host/scim/v2'],
    [
      'a key in the query',
      { ...remote, baseUrl: 'https://target.example?api_key=1' },
      'baseUrl',
      '"token": "env:NAME"',
    ],
    [
      'a key in the query, as Azure Functions take it',
      { ...remote, baseUrl: 'https://target.example/api/scim?code=1' },
      'baseUrl',
      '"token": "env:NAME"',
    ],
    ['plain HTTP', { ...remote, baseUrl: 'http://target.example' }, 'baseUrl', '"allowPlainHttp": true'],
    [
      'plain HTTP to a name that begins like this host',
      { ...remote, baseUrl: 'http://127.0.0.1.example' },
      'baseUrl',
      'Use https',
    ],
    ['an unknown system', { connector: 'sample', system: 'entr' }, 'system', 'Did you mean "entra"?'],
  ])('refuses as target: %s', (_what, target, key, fix) => {
    const issues = targetIssues(target);

    expect(issues).toContainEqual(expect.stringContaining(`apps[0].target.${key}: `));
    expect(issues.join('\n')).toContain(fix);
  });

  it('refuses SCIM as a source', () => {
    expect(issuesOf({ name: 'N', apps: [app({ source: remote })] })).toEqual([
      'apps[0].source.connector: this value is not possible here. Use one of "sample", "file".',
    ]);
  });
});

describe('a secret in provision.json', () => {
  const secret = 'sEcReT-0815';

  it.each([
    ['as token', { name: 'N', apps: [app({ target: { ...remote, token: secret } })] }],
    ['as a list', { name: 'N', apps: [app({ target: { ...remote, token: [secret] } })] }],
    [
      'in a broken reference',
      { name: 'N', apps: [app({ target: { ...remote, token: `cmd:[${secret}]` } })] },
    ],
    [
      'as an argument of another form',
      { name: 'N', apps: [app({ target: { ...remote, token: { cmd: secret } } })] },
    ],
    [
      'in the address',
      { name: 'N', apps: [app({ target: { ...remote, baseUrl: `https://me:${secret}@x.example` } })] },
    ],
    ['under an unknown key', { name: 'N', apps: [app({ target: { ...remote, password: secret } })] }],
    ['instead of a word', { name: 'N', apps: [app({ kind: secret })] }],
    ['in broken JSON', `{"name": ${secret}`],
    ['in a text that is not closed', `{"name": "${secret}`],
  ])('never appears in an issue: %s', (_what, file) => {
    const issues = issuesOf(file).join('\n');

    expect(issues).not.toBe('');
    expect(issues).not.toContain(secret);
  });

  it('is named by its key, with what to write instead', () => {
    expect(targetIssues({ ...remote, token: secret })).toEqual([
      'apps[0].target.token: the secret itself stands here. Write a reference instead: "env:NAME", "file:path" (a file of mode 0600) or {"cmd": ["pass", "show", "x"]}.',
    ]);
  });
});

describe('the published JSON Schema', () => {
  it('describes what the parser accepts: strict, with defaults optional', () => {
    expect(provisionJsonSchema()).toMatchObject({
      type: 'object',
      required: ['name', 'apps'],
      additionalProperties: false,
      properties: {
        apps: {
          items: {
            required: ['id', 'displayName', 'kind', 'schema', 'source', 'target'],
            additionalProperties: false,
            properties: {
              settings: { properties: { scope: { enum: ['assigned', 'all'], default: 'assigned' } } },
            },
          },
        },
      },
    });
  });
});
