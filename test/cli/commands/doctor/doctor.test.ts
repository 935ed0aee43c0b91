import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identifyProcess } from '../../../../src/disk/process-identity.ts';
import type { Check, CheckUpPart } from '../../../../src/engine/check-up.ts';
import { createServerProfiles } from '../../../../src/state/servers/server-profiles.ts';
import { openGate } from '../../../journeys/gate.ts';
import { ownApp, ownEnvironment, ownWorkspace, scim, serveTarget } from '../../../journeys/own-workspace.ts';
import { freshHome, type Home } from '../../../support/program.ts';
import { cli, jsonLines } from '../../in-process.ts';

const doctor = (...rest: readonly string[]) => ['doctor', ...rest];

/** A server that gives every request the same answer. */
async function answering(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/scim+json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
}

/** What is wrong with a target of one's own that answers so. */
async function ownDoctor(home: Home, baseUrl: string, ...rest: readonly string[]) {
  const workspace = await ownWorkspace(home, ownApp(baseUrl));
  return cli(home, ['--workspace', workspace, ...doctor(...rest)], { env: ownEnvironment });
}

describe('provision doctor', () => {
  it('goes through configuration, source and target of an app, each finding with a word for its verdict', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), doctor('--app', 'saas'));

    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('Atlas Service Desk (saas)');
    expect(lines).toContain('  Source: Azure Active Directory, larkspur.example (sample tenant)');
    expect(lines).toContain('  Target: customappsso, sample server on this host');
    expect(stdout).toMatch(/^ {4}✓ Good {5}schema {18}\S+: 0 errors, 0 warnings, 0 notes$/m);
    expect(stdout).toMatch(/^ {2}Result: Good \(\d+ good, 0 warnings, 0 bad\)\.$/m);
  });

  it('without --app checks every app of the workspace, and one in trouble does not stop the others', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), doctor());

    expect(exitCode).toBe(1);
    expect(stdout.match(/^ {2}Result: /gm)).toHaveLength(9);
    expect(stdout).toContain('  Result: Good');
    expect(stdout).toContain('  Result: Warning');
    expect(stdout).toContain('  Result: Bad');
  });

  it.each([
    ['the target cannot be reached', 'saas-unreachable', 69],
    ['the target refuses the credentials', 'saas-refused', 4],
    ['the schema has a warning', 'workday-to-ad', 5],
  ])('ends with the code for it when %s, and says what to do', async (_, app, code) => {
    const { stdout, exitCode } = await cli(await freshHome(), doctor('--app', app));

    expect(exitCode).toBe(code);
    expect(stdout).toMatch(/^ {15}Next: .+/m);
  });

  it('ends with 69 when the target reports an error of its own, without calling it a broken connection', async () => {
    const said = await ownDoctor(await freshHome(), await answering(500, '{}'));

    expect(said.exitCode).toBe(69);
    expect(said.stdout).toContain('answers 500');
    expect(said.stdout).not.toContain('breaks off');
  });

  it('asks no system of an app whose schema cannot be read, and ends with 78', async () => {
    const home = await freshHome();
    const workspace = await ownWorkspace(home, ownApp('http://127.0.0.1:9/scim/v2'));
    const schema = join(workspace, 'schemas', 'entra-to-saas.json');
    await writeFile(schema, (await readFile(schema, 'utf8')).replace('"synchronizationRules"', '"rules"'));

    const { stdout, exitCode } = await cli(home, ['--workspace', workspace, ...doctor()]);

    expect(exitCode).toBe(78);
    expect(stdout).toMatch(/✗ Bad +schema/);
    expect(stdout.match(/Skipped/g)).toHaveLength(2);
  });

  it('makes hostile texts of a server harmless for the terminal', async () => {
    const detail = 'no \u001b]52;c;aGk=\u0007\u202eevil';
    const baseUrl = await answering(400, JSON.stringify({ status: '400', detail }));

    const plain = await ownDoctor(await freshHome(), baseUrl);
    const json = await ownDoctor(await freshHome(), baseUrl, '--json');

    for (const { stdout, stderr } of [plain, json]) {
      expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u202e]/);
    }
  });

  it('draws with ASCII only when asked to', async () => {
    const { stdout } = await cli(await freshHome(), ['--ascii', ...doctor('--app', 'saas-refused')]);

    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('provision doctor --json', () => {
  it('gives each finding as a line as it comes, and the report last', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), doctor('--app', 'saas', '--json'));

    const lines = jsonLines(stdout);
    const found = lines.slice(0, -1) as unknown as readonly {
      readonly part: CheckUpPart;
      readonly check: Check;
    }[];
    expect(new Set(found.map(({ part }) => part))).toEqual(new Set(['configuration', 'source', 'target']));
    expect(lines.at(-1)).toMatchObject({
      exitCode,
      apps: [
        {
          id: 'saas',
          verdict: 'good',
          target: { name: 'customappsso' },
          checks: found.map(({ part, check }) => ({ part, name: check.name, verdict: check.verdict })),
        },
      ],
    });
  });

  it('shows the requests of each finding without the token', async () => {
    const { stdout } = await ownDoctor(await freshHome(), await answering(500, '{}'), '--json');

    const ofTarget = jsonLines(stdout).flatMap((line) => (line['part'] === 'target' ? [line['check']] : []));
    expect(ofTarget).toContainEqual(
      expect.objectContaining({
        exchanges: expect.arrayContaining([
          expect.objectContaining({ answer: expect.stringMatching(/^500/) }),
        ]),
      }),
    );
    expect(stdout).not.toContain(ownEnvironment.OWN_TOKEN);
  });
});

