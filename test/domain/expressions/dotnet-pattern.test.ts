import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translatePattern } from '../../../src/domain/expressions/dotnet-pattern.ts';

function matches(source: string, text: string): readonly string[] {
  const pattern = translatePattern(source);
  if (!pattern.ok) throw new Error(pattern.error.message);
  return [...text.matchAll(new RegExp(pattern.value, 'g'))].map(([found]) => found);
}

describe('.NET patterns match as in .NET', () => {
  it.each([
    ['literals in braces', 'a{b}', 'a{b}', ['a{b}']],
    ['a brace that is no quantifier', 'a{,2}', 'a{,2}', ['a{,2}']],
    ['escaped punctuation', String.raw`\:\;\=\,\<\>\@\-`, ':;=,<>@-', [':;=,<>@-']],
    ['control escapes', String.raw`\t\x41\u0042\101\e\cA`, '\tABA\u001b\u0001', ['\tABA\u001b\u0001']],
    ['any but a line feed', '.+', 'a\r\u2028b\nc', ['a\r\u2028b', 'c']],
    ['any in single-line mode', '(?s).+', 'a\nb', ['a\nb']],
    ['classes', '[]a-c-]+', 'x]ab-d', [']ab-']],
    ['negated classes', '[^a-c]+', 'xaby', ['x', 'y']],
    ['a dash behind a shorthand', String.raw`[\w-.]+`, 'a-b.c d', ['a-b.c', 'd']],
    ['class subtraction', '[a-z-[aeiou]]+', 'hello', ['h', 'll']],
    ['nested subtraction', '[a-z-[a-m-[c]]]+', 'abcxyz', ['cxyz']],
    ['a backspace in a class', String.raw`[\b]`, '\b', ['\b']],
    ['digits of all scripts', String.raw`\d+`, '12٣४x', ['12٣४']],
    ['words of all scripts', String.raw`\w+`, 'Zoë Ωλ_1', ['Zoë', 'Ωλ_1']],
    ['spaces', String.raw`a\sb`, 'a\u0085b', ['a\u0085b']],
    ['not spaces', String.raw`\S+`, '\ufeffa b', ['\ufeffa', 'b']],
    ['categories', String.raw`\p{Lu}\p{Ll}+`, 'Ölaf ß Ada', ['Ölaf', 'Ada']],
    ['negated categories', String.raw`\P{L}+`, 'a1-b', ['1-']],
    ['blocks', String.raw`\p{IsCyrillic}+`, 'abc Иван', ['Иван']],
    ['the end before a line feed', 'a$', 'a\n', ['a']],
    ['not the end before two', 'a$', 'a\n\n', []],
    ['not the end before a carriage return', '(?m)a$', 'a\r\nb', []],
    ['lines', '(?m)^.$', 'a\nb', ['a', 'b']],
    ['the very end', String.raw`a\z`, 'a\n', []],
    ['the start', String.raw`(?m)\Ab`, 'a\nb', []],
    ['word boundaries of all scripts', String.raw`\bé\w*\b`, 'été café', ['été']],
    ['inside of words', String.raw`\Ba`, 'aa a', ['a']],
    ['bounds', 'a{2,3}?', 'aaaa', ['aa', 'aa']],
    ['quoted names', "(?'x'a)b", 'ab', ['ab']],
    ['references', String.raw`(?<q>['"]).*?\k<q>`, `'a' "b"`, [`'a'`, '"b"']],
    ['octal numbers where there is no such group', String.raw`(a)\101`, 'aA', ['aA']],
    ['.NET numbers for named groups', String.raw`(?<n>a)(b)\1\2`, 'abba', ['abba']],
    ['a reference within its alternative', String.raw`(?:(a)\1|b)+`, 'aab', ['aab']],
    ['look-around', '(?<=a)b(?!c)', 'abc ab', ['b']],
    ['option i', '(?i)straSSe', 'STRASSE', ['STRASSE']],
    ['option i for a part', 'a(?i:b)c', 'aBc ABc', ['aBc']],
    ['option i to the end of the group', '(?:a(?i)b|c)d', 'aBd Cd CD', ['aBd', 'Cd']],
    ['option i off again', '(?i)a(?-i)b', 'Ab AB', ['Ab']],
    ['option x', '(?x) a b # comment\n c', 'abc', ['abc']],
    ['comments', 'a(?#x)+b', 'aab', ['aab']],
    ['option n', '(?n)(a)(?<x>b)', 'ab', ['ab']],
    ['surrogates one by one', '^..$', '😀', ['😀']],
    ['a quantified anchor', '^*a', 'a', ['a']],
  ])('%s', (_, source, text, wanted) => {
    expect(matches(source, text)).toEqual(wanted);
  });

  it('matches any text by its escaped form, and only that', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        const escaped = text.replace(/[^\p{L}\p{N}_]/gsu, (char) =>
          char.length === 1 ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char,
        );
        expect(matches(escaped, text)).toEqual([text]);
      }),
    );
  });

  it('gives a pattern or an error for every text, and never throws', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '*',
      '+',
      '?',
      '|',
      '\\',
      '^',
      '$',
      '-',
      ':',
      '<',
      'a',
      '1',
      ',',
      '#',
      'p',
      'k',
      '(?',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const result = translatePattern(pieces.join(''));
        expect(result.ok || result.error.message.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what is not supported is refused by name and position', () => {
  it.each([
    ['a(?>b)', 1, 'atomic'],
    ['(?(1)a|b)', 0, 'conditional'],
    ['(?<a>x)(?<b-a>y)', 7, 'balancing'],
    ['(?<1>a)', 0, 'number as name'],
    ['(?<a>x)|(?<a>y)', 8, 'one name'],
    [String.raw`a\G`, 1, 'escape \\G'],
    [String.raw`\q`, 0, 'escape \\q'],
    [String.raw`\p{Nope}`, 0, '\\p{Nope}'],
    [String.raw`\pL`, 0, 'in braces'],
    [String.raw`(a)?\1`, 4, 'may not have matched'],
    [String.raw`(a)|\1`, 4, 'may not have matched'],
    [String.raw`\1(a)`, 0, 'may not have matched'],
    [String.raw`(a\1)`, 2, 'may not have matched'],
    [String.raw`(a)\2`, 3, 'no group 2'],
    ['[[:alpha:]]', 1, 'POSIX'],
    ['[z-a]', 1, 'reverse'],
    [String.raw`[a-\d]`, 1, 'range'],
    ['[a-z-[b]c]', 5, 'last thing'],
    ['([a-z', 1, 'closing bracket'],
    ['(a', 0, 'closing bracket'],
    ['a)', 1, 'opening one'],
    ['a**', 2, 'follows a quantifier'],
    ['a++', 2, 'follows a quantifier'],
    ['*a', 0, 'follows nothing'],
    ['a{3,2}', 1, 'impossible'],
    ['a\\', 1, 'backslash'],
    ['(?#a', 0, 'comment'],
    ['(?z)', 0, 'does not exist'],
    ['('.repeat(200), 100, 'nested too deep'],
    ['a'.repeat(10_001), 10_000, 'longer'],
  ])('%s at %i', (source, position, message) => {
    const result = translatePattern(source);

    expect(result).toMatchObject({
      ok: false,
      error: { position, message: expect.stringContaining(message) },
    });
  });
});
