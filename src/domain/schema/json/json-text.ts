import { fail, ok, type Result } from '../../result.ts';

/** Where a text stops being JSON. Line and column count from 1; the column counts UTF-16 units. */
export type JsonFault = { readonly line: number; readonly column: number; readonly message: string };

/** Deeper than any real schema; a hostile file must not exhaust the stack of a reader further on. */
const MAX_DEPTH = 500;

const token =
  /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;

type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd';

const inWords: Record<Expected, string> = {
  value: 'a value',
  valueOrEnd: 'a value or ]',
  key: 'a property name in double quotes',
  keyOrEnd: 'a property name in double quotes or }',
  colon: 'a colon',
  commaOrEnd: 'a comma or the closing bracket',
};

/** The word form of a token: brackets and marks stand for themselves. */
type Word = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'scalar';

function wordOf(match: RegExpExecArray): Word {
  if (match[2] !== undefined) return 'string';
  return match[1] === undefined ? 'scalar' : (match[1] as Word);
}

/** What a token does where it may stand: opens or closes a bracket, completes a value, or asks for the next thing. */
type Move = 'open' | 'close' | 'complete' | 'next' | 'colon' | 'value';

const value = { '{': 'open', '[': 'open', string: 'complete', scalar: 'complete' } as const;

/** The grammar of RFC 8259. A token without an entry must not stand there. */
const grammar: Readonly<Record<Expected, Partial<Record<Word, Move>>>> = {
  value,
  valueOrEnd: { ...value, ']': 'close' },
  key: { string: 'colon' },
  keyOrEnd: { string: 'colon', '}': 'close' },
  colon: { ':': 'value' },
  commaOrEnd: { ',': 'next', '}': 'close', ']': 'close' },
};

const opener: Partial<Record<Word, Word>> = { '}': '{', ']': '[' };

/** What is expected after `word`, with `open` as the brackets around it; undefined when it must not stand here. */
function advance(expected: Expected, word: Word, open: Word[]): Expected | 'end' | undefined {
  const move = grammar[expected][word];
  switch (move) {
    case 'open':
      open.push(word);
      return word === '{' ? 'keyOrEnd' : 'valueOrEnd';
    case 'close':
      return open.pop() === opener[word] ? afterValue(open) : undefined;
    case 'complete':
      return afterValue(open);
    case 'next':
      return open.at(-1) === '{' ? 'key' : 'value';
    default:
      return move;
  }
}

const afterValue = (open: readonly Word[]): Expected | 'end' => (open.length === 0 ? 'end' : 'commaOrEnd');

function faultAt(text: string, offset: number, expected: string): JsonFault {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const found =
    offset >= text.length ? 'the text ends' : `there is ${JSON.stringify(text.slice(offset, offset + 12))}`;
  return { line, column, message: `${expected} is expected, but ${found}` };
}

function firstFault(text: string): JsonFault {
  const open: Word[] = [];
  let expected: Expected | 'end' = 'value';
  let offset = 0;
  const blank = /[\t\n\r ]*/y;
  const here = (): number => {
    blank.lastIndex = offset;
    blank.test(text);
    return blank.lastIndex;
  };
  while (expected !== 'end') {
    token.lastIndex = offset;
    const match = token.exec(text);
    const next: Expected | 'end' | undefined =
      match === null ? undefined : advance(expected, wordOf(match), open);
    if (next === undefined) return faultAt(text, here(), inWords[expected]);
    offset = token.lastIndex;
    expected = next;
  }
  return faultAt(text, here(), 'the end of the text');
}

function isTooDeep(root: unknown): boolean {
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/**
 * Parses JSON (RFC 8259), tolerating a byte order mark. Where it fails, says at which line and column, which the
 * runtime's own message does not always do.
 */
export function parseJsonWithPlaces(text: string): Result<unknown, JsonFault> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    return fail(firstFault(plain));
  }
  if (isTooDeep(value)) {
    return fail({ line: 1, column: 1, message: `the text nests deeper than ${MAX_DEPTH} levels` });
  }
  return ok(value);
}
