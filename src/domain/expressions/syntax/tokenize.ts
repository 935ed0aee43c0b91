import { fail, ok, type Result } from '../../result.ts';
import type { ExpressionError } from '../errors.ts';
import { type ComparisonSign, comparisons } from './tree.ts';

export type ExpressionToken = {
  readonly position: number;
  readonly length: number;
} /** `bare`: a number as it was written, without quotes. */ & (
  | { readonly kind: 'constant'; readonly value: string; readonly bare?: string }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'compare'; readonly operator: ComparisonSign }
  | { readonly kind: '(' | ')' | ',' | '&' | 'end' }
);

/**
 * Splits an expression into tokens; the last one is `end`.
 * `&` joins texts after an operand and begins a hexadecimal number (`&HF7`) where an operand is expected.
 * Source: entra-docs `functions-for-customizing-application-data`, syntax overview.
 */
export function tokenize(text: string): Result<readonly ExpressionToken[], ExpressionError> {
  const tokens: ExpressionToken[] = [];
  let position = skipBlanks(text, 0);
  while (position < text.length) {
    const token = readToken(text, position, endsOperand(tokens.at(-1)));
    if (!token.ok) return token;
    tokens.push(token.value);
    position = skipBlanks(text, position + token.value.length);
  }
  tokens.push({ kind: 'end', position: text.length, length: 0 });
  return ok(tokens);
}

type Read = Result<ExpressionToken, ExpressionError>;

function readToken(text: string, position: number, afterOperand: boolean): Read {
  const first = text.charAt(position);
  if (first === '"') return readText(text, position);
  if (first === '[') return readAttribute(text, position);
  if (first === '(' || first === ')' || first === ',') return ok({ kind: first, position, length: 1 });
  const operator = comparisons.find((candidate) => text.startsWith(candidate, position));
  if (operator !== undefined) return ok({ kind: 'compare', operator, position, length: operator.length });
  if (first === '&' && afterOperand) return ok({ kind: '&', position, length: 1 });
  return readWordOrNumber(text, position) ?? unexpectedCharacter(text, position);
}

function readWordOrNumber(text: string, position: number): Read | undefined {
  const name = matchAt(/[A-Za-z_][A-Za-z0-9_]*/y, text, position);
  if (name !== undefined) return ok({ kind: 'name', name, position, length: name.length });
  const hex = matchAt(/&[Hh][0-9A-Fa-f]+(?![A-Za-z0-9_])/y, text, position);
  if (hex !== undefined) {
    const value = BigInt(`0x${hex.slice(2)}`).toString();
    return ok({ kind: 'constant', value, bare: hex, position, length: hex.length });
  }
  const number = matchAt(/[+-]?[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.])/y, text, position);
  if (number === undefined) return undefined;
  return ok({ kind: 'constant', value: number, bare: number, position, length: number.length });
}

/** `\"` and `\\` are escapes; every other backslash stays, so a pattern such as `"\d"` is read as written. */
function readText(text: string, position: number): Read {
  const quoted = matchAt(/"(?:[^"\\]|\\.)*"/sy, text, position);
  if (quoted === undefined) {
    return fail({
      code: 'ParseError',
      message: 'The text that begins here has no closing quote.',
      position,
      length: text.length - position,
      expected: ['"'],
    });
  }
  const value = quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return ok({ kind: 'constant', value, position, length: quoted.length });
}

/** Brackets and quotes inside a name are balanced: `[emails[type eq "work"].value]` is one attribute. */
function readAttribute(text: string, position: number): Read {
  const end = closingBracket(text, position);
  const name = text.slice(position + 1, end);
  if (end === undefined || name.trim() === '') {
    return fail({
      code: 'ParseError',
      message:
        end === undefined
          ? 'The attribute that begins here has no closing bracket.'
          : 'An attribute needs a name.',
      position,
      length: (end ?? text.length) - position + (end === undefined ? 0 : 1),
      expected: [end === undefined ? ']' : 'attribute name'],
    });
  }
  return ok({ kind: 'attribute', name, position, length: end + 1 - position });
}

function closingBracket(text: string, position: number): number | undefined {
  let depth = 0;
  let inQuotes = false;
  for (let index = position; index < text.length; index++) {
    const char = text[index];
    if (char === '"') inQuotes = !inQuotes;
    if (!inQuotes && char === '[') depth += 1;
    if (!inQuotes && char === ']') depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

function unexpectedCharacter(text: string, position: number): Read {
  const char = String.fromCodePoint(text.codePointAt(position) ?? 0);
  const message =
    char === "'"
      ? 'Constants take double quotes, not single quotes.'
      : `The character ${JSON.stringify(char)} has no meaning here.`;
  return fail({
    code: 'ParseError',
    message,
    position,
    length: char.length,
    expected: ['[attribute]', '"constant"', 'function'],
  });
}

function endsOperand(token: ExpressionToken | undefined): boolean {
  return token !== undefined && ['constant', 'attribute', 'name', ')'].includes(token.kind);
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

function skipBlanks(text: string, position: number): number {
  return position + (matchAt(/\s*/y, text, position) ?? '').length;
}
