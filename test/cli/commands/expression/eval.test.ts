import { describe, expect, it } from 'vitest';
import { family, fileOf, jsonFile, linesOf } from '../families.ts';

const person = { mail: 'ada@contoso.com', department: null, list: ['a', 'b'], n: 5 };

async function evaluated(expression: string, ...options: readonly string[]) {
  return family(['expression', 'eval', expression, '--source', await jsonFile(person), ...options]);
}

describe('provision expression eval', () => {
  it.each([
    ['a text in quotes', 'Append([mail], " ")', ['"ada@contoso.com "']],
    ['a list item by item', '[list]', ['a list of 2:', '  "a"', '  "b"']],
    [
      'null in words, and what made it so',
      'Append(ToLower([department]), "x")',
      [
        'null: the attribute is left out, or gets the default value of its mapping',
        'because [department] has no value',
      ],
    ],
    [
      'an attribute to drop in words',
      'IIF([n] = 5, IgnoreAttributeFlow, "y")',
      [
        'drop this attribute: it is left out of the request (IgnoreAttributeFlow)',
        'because IgnoreAttributeFlow left it out',
      ],
    ],
    [
      'an object to drop in words',
      'IIF([n] = 5, IgnoreObjectFlow, "y")',
      ['drop this object: it is not provisioned (IgnoreObjectFlow)', 'because IgnoreObjectFlow left it out'],
    ],
    [
      'the candidates for a unique value in order',
      'SelectUniqueValue([mail], [department], "z")',
      [
        'the first of these values that no other object of the target has:',
        '  1  "ada@contoso.com"  [mail]',
        '  2  (no value: skipped)  [department]',
        '  3  "z"  "z"',
      ],
    ],
  ])('prints %s', async (_, expression, lines) => {
    const { stdout, stderr, exitCode } = await evaluated(expression);

    expect(linesOf(stdout)).toEqual(lines);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('prints with --trace the value of every part, and which branch was not taken', async () => {
    const { stdout } = await evaluated('Switch([n], [department], "5", ToUpper([mail]))', '--trace');

    expect(linesOf(stdout)).toEqual([
      '"ADA@CONTOSO.COM"',
      'Evaluation',
      '  Switch([n], [department], "5", ToUpper([mail])) = "ADA@CONTOSO.COM"',
      '    [n] = "5"',
      '    [department] = not evaluated',
      '    "5" = "5"',
      '    ToUpper([mail]) = "ADA@CONTOSO.COM"',
      '      [mail] = "ada@contoso.com"',
    ]);
  });

  it('takes the clock of --now, by default the one of the machine', async () => {
    const given = await evaluated('Now()', '--now', '2021-07-02T17:33:38+02:00');
    const own = await evaluated('Now()');

    expect(given.stdout).toBe('"7/2/2021 3:33:38 PM"\n');
    expect(own.stdout).toBe('"1/2/2026 3:04:05 AM"\n');
  });

  it('needs no source for an expression without attributes', async () => {
    expect(await family(['expression', 'eval', 'PCase("ada lovelace")'])).toMatchObject({
      stdout: '"Ada Lovelace"\n',
      exitCode: 0,
    });
  });

  it('hides what Redact hides, from people and from JSON', async () => {
    const plain = await evaluated('Redact([mail])', '--trace');
    const json = await evaluated('Redact([mail])', '--json');

    expect(plain.stdout + json.stdout).toContain('[Redact]');
    expect(plain.stdout + json.stdout).not.toContain('ada@');
  });

  it('makes what a value could do to the terminal visible', async () => {
    const source = await jsonFile({ a: '\u001b]52;c;x\u0007\u202e' });

    const { stdout } = await family(['expression', 'eval', '[a]', '--source', source, '--trace']);

    expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('where the source object comes from', () => {
  it('standard input', async () => {
    const args = ['expression', 'eval', '[__proto__]', '--source', '-'];

    expect(await family(args, '{"__proto__": "p"}')).toMatchObject({ stdout: '"p"\n', stderr: '' });
  });

  it('one line of JSON Lines', async () => {
    const file = await fileOf('{"a": "first"}\n{"a": "second"}\n');

    const { stdout } = await family(['expression', 'eval', '[a]', '--source', file, '--line', '2']);

    expect(stdout).toBe('"second"\n');
  });

  it.each([
    ['no JSON', '{"a": x}', [], ':1:7: this is no JSON: a value is expected'],
    ['a list', '[]', [], ': an object is expected.'],
    ['an attribute with inner objects', '{"a": 1,\n "m": {"x": 2}}', [], ':2:2: m: an attribute is a text'],
    ['a line that is no JSON', '{}\n{"a" 1}', ['--line', '2'], ':2:6: this is no JSON: a colon is expected'],
    ['a line that is not there', '{}', ['--line', '7'], ': there is no line 7; the last one is 1.'],
    ['JSON Lines without --line', '{}\n{}', [], 'of JSON Lines, pick one with --line.'],
    ['bytes that are no text', new Uint8Array([0x22, 0xff, 0x22]), [], 'neither UTF-8 nor UTF-16'],
  ])('is refused with exit 65: %s', async (_, content, options, words) => {
    const file = await fileOf(content);

    const { stdout, stderr, exitCode } = await family([
      'expression',
      'eval',
      '[a]',
      '--source',
      file,
      ...options,
    ]);

    expect(stderr).toContain(`provision: ${file}`);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
    expect(exitCode).toBe(65);
  });

  it('is refused with exit 65: a file that does not exist', async () => {
    const { stderr, exitCode } = await family(['expression', 'eval', '[a]', '--source', '/nowhere/x.json']);

    expect(stderr).toContain('/nowhere/x.json: the file does not exist.');
    expect(exitCode).toBe(65);
  });
});

describe('an expression that is wrong', () => {
  it.each([
    [
      'an unknown function',
      'Append(Swich([n]), "x")',
      [
        'provision: UnknownFunction at character 8: There is no function Swich. Did you mean Switch?',
        '  Append(Swich([n]), "x")',
        '         ^^^^^',
      ],
    ],
    [
      'a word without quotes, on a later line, behind wide characters',
      'Append("日本",\n  "日本" & suffix)',
      [
        'provision: ParseError at line 2, character 10: suffix is neither a function call nor a word of the language; constants take double quotes and attributes take brackets.',
        '    "日本" & suffix)',
        '             ^^^^^^',
        '  Expected: "suffix" or [suffix] or suffix(',
        '  Did you mean "suffix"?',
      ],
    ],
    [
      'an end that comes too early',
      'ToLower([n]',
      [
        'provision: ParseError at character 12: Expected , or ), found the end.',
        '  ToLower([n]',
        '             ^',
      ],
    ],
    [
      'too many arguments',
      'ToLower([n], "", "")',
      [
        'provision: ArgumentCount at character 1: ToLower takes at most 2 arguments, not 3: ToLower(source, culture?)',
        '  ToLower([n], "", "")',
        '  ^^^^^^^^^^^^^^^^^^^^',
      ],
    ],
  ])('is underlined, with exit 65: %s', async (_, expression, lines) => {
    const { stdout, stderr, exitCode } = await evaluated(expression);

    expect(linesOf(stderr)).toEqual(lines);
    expect(stdout).toBe('');
    expect(exitCode).toBe(65);
  });

  it('is one JSON line with --json', async () => {
    const { stdout, stderr, exitCode } = await evaluated('ToLower([n]', '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      outcome: { kind: 'error', error: { code: 'ParseError', position: 11 } },
    });
    expect(stderr).toBe('');
    expect(exitCode).toBe(65);
  });
});

describe('an evaluation that fails', () => {
  it('is underlined at the part to blame, with exit 1 and the tree', async () => {
    const { stdout, stderr, exitCode } = await evaluated('Join(" ", [mail], Mid([mail], 0, 1))', '--trace');

    expect(linesOf(stderr)).toEqual([
      'provision: ArgumentValue at character 31: Mid: start counts from 1 (it is "0")',
      '  Join(" ", [mail], Mid([mail], 0, 1))',
      '                                ^',
    ]);
    expect(stdout).toContain('    Mid([mail], 0, 1) = Mid: start counts from 1');
    expect(exitCode).toBe(1);
  });

  it('names a pattern that backtracks for ever', async () => {
    const source = await jsonFile({ a: `${'a'.repeat(60)}b` });

    const { stderr, exitCode } = await family([
      'expression',
      'eval',
      'Replace([a], , "^(a+)+$", , "", , )',
      '--source',
      source,
    ]);

    expect(stderr).toContain('InvalidRegex at character 16: Replace: the pattern needs too much time');
    expect(exitCode).toBe(1);
  });
});

describe('--json', () => {
  it('is one line with outcome, trace, parsed expression and warnings', async () => {
    const { stdout, stderr } = await evaluated('Append([mial], "x")', '--json');

    expect(linesOf(stdout)).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      outcome: { kind: 'null' },
      trace: {
        expression: 'Append([mial], "x")',
        null: true,
        children: [
          { expression: '[mial]', null: true, children: [] },
          { expression: '"x"', value: 'x', children: [] },
        ],
      },
      parsedExpression: expect.objectContaining({ name: 'Append', type: 'Function' }),
      warnings: [
        expect.objectContaining({ code: 'UnknownAttribute', suggestion: 'mail', position: 7, length: 6 }),
      ],
    });
    expect(stderr).toBe('');
  });
});

describe('warnings', () => {
  it('name an attribute that the source does not have, with the nearest one', async () => {
    const { stderr, exitCode } = await evaluated('[mial]');

    expect(linesOf(stderr)).toEqual([
      'provision: warning: UnknownAttribute at character 1: The source object has no attribute [mial], which gives null. Did you mean [mail]?',
      '  [mial]',
      '  ^^^^^^',
    ]);
    expect(exitCode).toBe(0);
  });

  it('are given for what works and is hardly meant', async () => {
    const { stderr } = await evaluated('Append(IgnoreFlowIfNullOrEmpty([mail]), "x")');

    expect(stderr).toContain('warning: NestingNotAllowed at character 8');
  });
});

describe('usage', () => {
  it.each([
    [['--now', 'yesterday'], 'It takes a date such as'],
    [['--line', '0'], 'It takes a line number'],
  ])('%j is refused', async (options, words) => {
    const { stderr, exitCode } = await family(['expression', 'eval', '[a]', ...options]);

    expect(stderr).toContain(words);
    expect(exitCode).toBe(64);
  });
});
