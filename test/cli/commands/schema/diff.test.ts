import { describe, expect, it } from 'vitest';
import { freshHome, startProgram } from '../../../support/program.ts';
import { cli, jsonLines } from '../../in-process.ts';
import { ada, bob, edited, renamed, workday, written } from './schema-files.ts';

describe('provision schema diff', () => {
  it('says what changed, with the values before and after, and counts last', async () => {
    const home = await freshHome();

    const { stdout, exitCode } = await cli(home, ['schema', 'diff', workday, await renamed(home)]);

    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'Synchronize Workday Workers to On Premises Active Directory (Worker -> user)',
      '  ~ "company" is mapped otherwise: source.',
      '      source',
      '        before  [Company]',
      '        after   ToUpper([Company])',
    ]);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 change.');
  });

  it('says so when nothing has changed', async () => {
    const { stdout } = await cli(await freshHome(), ['schema', 'diff', workday, workday]);

    expect(stdout).toBe('No change with an effect.\n');
  });

  it('ends with 65 when a file cannot be compared, and says why', async () => {
    const home = await freshHome();
    const broken = await edited(
      home,
      'x.json',
      '"targetAttributeName": "company"',
      '"targetAttributeName": "title"',
    );

    const { stderr, exitCode } = await cli(home, ['schema', 'diff', workday, broken]);

    expect(exitCode).toBe(65);
    expect(stderr).toMatch(/The target attribute "title" is mapped twice/);
  });
});

describe('provision schema diff --users', () => {
  it.each<readonly [string, readonly unknown[]]>([
    ['JSON Lines', [ada, bob]],
    ['JSON Lines with blank lines between', [ada, '', bob, '']],
    ['a list', ['[', `${JSON.stringify(ada)},`, bob, ']']],
    ['a list over many lines', [JSON.stringify([ada, bob], null, 2)]],
  ])('names who would be provisioned differently, from %s', async (_, lines) => {
    const home = await freshHome();
    const people = await written(home, 'people', lines);

    const { stdout, exitCode } = await cli(home, [
      'schema',
      'diff',
      workday,
      await renamed(home),
      '--users',
      people,
    ]);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('21001\n  company: "Larkspur" -> "LARKSPUR"\n');
    expect(stdout).not.toContain('21002');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      '1 change; 2 people compared: 1 get other values, 1 as before.',
    );
  });

  it('names who enters or leaves the scope', async () => {
    const home = await freshHome();
    const now = await edited(home, 'new.json', '([0-9]{5}|C-[0-9]{5})', '^[0-9]{5}');
    const people = await written(home, 'people', [ada, { WorkerID: 'C-21003' }]);

    const { stdout } = await cli(home, ['schema', 'diff', workday, now, '--users', people]);

    expect(stdout).toMatch(
      /^C-21003 leaves the scope \(not true now: .*WorkerID REGEX MATCH \^\[0-9\]\{5\}\)$/m,
    );
    expect(stdout).toMatch(/2 people compared: 1 leave the scope, 1 as before\.$/m);
  });

  it('lists at most as many people as wanted, and counts all', async () => {
    const home = await freshHome();
    const people = await written(
      home,
      'people',
      Array.from({ length: 450 }, (_, at) => ({ ...ada, WorkerID: `2${1000 + at}` })),
    );

    const { stdout } = await cli(home, [
      'schema',
      'diff',
      workday,
      await renamed(home),
      '--users',
      people,
      '--limit',
      '2',
    ]);

    expect(stdout.match(/^2\d{4}$/gm)).toEqual(['21000', '21001']);
    expect(stdout).toContain('... and 448 more; --limit 0 lists all.');
    expect(stdout).toMatch(/450 people compared: 450 get other values\.$/m);
  });

  it('with --json is one line a change and a person, the counts last', async () => {
    const home = await freshHome();
    const people = await written(home, 'people', [ada, bob]);

    const { stdout } = await cli(home, [
      'schema',
      'diff',
      workday,
      await renamed(home),
      '--users',
      people,
      '--json',
    ]);

    expect(jsonLines(stdout)).toEqual([
      { change: expect.objectContaining({ subject: 'attributeMapping', attribute: 'company' }) },
      {
        person: {
          name: '21001',
          place: expect.stringMatching(/people line 1$/),
          standing: 'stays',
          attributes: [{ name: 'company', before: { value: 'Larkspur' }, after: { value: 'LARKSPUR' } }],
        },
      },
      {
        summary: {
          changes: 1,
          people: { compared: 2, enter: 0, leave: 0, otherValues: 1, otherMatch: 0, unknown: 0, asBefore: 1 },
        },
      },
    ]);
  });

  it.each([
    ['is not JSON', [ada, '{"WorkerID": '], /people line 2: this is no JSON/],
    ['has an attribute that is none', [{ a: { b: 1 } }], /people line 1: a: an attribute is a text/],
    [
      'is a list with something else in it',
      ['[', `${JSON.stringify(ada)}, 5]`],
      /people item 1: after these items an object/,
    ],
    ['is a list that does not end', ['[', JSON.stringify(ada)], /people item 1: the list is not closed/],
    ['holds a person of more than 1 MB', [`{"a": "${'x'.repeat(2_000_000)}"`], /longer than 1 MB/],
  ])('ends with 65 and the place when the file %s', async (_, lines, message) => {
    const home = await freshHome();
    const people = await written(home, 'people', lines);

    const { stderr, exitCode } = await cli(home, ['schema', 'diff', workday, workday, '--users', people]);

    expect(exitCode).toBe(65);
    expect(stderr).toMatch(message);
  });

  it('goes on past a pattern that would backtrack for ever', async () => {
    const home = await freshHome();
    const now = await edited(home, 'new.json', '([0-9]{5}|C-[0-9]{5})', '(([0-9]+)+)+x');
    const people = await written(home, 'people', [{ WorkerID: '1'.repeat(60) }, { WorkerID: '2100x' }]);

    const { stdout, exitCode } = await cli(home, ['schema', 'diff', workday, now, '--users', people]);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^1{60} cannot be compared: the regular expression on "WorkerID" takes too long/m);
    expect(stdout).toMatch(/^2100x enters the scope/m);
  });

  it('stops at Ctrl+C with 130, and says how far it came', async () => {
    const home = await freshHome();
    const people = await written(
      home,
      'people',
      Array.from({ length: 120_000 }, () => ada),
    );
    const args = ['schema', 'diff', workday, await renamed(home), '--users', people, '--json'];

    const program = await startProgram(args, { home });
    await program.said(/"person"/);
    program.process.kill('SIGINT');
    const { exitCode, stderr, stdout } = await program.finished;

    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/^Interrupted after [\d,]+ people; the rest was not compared\.$/m);
    expect(stdout).not.toContain('"summary"');
  });
});
