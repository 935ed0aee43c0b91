import { present } from '../../present.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { ExpressionError } from '../errors.ts';
import { nearestName } from './suggest.ts';
import type { ExpressionToken } from './tokenize.ts';
import { type Argument, type Node, type SourceSpan, words } from './tree.ts';

/** Deeper calls are refused, so that no walk over a tree can exhaust the stack. */
export const MAX_DEPTH = 200;

/**
 * Reads the tokens of one whole expression by this grammar:
 *
 *     comparison = concat [ ("=" | "<>" | "<" | "<=" | ">" | ">=") concat ]
 *     concat     = operand { "&" operand }
 *     operand    = constant | attribute | name "(" [ arg { "," arg } ] ")" | word
 *     arg        = comparison | nothing
 *
 * Whether a function exists and takes these arguments is not decided here.
 */
export function parseTokens(tokens: readonly ExpressionToken[]): Result<Node, ExpressionError> {
  const cursor = cursorOver(tokens);
  const node = parseComparison(cursor, 0);
  if (cursor.current().kind !== 'end') cursor.expect(['end of the expression', 'operator']);
  const error = cursor.error();
  return error === undefined && node !== undefined ? ok(node) : fail(error ?? NOTHING_READ);
}

const NOTHING_READ: ExpressionError = { code: 'ParseError', message: 'The expression is empty.' };

/** Keeps the place and the first error. After an error it stands at the end, so every reader stops. */
type Cursor = {
  readonly current: () => ExpressionToken;
  readonly next: () => ExpressionToken;
  readonly take: () => ExpressionToken;
  readonly previousEnd: () => number;
  readonly expect: (expected: readonly string[], message?: string, suggestion?: string) => undefined;
  readonly error: () => ExpressionError | undefined;
};

function cursorOver(tokens: readonly ExpressionToken[]): Cursor {
  const end: ExpressionToken = tokens.at(-1) ?? { kind: 'end', position: 0, length: 0 };
  let index = 0;
  let first: ExpressionError | undefined;
  const at = (place: number): ExpressionToken => tokens[place] ?? end;
  const previousEnd = () => (index === 0 ? 0 : at(index - 1).position + at(index - 1).length);
  const expect = (expected: readonly string[], message?: string, suggestion?: string): undefined => {
    const { position, length } = at(index);
    first ??= {
      code: 'ParseError',
      message: message ?? `Expected ${expected.join(' or ')}, found ${described(at(index))}.`,
      position,
      length,
      expected,
      ...present({ suggestion }),
    };
    index = tokens.length;
  };
  const take = () => at(index++);
  return {
    current: () => at(index),
    next: () => at(index + 1),
    take,
    previousEnd,
    expect,
    error: () => first,
  };
}

function described(token: ExpressionToken): string {
  switch (token.kind) {
    case 'constant':
      return 'a constant';
    case 'attribute':
      return `[${token.name}]`;
    case 'name':
      return token.name;
    case 'compare':
      return token.operator;
    case 'end':
      return 'the end';
    default:
      return `"${token.kind}"`;
  }
}

function parseComparison(cursor: Cursor, depth: number): Node | undefined {
  const left = parseConcat(cursor, depth);
  const operator = cursor.current();
  if (left === undefined || operator.kind !== 'compare') return left;
  cursor.take();
  const right = parseConcat(cursor, depth);
  if (right === undefined) return undefined;
  const at = spanFrom(left.at.position, cursor);
  return { kind: 'comparison', operator: operator.operator, left, right, at };
}

function parseConcat(cursor: Cursor, depth: number): Node | undefined {
  const parts = [parseOperand(cursor, depth)];
  while (cursor.current().kind === '&') {
    cursor.take();
    parts.push(parseOperand(cursor, depth));
  }
  const read = parts.filter((part) => part !== undefined);
  const [only] = read;
  if (only === undefined || read.length === 1) return only;
  return { kind: 'concat', parts: read, at: spanFrom(only.at.position, cursor) };
}

function parseOperand(cursor: Cursor, depth: number): Node | undefined {
  const token = cursor.current();
  const at = { position: token.position, length: token.length };
  if (token.kind === 'name') return parseName(token.name, at, cursor, depth);
  if (token.kind === 'constant') {
    cursor.take();
    return { kind: 'constant', value: token.value, ...present({ bare: token.bare }), at };
  }
  if (token.kind === 'attribute') {
    cursor.take();
    return { kind: 'attribute', name: token.name, at };
  }
  return cursor.expect(['[attribute]', '"constant"', 'function']);
}

function parseName(name: string, at: SourceSpan, cursor: Cursor, depth: number): Node | undefined {
  if (cursor.next().kind === '(') return parseCall(name, at, cursor, depth);
  const word = words.find((candidate) => candidate === name);
  if (word === undefined) {
    const message = `${name} is neither a function call nor a word of the language; constants take double quotes and attributes take brackets.`;
    const suggestion = nearestName(name, words) ?? `"${name}"`;
    return cursor.expect([`"${name}"`, `[${name}]`, `${name}(`], message, suggestion);
  }
  cursor.take();
  return { kind: 'word', word, at };
}

function parseCall(name: string, at: SourceSpan, cursor: Cursor, depth: number): Node | undefined {
  if (depth >= MAX_DEPTH) return cursor.expect([], `Calls are nested deeper than ${MAX_DEPTH} levels.`);
  cursor.take();
  cursor.take();
  const read = parseArguments(cursor, depth + 1);
  if (cursor.current().kind !== ')') return cursor.expect([',', ')']);
  cursor.take();
  return { kind: 'call', name, arguments: read, at: spanFrom(at.position, cursor) };
}

function parseArguments(cursor: Cursor, depth: number): readonly Argument[] {
  if (cursor.current().kind === ')') return [];
  const read = [parseArgument(cursor, depth)];
  while (cursor.current().kind === ',') {
    cursor.take();
    read.push(parseArgument(cursor, depth));
  }
  return read;
}

function parseArgument(cursor: Cursor, depth: number): Argument {
  const { kind } = cursor.current();
  return kind === ',' || kind === ')' ? undefined : parseComparison(cursor, depth);
}

function spanFrom(position: number, cursor: Cursor): SourceSpan {
  return { position, length: cursor.previousEnd() - position };
}
