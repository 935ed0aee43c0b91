import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { topics } from '../../../../src/cli/commands/help/topics.ts';
import { documents, readDocument, shownCommands } from '../../../architecture/documents.ts';
import { freshHome } from '../../../support/program.ts';
import { type Call, cli, type Said } from '../../in-process.ts';

const help = async (topic: readonly string[], call: Call = {}): Promise<Said> =>
  cli(await freshHome(), ['help', ...topic], call);

/** Output of so many columns, kept. */
function narrowPaper(columns: number): { readonly stream: Writable; readonly text: () => string } {
  let text = '';
  const write = (chunk: unknown, _encoding: string, done: () => void): void => {
    text += String(chunk);
    done();
  };
  return { stream: Object.assign(new Writable({ write }), { columns }), text: () => text };
}

/** Code is not wrapped, so that it can be copied. */
const isCode = (line: string): boolean => line.startsWith('    ');

describe('`provision help`', () => {
  it('shows what --help shows, and every topic with a line', async () => {
    const { stdout: commands } = await cli(await freshHome(), ['--help']);
    const { stdout, exitCode } = await help([]);

    expect(exitCode).toBe(0);
    expect(stdout.startsWith(commands)).toBe(true);
    for (const { name, summary } of topics)
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  });

  it.each([['run'], ['search'], ['expression', 'eval'], ['sample']])(
    'shows the help of a command: %s %s',
    async (...words) => {
      const command = words.filter((word) => word !== undefined);
      const { stdout } = await cli(await freshHome(), [...command, '--help']);

      expect(await help(command)).toEqual({ stdout, stderr: '', exitCode: 0 });
    },
  );

  it.each([
    ['langauge', 'Did you mean language?'],
    ['exit-code', 'Did you mean exit-codes?'],
    ['serch', 'Did you mean search?'],
    ['expression evil', '`provision help` lists commands and topics.'],
    ['zebra', '`provision help` lists commands and topics.'],
  ])('about %s ends with 64 and says what there is: %s', async (written, hint) => {
    const { stdout, stderr, exitCode } = await help(written.split(' '));

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 64 });
    expect(stderr).toContain(`There is no help about "${written}".`);
    expect(stderr).toContain(hint);
  });
});

describe('the topics', () => {
  it('hold every document', () => {
    const whole = topics.filter(({ section }) => section === undefined).map(({ file }) => file);

    expect(whole.toSorted()).toEqual(documents);
  });

  it('have names that no command has', async () => {
    const { stdout } = await cli(await freshHome(), ['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);

    expect(commands).toContain('run');
    expect(topics.filter(({ name }) => commands.includes(name))).toEqual([]);
  });

  it.each(topics)('$name: no markup is left, and no line is wider than the terminal', async ({ name }) => {
    const { stdout, exitCode } = await help([name]);

    expect(exitCode).toBe(0);
    const lines = stdout.split('\n').filter((line) => !isCode(line));
    expect(lines.filter((line) => /\]\(|^\||^#|\*\*|<!--|^```/.test(line))).toEqual([]);
    expect(lines.filter((line) => /^[\x20-\x7e]*$/.test(line) && line.length > 80)).toEqual([]);
  });

  it.each(topics)('$name: has nothing but ASCII in the C locale', async ({ name }) => {
    const { stdout } = await help([name], { env: { LANG: 'C' } });

    expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
  });

  it('name keys and marks in ASCII, too', async () => {
    const { stdout } = await help(['keys'], { env: { LANG: 'C' } });

    expect(stdout).toMatch(/^Up +One row up\.$/m);
    expect(stdout).not.toContain('\\u{');
  });
});

describe('a document in the terminal', () => {
  it('is wrapped to a narrow terminal', async () => {
    const { stream, text } = narrowPaper(40);
    await help(['safety'], { stdout: stream });

    expect(text()).toContain('Never repeated');
    expect(
      text()
        .split('\n')
        .filter((line) => line.length > 40),
    ).toEqual([]);
  });

  it('has its commands in the form that works for whoever called the program', async () => {
    const { stdout } = await help(['scim']);

    expect(stdout).toContain('\n    provision --workspace my-scim doctor --app mine\n');
    expect(stdout).not.toContain('npm -s start');
    expect(shownCommands(readDocument('src/connectors/scim/README.md'))[0]?.line).toContain('npm -s start');
  });

  it('names the topic that a link leads to', async () => {
    const { stdout } = await help(['file']);

    expect(stdout.replaceAll('\n', ' ')).toContain('example workspace (provision help workspace)');
  });

  it('can be one section of a document', async () => {
    const { stdout } = await help(['exit-codes']);

    expect(stdout).toMatch(/^Exit codes\n/);
    expect(stdout).toMatch(/^64 +The command was not understood\.$/m);
    expect(stdout).not.toContain('What it does');
  });

  it('has colours only where they are wanted', async () => {
    const coloured = await help(['state'], { env: { FORCE_COLOR: '1' } });
    const plain = await help(['state']);

    expect(coloured.stdout).toContain('\x1b[36mcode/\x1b[0m');
    expect(plain.stdout).not.toContain('\x1b');
  });
});
