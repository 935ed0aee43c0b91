import { describe, expect, it } from 'vitest';
import { freshHome } from '../../../support/program.ts';
import { cli, jsonLines } from '../../in-process.ts';
import { edited, workday, written } from './schema-files.ts';

describe('provision schema check', () => {
  it('ends with 0 when there are only warnings and notes, and counts them in the last line', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), ['schema', 'check', workday]);

    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 errors, 1 warning, 1 note');
  });

  it('groups by object mapping and shows the place in the expression, what to do and the line', async () => {
    const home = await freshHome();
    const file = await edited(home, 'x.json', '"expression": "[Company]"', '"expression": "Trim([Compny])"');

    const { stdout, exitCode } = await cli(home, ['schema', 'check', file]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      [
        '  error    The source object "Worker" has no attribute "Compny"; it reads as null.',
        '           at character 6 of the expression:',
        '             Trim([Compny])',
        '                  ^^^^^^^^',
        '           Did you mean "Company"?',
      ].join('\n'),
    );
    expect(stdout).toMatch(
      /^Synchronize Workday Workers to On Premises Active Directory \(Worker -> user\)$/m,
    );
    expect(stdout).toMatch(
      /^ {11}line \d+: synchronizationRules\[0\]\.objectMappings\[0\]\.attributeMappings\[\d+\]\.source\.expression$/m,
    );
  });

  it('with --json is one line a finding, the counts last', async () => {
    const { stdout } = await cli(await freshHome(), ['schema', 'check', workday, '--json']);
    const lines = jsonLines(stdout);

    expect(lines.at(-1)).toEqual({ summary: { errors: 0, warnings: 1, notes: 1 } });
    expect(lines[1]).toMatchObject({
      code: 'text.diacritics',
      severity: 'warning',
      target: 'userPrincipalName',
      position: 39,
      line: expect.any(Number),
      column: expect.any(Number),
      path: expect.stringContaining('attributeMappings[2]'),
      fix: expect.any(String),
    });
  });

  it('names a property that appears twice', async () => {
    const home = await freshHome();
    const file = await edited(home, 'x.json', '"priority": 1,', '"priority": 1, "priority": 2,');

    const { stdout, exitCode } = await cli(home, ['schema', 'check', file]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain('This property appears twice in its object; only the last one counts.');
  });

  it('knows what it is told about the app', async () => {
    const { stdout, exitCode } = await cli(await freshHome(), [
      'schema',
      'check',
      workday,
      '--workday-version',
      'v34.0',
    ]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain('The connection uses API v34, but BusinessTitle,');
  });

  it.each([
    ['is no JSON', '{"directories": [}', /x\.json:1:18: This is no JSON/],
    ['is no schema', '{"apps": []}', /This JSON is no synchronization schema/],
  ])('ends with 65 when the file %s', async (_, text, message) => {
    const home = await freshHome();
    const file = await written(home, 'x.json', [text]);

    const { stdout, stderr, exitCode } = await cli(home, ['schema', 'check', file]);

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 65 });
    expect(stderr).toMatch(message);
  });

  it('ends with 65 when there is no such file', async () => {
    const { stderr, exitCode } = await cli(await freshHome(), ['schema', 'check', 'nowhere.json']);

    expect(exitCode).toBe(65);
    expect(stderr).toMatch(/nowhere\.json: the file does not exist/);
  });

  it('shows nothing of a hostile file but printable characters', async () => {
    const home = await freshHome();
    const file = await edited(
      home,
      'x.json',
      '"expression": "[Company]"',
      '"expression": "[\\u001b]0;owned\\u0007]"',
    );

    const { stdout } = await cli(home, ['--ascii', 'schema', 'check', file]);

    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