describe('a round of writes', () => {
  it.each([
    ['--write where nobody can be asked', ['--write'], 'use --write --yes'],
    ['--yes without --write', ['--yes'], '--yes goes with --write'],
    ['an unknown app', ['--app', 'nowhere'], 'There is no app "nowhere"'],
  ])('%s is a usage error, and nothing is checked', async (_, args, words) => {
    const said = await cli(await freshHome(), doctor(...args));

    expect(said).toMatchObject({ exitCode: 64, stdout: '' });
    expect(said.stderr).toContain(words);
  });

  it.each([
    ['y', true],
    ['n', false],
    ['', false],
  ])(
    'at a terminal is asked about, naming the place, and "%s" makes it happen: %s',
    async (typed, happens) => {
      const said = await cli(await freshHome(), doctor('--app', 'saas', '--write'), { typed: `${typed}\n` });

      expect(said.exitCode).toBe(0);
      expect(said.stderr).toContain(
        'Two marked test users and a marked test group are created, changed and deleted in',
      );
      expect(said.stderr).toContain('Go on? [y/N] ');
      expect(said.stdout.includes('create a test user')).toBe(happens);
      expect(said.stdout.includes('delete the test user')).toBe(happens);
    },
  );

  it('is not asked about with --yes, and tells afterwards what the target can do', async () => {
    const said = await cli(await freshHome(), doctor('--app', 'saas', '--write', '--yes'));

    expect(said.exitCode).toBe(0);
    expect(said.stderr).not.toContain('[y/N]');
    expect(said.stdout).toContain('delete the test user');
    expect(said.stdout).toMatch(/^ {4}PATCH +supported +declared: /m);
  });

  it('is never made without --write', async () => {
    const said = await cli(await freshHome(), doctor('--app', 'saas'), { typed: 'y\n' });

    expect(said.stdout).not.toContain('test user');
  });

  it('in a target that has none is left out, and that is said', async () => {
    const said = await cli(await freshHome(), doctor('--app', 'successfactors-to-ad', '--write', '--yes'));

    expect(said.exitCode).toBe(0);
    expect(said.stderr).toContain('Active Directory has no check that writes; it is only read.');
  });
});

describe('Ctrl+C during a check-up that may write', () => {
  /** The check-up up to a request that is held at the gate, and Ctrl+C at that moment. */
  async function interruptedAt(picks: (name: string) => boolean) {
    const home = await freshHome();
    const { baseUrl } = await serveTarget(home);
    const gate = await openGate(baseUrl);
    const held = gate.hold(picks, 'before');
    const said = ownDoctor(home, gate.baseUrl, '--write', '--yes');
    const { release } = await held;
    process.emit('SIGINT', 'SIGINT');
    return { said, release, baseUrl };
  }

  it('ends at once while it only reads, and claims no write', async () => {
    const { said } = await interruptedAt((name) => name.endsWith('/ServiceProviderConfig'));

    const { exitCode, stderr, stdout } = await said;

    expect(exitCode).toBe(130);
    expect(stderr).not.toContain('A write is under way');
    expect(stderr).toContain('Stopped: what is shown above was found before that.');
    expect(stdout).not.toMatch(/create a test user|cancelled/);
  });

  it('waits for the writes until what was made is deleted again', async () => {
    const { said, release, baseUrl } = await interruptedAt((name) => name.startsWith('POST'));
    release();

    const { exitCode, stderr, stdout } = await said;

    expect(exitCode).toBe(130);
    expect(stderr).toContain('A write is under way');
    expect(stdout).toContain('delete the test user');
    expect((await scim(baseUrl, 'GET', 'Users')).body).toMatchObject({ totalResults: 0 });
  });
});

describe('what earlier runs learned about a server', () => {
  it('is forgotten on demand, and only that of this server', async () => {
    const home = await freshHome();
    const baseUrl = await answering(500, '{}');
    const place = baseUrl.replace('http://', '');
    const profiles = createServerProfiles({
      directory: home.state,
      process: await identifyProcess(),
      now: () => new Date(),
      lockLimitMs: 1000,
      report: () => {},
    });
    const fact = { fact: 'filters', value: 'honoured', because: 'an empty list' };
    for (const one of [place, 'other.example/scim']) await profiles.remember(one, fact);

    const first = await ownDoctor(home, baseUrl, '--forget');
    const second = await ownDoctor(home, baseUrl, '--forget');

    expect(first.stderr).toContain(`What was learned about ${place} is forgotten.`);
    expect(second.stderr).toContain(`Nothing was known about ${place}.`);
    expect(await profiles.load('other.example/scim')).toMatchObject({ ok: true, value: [fact] });
  });
});
