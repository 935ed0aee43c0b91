import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunEvent } from '../../../src/engine/run/events.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { openGate } from '../../journeys/gate.ts';
import {
  ownApp,
  ownEnvironment,
  ownWorkspace,
  scim,
  serveTarget,
  USER_SCHEMA,
  userNamed,
} from '../../journeys/own-workspace.ts';
import { freshHome, type Home, startProgram } from '../../support/program.ts';
import { cli, jsonLines } from '../in-process.ts';

const ines = 'ines.carvalho@larkspur.example';
const noah = 'noah.lindqvist@larkspur.example';
const aurora = '60000000-0000-4000-8000-000000000007';
const mateus = 'e8909552-6c3e-4adc-8f99-b01bdd2a54d9';

const runOf = (app: string, ...rest: readonly string[]) => ['run', '--app', app, ...rest];

/** The record that the last line of `--json` is. */
const recordOf = (stdout: string) => jsonLines(stdout).at(-1) as unknown as RunRecord;

describe('provision run', () => {
  it('prints one line a step and the result on stdout, and what is for people on stderr', async () => {
    const { stdout, stderr, exitCode } = await cli(await freshHome(), runOf('saas', '--user', noah));

    expect(exitCode).toBe(0);
    expect(stdout.split('\n').filter((line) => line.startsWith('['))).toEqual([
      expect.stringMatching(/^\[Success\] Import user: /),
      expect.stringMatching(/^\[Success\] Determine if user is in scope: /),
      expect.stringMatching(/^\[Success\] Match user between source and target system: /),
      expect.stringMatching(/^\[Success\] Perform action: /),
    ]);
    expect(stdout).toContain('  title: Field Technician -> Lead Field Technician [Sent]\n');
    expect(stdout).toMatch(/^Result: Update, Success\. Target id: \S+\.$/m);
    expect(stderr).toContain('Sample data');
  });

  it('with --json gives every event and then the record, each one line', async () => {
    const { stdout } = await cli(await freshHome(), runOf('saas', '--user', noah, '--json'));

    const lines = jsonLines(stdout);
    const events = lines.slice(0, -1) as unknown as readonly RunEvent[];
    const record = recordOf(stdout);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect(events.at(0)?.type).toBe('run.started');
    expect(events.at(-1)?.type).toBe('run.finished');
    expect(Object.keys(record).sort()).toEqual([
      'action',
      'changeId',
      'endTime',
      'evidence',
      'modifiedProperties',
      'provisioningSteps',
      'reportableIdentifier',
      'sourceIdentity',
      'sourceSystem',
      'startTime',
      'statusInfo',
      'targetIdentity',
      'targetSystem',
    ]);
    expect(record.evidence.workspace.sample).toBe(true);
    expect(record.provisioningSteps.map(({ type }) => type)).toEqual([
      'Import',
      'Scoping',
      'Matching',
      'Export',
    ]);
  });

  it('takes one exact id, never a fuzzy text', async () => {
    const { stdout, exitCode } = await cli(
      await freshHome(),
      runOf('saas', '--user', 'Noah Lindqvist', '--json'),
    );

    expect(exitCode).toBe(1);
    expect(recordOf(stdout)).toMatchObject({ action: 'Other', evidence: { reason: 'object.notFound' } });
  });

  it('takes its announcement of the sample server along, so that the next run does not wait for it', async () => {
    const home = await freshHome();

    await cli(home, runOf('saas', '--user', noah));

    const files = await readdir(join(home.state, 'sample', 'scim'));
    expect(files).not.toContain('server.json');
    expect(files).not.toEqual([]);
  });

  it('with --preview writes nothing, neither in the target nor as a link', async () => {
    const home = await freshHome();

    const preview = await cli(home, runOf('saas', '--user', noah, '--preview', '--json'));
    const real = await cli(home, runOf('saas', '--user', noah, '--json'));

    expect(preview.exitCode).toBe(0);
    const events = jsonLines(preview.stdout).map(({ type }) => type);
    expect(events).not.toContain('write.started');
    expect(recordOf(preview.stdout).evidence.mode).toBe('preview');
    expect(recordOf(real.stdout)).toMatchObject({
      action: 'Update',
      modifiedProperties: recordOf(preview.stdout).modifiedProperties,
      evidence: { match: { attempts: [{ attribute: 'userName' }] } },
    });
  });

  it('into a target of one’s own matches what another client made, and GET shows what the record claims', async () => {
    const home = await freshHome();
    const { baseUrl } = await serveTarget(home);
    const workspace = await ownWorkspace(home, ownApp(baseUrl));
    const made = await scim(baseUrl, 'POST', 'Users', {
      schemas: [USER_SCHEMA],
      userName: noah,
      title: 'Old',
    });

    const { stdout, exitCode } = await cli(
      home,
      ['--workspace', workspace, ...runOf('own', '--user', noah, '--json')],
      { env: ownEnvironment },
    );

    const record = recordOf(stdout);
    const stored = await scim(baseUrl, 'GET', `Users/${made.body['id']}`);
    expect(exitCode).toBe(0);
    expect(record).toMatchObject({ action: 'Update', targetIdentity: { id: made.body['id'] } });
    expect(record.modifiedProperties).toContainEqual({
      displayName: 'title',
      oldValue: 'Old',
      newValue: stored.body['title'],
    });
    const claimed = record.evidence.act?.attributes.filter(({ fate }) => fate === 'sent') ?? [];
    expect(claimed.length).toBeGreaterThan(10);
    expect(claimed.filter(({ differs }) => differs === true)).toEqual([]);
  });
});

