import { type ExpressionToken, tokenize } from '../../domain/expressions/syntax/tokenize.ts';
import { present } from '../../domain/present.ts';

/** A call whose closing parenthesis has not come yet; `argument` counts from 0. */
export type OpenCall = { readonly name: string; readonly argument: number };

/** The name under the cursor. `start` and `end` are the UTF-16 units that a completion replaces. */
export type CursorWord = {
  readonly kind: 'function' | 'attribute';
  readonly typed: string;
  readonly start: number;
  readonly end: number;
};

/** Where a cursor stands in an expression that may be unfinished. */
export type CursorPlace = {
  /** The calls around the cursor, the innermost last. */
  readonly calls: readonly OpenCall[];
  /** Absent inside a constant. Nothing is typed of it where a name could begin. */
  readonly word?: CursorWord;
};

/** Characters without a meaning are passed over, so that help goes on behind them; a text full of them is given up. */
const MAX_FAULTS = 16;

type Reading = { readonly tokens: readonly ExpressionToken[]; readonly openAt?: number };

/** The tokens of an unfinished text; `openAt` is where a constant or an attribute begins that has no end yet. */
function readTokens(text: string): Reading {
  let rest = text;
  for (let faults = 0; faults < MAX_FAULTS; faults += 1) {
    const read = tokenize(rest);
    if (read.ok) return { tokens: read.value };
    const { position = 0, length = 1, expected = [] } = read.error;
    if (expected.includes('"') || expected.includes(']')) {
      const before = tokenize(rest.slice(0, position));
      return { tokens: before.ok ? before.value : [], openAt: position };
    }
    const end = position + Math.max(1, length);
    rest = rest.slice(0, position) + ' '.repeat(end - position) + rest.slice(end);
  }
  return { tokens: [] };
}

function openCalls(tokens: readonly ExpressionToken[]): readonly OpenCall[] {
  const calls: OpenCall[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const innermost = calls.at(-1);
    if (token.kind === '(') calls.push({ name: before?.kind === 'name' ? before.name : '', argument: 0 });
    if (token.kind === ')') calls.pop();
    if (token.kind === ',' && innermost !== undefined) {
      calls[calls.length - 1] = { ...innermost, argument: innermost.argument + 1 };
    }
  }
  return calls;
}

/** The end of the attribute that begins at `start`; of one without an end, as much as looks like its name. */
function attributeEnd(text: string, start: number, offset: number): number {
  const whole = readTokens(text).tokens.find(
    ({ kind, position }) => kind === 'attribute' && position === start,
  );
  if (whole !== undefined) return start + whole.length;
  return offset + (/^[^\][(),"]*\]?/.exec(text.slice(offset))?.[0].length ?? 0);
}

function wordAt(text: string, offset: number, { tokens, openAt }: Reading): CursorWord | undefined {
  if (openAt !== undefined) {
    if (text[openAt] !== '[') return undefined;
    const typed = text.slice(openAt + 1, offset);
    return { kind: 'attribute', typed, start: openAt, end: attributeEnd(text, openAt, offset) };
  }
  const last = tokens.at(-2);
  const isTyped = last?.kind === 'name' && last.position + last.length === offset;
  const start = isTyped ? last.position : offset;
  const end = isTyped ? offset + (/^\w*/.exec(text.slice(offset))?.[0].length ?? 0) : offset;
  return { kind: 'function', typed: text.slice(start, offset), start, end };
}

/** Reads what stands before the cursor. `offset` counts UTF-16 units. */
export function cursorPlaceIn(text: string, offset: number): CursorPlace {
  const reading = readTokens(text.slice(0, offset));
  const word = wordAt(text, offset, reading);
  return { calls: openCalls(reading.tokens), ...present({ word }) };
}
