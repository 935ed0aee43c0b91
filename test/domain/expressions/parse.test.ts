import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functions } from '../../../src/domain/expressions/registry.ts';
import { parseExpression } from '../../../src/domain/expressions/syntax/expression.ts';
import { parseTokens } from '../../../src/domain/expressions/syntax/parse.ts';
import { parsedForm } from '../../../src/domain/expressions/syntax/parsed-form.ts';
import { print } from '../../../src/domain/expressions/syntax/print.ts';
import { tokenize } from '../../../src/domain/expressions/syntax/tokenize.ts';
import type { Node } from '../../../src/domain/expressions/syntax/tree.ts';
import { anyTree, withoutPlaces } from './any-tree.ts';

function parseTree(text: string): Node {
  const tokens = tokenize(text);
  const tree = tokens.ok ? parseTokens(tokens.value) : tokens;
  if (!tree.ok) throw new Error(`${tree.error.message} in ${text}`);
  return tree.value;
}

function errorOf(text: string) {
  const parsed = parseExpression(text);
  return parsed.ok ? undefined : parsed.error;
}

describe('printing and parsing', () => {
  it('gives the same tree back', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(withoutPlaces(parseTree(print(tree)))).toEqual(withoutPlaces(tree));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['Append ( [a] ,\n"x" )', 'Append([a], "x")'],
    ['Mid([a],1,-2.5)', 'Mid([a], "1", "-2.5")'],
    ['&HF7', '"247"'],
    ['[a]&&HA& "b"', '[a] & "10" & "b"'],
    ['[a]<>"x"', '[a] <> "x"'],
    [String.raw`"\d\"\\"`, String.raw`"\\d\"\\"`],
    ['Switch([a], , "k" , )', 'Switch([a], , "k", )'],
    ['[emails[type eq "a]b"].value]', '[emails[type eq "a]b"].value]'],
    ['Guid( )', 'Guid()'],
    ['InStr([a], "x", , vbTextCompare)', 'InStr([a], "x", , vbTextCompare)'],
  ])('%s is printed as %s', (text, printed) => {
    expect(print(parseTree(text))).toBe(printed);
  });

  it('names every attribute once, in order', () => {
    const parsed = parseExpression('Join(" ", [b], [a], ToLower([b]), [__proto__])');

    expect(parsed.ok && parsed.value.sourceAttributes).toEqual(['b', 'a', '__proto__']);
  });

  it('shows operators and repeated parameters in the parsed form', () => {
    const parsed = parseExpression('Join("-", [a] & 1, Now())');

    expect(parsed.ok && parsedForm(parsed.value).parameters.map(({ key }) => key)).toEqual([
      'separator',
      'source1',
      'source2',
    ]);
  });
});

describe('errors say where, what was expected and what may be meant', () => {
  it.each([
    ['', { code: 'ParseError', position: 0 }],
    ['Append([mail], "x)', { code: 'ParseError', position: 15, expected: ['"'] }],
    ['ToLower([mail)', { code: 'ParseError', position: 8, expected: [']'] }],
    ['ToLower([])', { code: 'ParseError', position: 8, expected: ['attribute name'] }],
    ['ToLower([a]', { code: 'ParseError', position: 11, expected: [',', ')'] }],
    ['ToLower([a]) [b]', { code: 'ParseError', position: 13, length: 3 }],
    ['ToLower([a] [b])', { code: 'ParseError', position: 12, expected: [',', ')'] }],
    ['[a] =', { code: 'ParseError', position: 5, expected: ['[attribute]', '"constant"', 'function'] }],
    ['[a] = "x" = "y"', { code: 'ParseError', position: 10 }],
    [
      "Append([a], 'x')",
      { code: 'ParseError', position: 12, message: expect.stringContaining('double quotes') },
    ],
    ['Append([a], suffix)', { code: 'ParseError', position: 12, suggestion: '"suffix"' }],
    ['InStr([a], "x", 1, VBTextCompare)', { code: 'ParseError', suggestion: 'vbTextCompare' }],
    ['12abc', { code: 'ParseError', position: 0 }],
    ['[a] + 1', { code: 'ParseError' }],
    ['tolower([a])', { code: 'UnknownFunction', position: 0, length: 7, suggestion: 'ToLower' }],
    ['Join("", Apend([a], "x"))', { code: 'UnknownFunction', position: 9, suggestion: 'Append' }],
    ['Concatenate([a], [b])', { code: 'UnknownFunction', message: 'There is no function Concatenate.' }],
    ['__proto__([a])', { code: 'UnknownFunction' }],
    ['Join("", Append([a]))', { code: 'ArgumentCount', position: 9, length: 11 }],
    ['Mid([a], 1, )', { code: 'ArgumentCount', message: expect.stringContaining('length') }],
    ['Switch([a], "d", "k")', { code: 'ArgumentCount' }],
    ['Join(";")', { code: 'ArgumentCount' }],
    ['ToLower(SelectUniqueValue([a], [b]))', { code: 'NestingNotAllowed', position: 8 }],
    [`"${'x'.repeat(9_999)}"`, { code: 'ExpressionTooLong' }],
  ])('%s', (text, wanted) => {
    expect(errorOf(text)).toMatchObject(wanted);
  });

  it('accepts 10,000 characters and 100 levels', () => {
    const deep = `${'ToLower('.repeat(100)}[a]${')'.repeat(100)}`;

    expect(errorOf(`"${'x'.repeat(9_998)}"`)).toBeUndefined();
    expect(errorOf(deep)).toBeUndefined();
  });

  it.each([
    ['10,000 opening brackets', '('.repeat(10_000)],
    ['calls without end', 'A('.repeat(5_000)],
    ['too many levels', `${'Not('.repeat(1_500)}1${')'.repeat(1_500)}`],
    ['brackets in a name', '['.repeat(10_000)],
    ['commas', `Join(${','.repeat(9_000)}`],
    ['ampersands', '"a"&'.repeat(2_500)],
  ])('refuses %s as a parse error', (_, text) => {
    expect(errorOf(text)?.code).toBe('ParseError');
  });

  it('gives a tree or an error for every text', () => {
    const piece = fc.constantFrom(
      'Join',
      '(',
      ')',
      ',',
      '[',
      ']',
      '"',
      '\\',
      '&',
      '&H1',
      '=',
      '<>',
      '1',
      '-',
      ' ',
      'x',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const parsed = parseExpression(pieces.join(''));
        expect(parsed.ok || parsed.error.message !== '').toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('warns where IgnoreFlowIfNullOrEmpty is not outermost', () => {
    const parsed = parseExpression('Join("", IgnoreFlowIfNullOrEmpty([a]))');

    expect(parsed.ok && parsed.value.warnings).toMatchObject([{ code: 'NestingNotAllowed', position: 9 }]);
  });
});

describe('the registry', () => {
  it.each([...functions.values()].map((definition) => [definition.signature, definition] as const))(
    '%s is described',
    (signature, definition) => {
      expect(signature).toMatch(/^[A-Z][A-Za-z0-9]+\([A-Za-z0-9?., ]*\)$/);
      expect(definition.help).toMatch(/\.$/);
      expect(definition.parameters.slice(0, -1).map(({ parameter }) => parameter.presence)).not.toContain(
        'repeated',
      );
    },
  );

  it('spells signatures with what may be left out or repeated', () => {
    expect(functions.get('InStr')?.signature).toBe('InStr(source, find, start?, compare?)');
    expect(functions.get('Join')?.signature).toBe('Join(separator, source...)');
  });
});