type Case = {
  readonly code: number;
  readonly when: string;
  readonly args: readonly string[];
  readonly before?: readonly string[];
};

const cases: readonly Case[] = [
  { code: 0, when: 'a user is created', args: runOf('saas', '--user', ines) },
  {
    code: 0,
    when: 'there is nothing to change',
    before: runOf('saas', '--user', ines),
    args: runOf('saas', '--user', ines),
  },
  { code: 0, when: 'a preview can be computed', args: runOf('saas', '--user', ines, '--preview') },
  { code: 1, when: 'two objects match', args: runOf('workday-to-ad', '--user', '21512') },
  { code: 2, when: 'a filter leaves the user out', args: runOf('workday-to-ad', '--user', 'TMP-77') },
  { code: 4, when: 'the credentials are refused', args: runOf('saas-refused', '--user', ines) },
  {
    code: 5,
    when: 'a member has no account in the target yet',
    args: runOf('saas', '--group', aurora, '--member', mateus),
  },
  { code: 6, when: 'a disable is not allowed', args: runOf('workday-to-ad', '--user', '21481') },
  { code: 7, when: 'a search finds nobody', args: ['search', '--app', 'saas', 'qqqqzzzz'] },
  { code: 69, when: 'the target cannot be reached', args: runOf('saas-unreachable', '--user', ines) },
];

/** A target that answers each request as it is told. */
async function targetThat(answer: (method: string) => number | 'breaks off'): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const status = answer(request.method ?? '');
      if (status === 'breaks off') return void request.socket.destroy();
      const body = status === 200 ? { totalResults: 0, Resources: [] } : { detail: 'as the test says' };
      response.writeHead(status, { 'content-type': 'application/scim+json', 'retry-after': '0' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
}

async function runInto(home: Home, baseUrl: string) {
  const workspace = await ownWorkspace(home, ownApp(baseUrl));
  return cli(home, ['--workspace', workspace, ...runOf('own', '--user', ines)], { env: ownEnvironment });
}

describe('the exit code', () => {
  it.each(cases)('is $code when $when', async ({ code, args, before }) => {
    const home = await freshHome();
    if (before !== undefined) await cli(home, before);

    expect((await cli(home, args)).exitCode).toBe(code);
  });

  it('is 3 when the target breaks off a write and is not to be read afterwards', async () => {
    let hasWritten = false;
    const baseUrl = await targetThat((method) => {
      hasWritten ||= method === 'POST';
      return hasWritten ? 'breaks off' : 200;
    });

    const { exitCode, stdout } = await runInto(await freshHome(), baseUrl);

    expect(stdout).toContain('unknown');
    expect(exitCode).toBe(3);
  });

  it('is 75 when the target asks for patience again and again', async () => {
    const baseUrl = await targetThat(() => 429);

    const { exitCode, stderr } = await runInto(await freshHome(), baseUrl);

    expect(exitCode).toBe(75);
    expect(stderr).toContain('before try 2');
  });

  it('is 130 when Ctrl+C stops a run that has not written, and nothing was sent', async () => {
    const home = await freshHome();
    const { baseUrl } = await serveTarget(home);
    const gate = await openGate(baseUrl);
    const workspace = await ownWorkspace(home, ownApp(gate.baseUrl));
    const held = gate.hold((_name, count) => count === 2, 'before');
    const run = await startProgram(['--workspace', workspace, ...runOf('own', '--user', ines)], {
      home,
      env: ownEnvironment,
    });
    const { release } = await held;

    run.process.kill('SIGINT');

    expect((await run.finished).exitCode).toBe(130);
    release();
    expect(await userNamed(baseUrl, ines)).toBeUndefined();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is that of the outcome when %s comes during a write: the answer is waited for',
    async (signal) => {
      const home = await freshHome();
      const { baseUrl } = await serveTarget(home);
      const gate = await openGate(baseUrl);
      const workspace = await ownWorkspace(home, ownApp(gate.baseUrl));
      const held = gate.hold((name) => name.startsWith('POST'), 'before');
      const run = await startProgram(['--workspace', workspace, ...runOf('own', '--user', ines)], {
        home,
        env: ownEnvironment,
      });
      const { release } = await held;

      run.process.kill(signal);
      release();

      const { exitCode, stdout } = await run.finished;
      const user = await userNamed(baseUrl, ines);
      expect(stdout).toContain(`Target id: ${user?.['id']}.`);
      expect(exitCode).not.toBe(3);
      const [line = ''] = (await cli(home, ['runs', 'list'])).stdout.split('\n');
      expect(line).not.toContain('cut off');
    },
  );
});
